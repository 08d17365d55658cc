import { useAgency } from '../api/queries.ts'
import { ChoiceField } from './fields.tsx'

/** Members of the 监督问责小组 by name; which of them may the rules say. */
export function MembersField({
  name,
  label,
  several = true,
  except = [],
}: {
  readonly name: string
  readonly label: string
  readonly several?: boolean
  readonly except?: readonly string[]
}) {
  const { data } = useAgency()
  const seats = data?.groups.find(({ code }) => code === 'ACCOUNTABILITY_GROUP')?.seats ?? []
  return (
    <ChoiceField
      name={name}
      label={label}
      required
      several={several}
      choices={seats
        .filter(({ id }) => !except.includes(id))
        .map(({ id, name: person, title }) => ({ value: id, label: `${person}　${title}` }))}
    />
  )
}
