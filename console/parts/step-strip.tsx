export interface Step {
  readonly name: string
  /** A word or two below the name: when it was, or what it waits for. */
  readonly note?: string | undefined
}

/**
 * The steps of a procedure in a row, those before `now` done. `now` at the end means that all are; where it ended before,
 * `ended` says so and no step is next.
 */
export function StepStrip({
  label,
  steps,
  now,
  ended = false,
}: {
  readonly label: string
  readonly steps: readonly Step[]
  readonly now: number
  readonly ended?: boolean
}) {
  return (
    <ol className="steps" aria-label={label}>
      {steps.map(({ name, note }, index) => {
        const state = index < now ? 'done' : index === now && !ended ? 'now' : 'later'
        return (
          <li key={name} className={`step step-${state}`} {...(state === 'now' ? { 'aria-current': 'step' } : {})}>
            <span className="step-no" aria-hidden>
              {state === 'done' ? '✓' : index + 1}
            </span>
            <span className="step-words">
              <strong>{name}</strong>
              <span className="unseen">
                {state === 'done' ? '，已完成' : state === 'now' ? '，正在进行' : '，未到'}
              </span>
              {note && <small>{note}</small>}
            </span>
          </li>
        )
      })}
    </ol>
  )
}
