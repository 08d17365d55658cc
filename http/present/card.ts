import { supervisionActs } from '../../domain/supervision/acts.ts'
import type { SupervisionFacts } from '../../domain/supervision/facts.ts'
import {
  nameOfCardColour,
  nameOfCardGround,
  nameOfCardStage,
  type Supervision,
} from '../../domain/supervision/supervision.ts'
import { dayOf } from '../../domain/time.ts'
import type { Known } from '../../store/facts/facts.ts'
import type { CardPage, CardRow } from '../api/contract.ts'
import { actionsOf } from './actions.ts'
import { division, someone, type Viewing } from './viewing.ts'

export function cardRow(viewing: Viewing, card: Supervision): CardRow {
  const { id, colour, department, clause, ground, words, shownAt, dueOn, stage } = card
  return {
    ...{
      id,
      colour,
      colourName: nameOfCardColour(colour),
      clause,
      ground,
      groundName: nameOfCardGround(ground),
      words,
    },
    department: division(viewing, department),
    shownOn: dayOf(shownAt),
    ...(dueOn === undefined ? {} : { dueOn }),
    // One that was never shown has no row and no page.
    stage: stage === 'NONE' ? 'SHOWN' : stage,
    stageName: nameOfCardStage(stage),
  }
}

export function cardPage(
  viewing: Viewing,
  { state, version, roles, facts }: Known<Supervision, SupervisionFacts>,
): CardPage {
  const { defence, review } = state
  return {
    ...cardRow(viewing, state),
    version,
    ...(defence
      ? {
          defence: {
            ...{ words: defence.words, at: defence.at, who: someone(viewing, defence.person) },
            files: defence.files.map(({ hash, name }) => ({ hash, name })),
          },
        }
      : {}),
    ...(review
      ? {
          review: {
            ...{ words: review.words, at: review.at, who: someone(viewing, review.person), upheld: review.upheld },
          },
        }
      : {}),
    actions: actionsOf(
      supervisionActs.filter(({ noun }) => noun !== 'showing'),
      roles,
      state,
      facts,
    ),
  }
}
