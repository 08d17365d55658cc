import type { ActionView, MeetingItemView, MeetingPage } from '../../../http/api/contract.ts'

export interface MeetingProps {
  /** What was read and is shown: `/meetings/<id>`. */
  readonly path: string
  readonly meeting: MeetingPage
}

export interface ItemProps extends MeetingProps {
  readonly item: MeetingItemView
}

export const actionOf = (meeting: MeetingPage, noun: string): ActionView | undefined =>
  meeting.actions.find(action => action.noun === noun)

export const mayDo = (meeting: MeetingPage, noun: string): boolean => actionOf(meeting, noun)?.allowed ?? false

type Member = MeetingPage['members'][number]

/** Members to choose from in a form, by name and post. */
export const memberChoices = (members: readonly Member[]) =>
  members.map(({ who }) => ({ value: who.id, label: `${who.name}　${who.title}` }))
