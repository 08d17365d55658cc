import './jitless.ts'
import type { CheckedRule, Finding, UncheckedRule } from '../domain/conformance/report.ts'
import { banner, element, fold, type Piece } from './elements.ts'
import { httpSource } from './http-source.ts'
import { type MatterReplay, replayMatter } from './replay-matter.ts'
import { readShown } from './report.ts'
import { unreadablePage } from './verify-page.ts'

/** Replays the rules over the matter that the page shows, and says how that went. @throws when the log cannot be read */
export async function replayPage(
  log: string,
  shown: string,
  say: (sentence: string) => void,
): Promise<readonly Piece[]> {
  const page = readShown(shown)
  if (!page) return unreadablePage
  const replay = await replayMatter(httpSource(log), page.stream, page.today, say)
  return typeof replay === 'string' ? [banner('bad', '没有重演：登记与公开日志对不上。', replay)] : replayView(replay)
}

function replayView({ report, streams }: MatterReplay): readonly Piece[] {
  const { findings, checked, unchecked, entries } = report
  const applied = checked.filter(({ times }) => times > 0)
  const unused = checked.filter(({ times }) => times === 0)
  const about = `重演有关的${streams}份记录、${entries}条登记，用到规则${applied.length}条；另有${unchecked.length}条规则，凭公开的内容核对不了。`
  return [
    findings.length === 0
      ? banner('good', '按规则重演：本件的程序没有发现不合规定之处。', about)
      : banner('bad', `按规则重演：发现${findings.length}处不合规定。`, about),
    findings.length > 0 && element('ul', 'verify-rules', ...findings.map(findingRow)),
    fold(
      `用到的规则（${applied.length}条）`,
      false,
      ruleList(applied, ({ times }) => `${times}次`),
    ),
    unused.length > 0 && fold(`这些登记里没有用到的规则（${unused.length}条）`, false, ruleList(unused)),
    fold(
      `没有核对的规则（${unchecked.length}条）`,
      false,
      ruleList(unchecked, ({ why }) => why),
    ),
  ]
}

/** The sentence names the clause itself. */
const findingRow = ({ index, sentence }: Finding) =>
  element('li', '', sentence, element('span', 'under', `日志第 ${index} 号`))

function ruleList<Rule extends CheckedRule | UncheckedRule>(
  rules: readonly Rule[],
  more: (rule: Rule) => string = () => '',
): HTMLElement {
  const row = (rule: Rule) => {
    const added = more(rule)
    return element('li', '', clauseMark(rule.clause), rule.rule, added !== '' && element('span', 'under', added))
  }
  return element('ul', 'verify-rules', ...rules.map(row))
}

const clauseMark = (clause: string) => element('span', 'badge', clause)
