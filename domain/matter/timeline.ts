import type { Actor } from '../decider.ts'
import { SYSTEM } from '../organisation/facts.ts'
import type { Organisation } from '../organisation/organisation.ts'
import { nameOf, nameOfDepartment, titleOf } from '../organisation/posts.ts'
import { closed } from '../result.ts'
import { dayOf, formatDay, type Instant } from '../time.ts'
import { nameOfConclusion } from './conclusions.ts'
import type { MatterEvent } from './events.ts'
import { nameOfTier } from './route.ts'

/** One line of «what happened» (S15): when, who in which post, what. */
export interface TimelineLine {
  readonly version: number
  readonly at: Instant
  readonly who: string
  readonly title: string
  readonly what: string
  readonly details: readonly string[]
}

export function timelineLine(
  event: MatterEvent & { readonly version: number; readonly at: Instant; readonly by: Actor },
  organisation: Organisation,
): TimelineLine {
  const { by, at, version } = event
  const own = by.person === SYSTEM ? '平台' : nameOf(organisation, by.person)
  const who = by.onBehalfOf ? `${own}（受${nameOf(organisation, by.onBehalfOf)}委托）` : own
  const title = by.person === SYSTEM ? '定时任务' : titleOf(organisation, by.person, dayOf(at))
  const [what, ...details] = wordsOf(event, organisation)
  return { version, at, who, title, what: what ?? '', details: details.filter(d => d !== '') }
}

function wordsOf(event: MatterEvent, organisation: Organisation): readonly string[] {
  switch (event.type) {
    case 'matter.drafted':
      return [
        event.data.previous ? `拟稿（再次送审，前次件 ${event.data.previous}）` : '拟稿',
        event.data.difference ?? '',
      ]
    case 'matter.details-set':
      return ['填写送审内容']
    case 'matter.material-attached':
      return ['上传材料', event.data.name]
    case 'matter.material-removed':
      return ['移除材料']
    case 'matter.controls-checked':
      return [`核对防控措施 ${event.data.checks.length} 项`]
    case 'matter.post-filing-registered':
      return ['登记事后报备', `紧急事由：${event.data.reason}`, `未能事前报备：${event.data.whyNotBefore}`]
    case 'matter.urgency-proposed':
      return ['处室负责人认定时限非常紧急', event.data.opinion]
    case 'matter.urgency-confirmed':
      return [event.data.byPhoneAt ? '分管领导确认紧急（先行电话确认）' : '分管领导确认紧急', event.data.opinion]
    case 'matter.submitted':
      return ['送审', `适用目录第${event.data.catalogueVersion}版、规则参数第${event.data.ruleSet}版`]
    case 'matter.listed':
      return [`列入${nameOfTier(event.data.tier)}会议议程`, event.data.circumstances ?? '']
    case 'matter.unlisted':
      return ['未在会议上审议，退出议程']
    case 'matter.meeting-noticed':
      return ['会议通知已发出']
    case 'matter.special-group-designated':
      return ['领导小组指定特别复核组（特别组成）']
    case 'matter.tier-concluded': {
      const { tier, conclusion, opinion, changes, conditions, needed } = event.data
      return [
        `${nameOfTier(tier)}：${nameOfConclusion(conclusion, tier)}`,
        opinion,
        changes ? `修改内容：${changes}` : '',
        ...conditions.map(
          c => `条件${c.id}（${nameOfDepartment(organisation, c.owner)}，${formatDay(c.dueOn)}前）：${c.words}`,
        ),
        ...needed.map(n => `须补正：${n}`),
      ]
    }
    case 'matter.supplement-requested':
      return [`退回补正，${formatDay(event.data.dueOn)}前补齐，时钟暂停`, ...event.data.needed]
    case 'matter.supplemented':
      return [event.data.voided ? '提交补正：材料实质变化，此前意见失效，从初审重新开始' : '提交补正', event.data.note]
    case 'matter.withdrawal-requested':
      return ['申请撤回', event.data.reason]
    case 'matter.withdrawal-declined':
      return ['不同意撤回', event.data.opinion]
    case 'matter.withdrawn':
      return ['撤回', event.data.opinion]
    case 'matter.condition-reported':
      return [`报告条件${event.data.condition}落实情况`, event.data.report]
    case 'matter.condition-confirmed':
      return [
        event.data.allCleared ? `核销条件${event.data.condition}，全部条件已核销` : `核销条件${event.data.condition}`,
      ]
    case 'matter.handling-started':
      return [`开始办理（${formatDay(event.data.startedOn)}）`]
    case 'matter.handling-finished':
      return [`办理完成（${formatDay(event.data.finishedOn)}）`, event.data.result]
    case 'matter.implementation-started':
      return [`开始实施（${formatDay(event.data.startedOn)}）`]
    case 'matter.implementation-finished':
      return [`实施完成（${formatDay(event.data.finishedOn)}）`, event.data.result]
    case 'matter.rectification-ordered':
      return ['生成整改任务', event.data.task]
    case 'matter.rectified':
      return ['报告整改情况', event.data.report]
    case 'matter.marked':
      return [`标识：${event.data.reason}`]
    case 'matter.closed':
      return ['办结', event.data.remark ?? '']
    case 'matter.terminated':
      return ['终止', event.data.reason]
    default:
      return closed(event)
  }
}
