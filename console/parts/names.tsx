/** Names one after another, none of them broken over two lines. */
export function Names({ people }: { readonly people: readonly { readonly name: string }[] }) {
  return people.map(({ name }, index) => (
    <span key={name} className="name">
      {name}
      {index < people.length - 1 && '、'}
    </span>
  ))
}
