import { catalogueOn } from '../../domain/catalogue/catalogue.ts'
import { nameOfDepartment } from '../../domain/organisation/posts.ts'
import { type ObjectKind, splitObjectId } from '../../domain/spot-check/candidate.ts'
import type { Viewing } from './viewing.ts'

/** What an object of a pool is called by its id there. */
export type ObjectTitle = (object: string) => string

/** @param matters titles of matters by their number. @param meeting the title of a meeting by its id. */
export function objectTitles(
  { organisation, catalogue, today }: Viewing,
  matters: ReadonlyMap<string, string>,
  meeting: (id: string) => string,
): ObjectTitle {
  const items = catalogueOn(catalogue, today)?.items ?? {}
  const titles: Record<ObjectKind, (id: string) => string> = {
    MATTER: id => matters.get(id) ?? id,
    PUBLIC_RECORD: id => matters.get(id) ?? id,
    ITEM: id => (Object.hasOwn(items, id) ? (items[id]?.name ?? id) : id),
    DIVISION: id => nameOfDepartment(organisation, id),
    MEETING: meeting,
  }
  return object => {
    const { kind, id } = splitObjectId(object)
    return titles[kind](id)
  }
}

/** Where the console shows it. */
export function linkOfObject(object: string): string | undefined {
  const { kind, id } = splitObjectId(object)
  const links: Record<ObjectKind, string | undefined> = {
    MATTER: `/matters/${id}`,
    PUBLIC_RECORD: `/matters/${id}`,
    ITEM: `/catalogue/${id}`,
    MEETING: `/meetings/${id}`,
    DIVISION: undefined,
  }
  return links[kind]
}
