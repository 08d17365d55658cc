/** The platform's sign: a sun. Decoration only; the name stands beside it. */
export function Emblem() {
  return (
    <svg className="emblem" viewBox="0 0 32 32" aria-hidden="true">
      <g stroke="#f4c95d" strokeWidth="2.4" strokeLinecap="round">
        <path d="M16 3v3.4M16 25.6V29M3 16h3.4M25.6 16H29M6.8 6.8l2.4 2.4M22.8 22.8l2.4 2.4M6.8 25.2l2.4-2.4M22.8 9.2l2.4-2.4" />
      </g>
      <circle cx="16" cy="16" r="6" fill="#f4c95d" />
    </svg>
  )
}
