import * as z from 'zod'
import { departmentsOf, nameOfDepartment } from '../organisation/posts.ts'
import { err, ok, refuse } from '../result.ts'
import { numberRule, rulesOn } from '../rulebook/rulebook.ts'
import { code, hash, text } from '../schema.ts'
import { addDays, dayOf, formatDay } from '../time.ts'
import { refuseUscc } from '../uscc.ts'
import { defineMatterAct, editable, refuseUnlessStatus } from './act.ts'
import { disclosureChoice, refuseDisclosure } from './disclosure-attribute.ts'
import { measuresOf } from './dossier.ts'
import { controlCheck, counterparty, handlingLine } from './events.ts'
import { itemFor } from './facts.ts'
import { nameOfStatus } from './route.ts'

export const draft = defineMatterAct({
  noun: 'draft',
  label: '新建送审件',
  clause: 'S82',
  roles: ['DEPARTMENT_STAFF'],
  duty: 'HANDLE',
  input: z.strictObject({
    item: code('职权事项'),
    title: text('标题', 120, 4),
    department: code('送审处室'),
    previous: code('前次件').optional(),
    difference: text('与前次的区别', 1000).optional(),
    sameGround: z.boolean({ error: '是否同一理由应为是或否' }).default(false),
  }),
  may: state => (state.status === 'NONE' ? undefined : refuse('WRONG_STATE', 'S86', '本件已经建立，不能重新拟稿。')),
  decide: (_state, input, facts) => {
    const item = facts.itemToday
    if (!item) return err(refuse('INVALID', 'S16', '该事项不在现行职权目录内，不能送审。', 'item'))
    const own = departmentsOf(facts.organisation, facts.person, facts.today)
    if (!own.includes(input.department)) {
      return err(refuse('FORBIDDEN', 'S143', '只能以本处室的名义送审。', 'department'))
    }
    if (item.department !== input.department) {
      const name = nameOfDepartment(facts.organisation, item.department)
      return err(refuse('FORBIDDEN', 'S78', `该事项由${name}送审。`, 'department'))
    }
    const { sameGround, ...kept } = input
    if (input.previous) {
      const before = facts.previous
      if (before?.department !== input.department) {
        return err(refuse('INVALID', 'E-22', '前次件不存在，或不是本处室的件。', 'previous'))
      }
      if (!['NOT_AGREED', 'NOT_APPROVED', 'WITHDRAWN', 'TERMINATED'].includes(before.status)) {
        return err(
          refuse('WRONG_STATE', 'E-22', `前次件现为「${nameOfStatus(before.status)}」，不能再次送审。`, 'previous'),
        )
      }
      if ([...(input.difference ?? '')].length < 10) {
        return err(refuse('INCOMPLETE', 'E-22', '再次送审须写明与前次的区别，至少10个字。', 'difference'))
      }
      const wait = numberRule(rulesOn(facts.rulebook, facts.today), 'resubmission.waitDays')
      const freeFrom = addDays(dayOf(before.concludedAt ?? facts.now), wait)
      if (sameGround && before.status !== 'WITHDRAWN' && facts.today < freeFrom) {
        return err(
          refuse('INVALID', 'E-22', `同一理由${wait}日内不得再送，${formatDay(freeFrom)}起可以再送。`, 'sameGround'),
        )
      }
    }
    return ok([{ type: 'matter.drafted', data: { ...kept, handler: facts.person } }])
  },
})

export const setDetails = defineMatterAct({
  noun: 'details',
  label: '填写送审内容',
  clause: 'S79',
  roles: ['HANDLER', 'DEPARTMENT_STAFF'],
  input: z.strictObject({
    title: text('标题', 120, 4),
    coDepartments: z.array(code('联办处室')).max(10, { error: '联办处室不得超过10个' }).default([]),
    handlingNote: text('办理说明', 5000).optional(),
    handlingList: z.array(handlingLine).max(200, { error: '办理目录不得超过200行' }).default([]),
    submissionBasis: z.array(text('送审依据', 200)).max(20, { error: '送审依据不得超过20条' }).default([]),
    counterparty: counterparty.optional(),
    amount: z
      .number({ error: '金额应为数字（元）' })
      .min(0, { error: '金额不得为负' })
      .max(1e13, { error: '金额过大' })
      .optional(),
    location: text('地点', 200).optional(),
    projectCode: text('项目代码', 60).optional(),
    disclosure: disclosureChoice,
  }),
  may: state => refuseUnlessStatus(state, editable, 'S79', '修改送审内容'),
  decide: (state, input, facts) => {
    const unknown = input.coDepartments.find(d => !facts.organisation.departments[d] || d === state.department)
    if (unknown) return err(refuse('INVALID', 'S96', '联办处室须是本厅的其他处室。', 'coDepartments'))
    // Who reviewed at tier 3 was no part of a submitting division then, and may not become one afterwards (A9).
    if (state.supplement?.tier === 4 && !sameDepartments(input.coDepartments, state.coDepartments)) {
      return err(refuse('INVALID', 'S94', '第三级复核已经结束，不得再增减联办处室。', 'coDepartments'))
    }
    if (input.counterparty?.uscc) {
      const wrong = refuseUscc(input.counterparty.uscc, 'counterparty.uscc')
      if (wrong) return err(wrong)
    }
    if (input.disclosure.ground === 'ART14_STATE_SECRET') {
      const secret = refuseDisclosure(input.disclosure)
      if (secret) return err(secret)
    }
    const { reason, ...disclosure } = input.disclosure
    const data = { ...input, disclosure, ...(reason ? { disclosureReason: reason } : {}) }
    return ok([{ type: 'matter.details-set', data }])
  },
})

const sameDepartments = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every(department => b.includes(department))

export const attachMaterial = defineMatterAct({
  noun: 'materials',
  label: '上传送审材料',
  clause: 'S79',
  roles: ['HANDLER', 'DEPARTMENT_STAFF'],
  input: z.strictObject({ line: z.string({ error: '材料清单行必填' }).min(1).max(24), hash: hash('文件') }),
  may: state => refuseUnlessStatus(state, editable, 'S79', '补充材料'),
  decide: (state, input, facts) => {
    const item = itemFor(state, facts)
    if (!item?.materials.some(line => line.id === input.line)) {
      return err(refuse('INVALID', 'S79', '材料清单中没有这一行。', 'line'))
    }
    const file = facts.files?.[input.hash]
    if (!file) return err(refuse('INVALID', 'S79', '文件还没有上传完成。', 'hash'))
    if (state.materials.some(m => m.line === input.line && m.hash === input.hash)) {
      return err(refuse('INVALID', 'S79', '这一行已经有同样的文件。', 'hash'))
    }
    if (state.materials.length >= 200) return err(refuse('INVALID', 'S79', '一件的材料不得超过200个文件。', 'hash'))
    return ok([{ type: 'matter.material-attached', data: { ...input, ...file } }])
  },
})

export const removeMaterial = defineMatterAct({
  noun: 'material-removals',
  label: '移除材料',
  clause: 'S79',
  roles: ['HANDLER', 'DEPARTMENT_STAFF'],
  input: z.strictObject({ line: z.string().min(1).max(24), hash: hash('文件') }),
  may: state => refuseUnlessStatus(state, editable, 'S79', '移除材料'),
  decide: (state, input) =>
    state.materials.some(m => m.line === input.line && m.hash === input.hash)
      ? ok([{ type: 'matter.material-removed', data: input }])
      : err(refuse('INVALID', 'S79', '没有这个材料。', 'hash')),
})

export const checkControls = defineMatterAct({
  noun: 'control-checks',
  label: '核对防控措施',
  clause: 'S59',
  roles: ['HANDLER', 'DEPARTMENT_STAFF'],
  input: z.strictObject({ checks: z.array(controlCheck).max(200, { error: '核对项不得超过200条' }) }),
  may: state => refuseUnlessStatus(state, editable, 'S59', '核对防控措施'),
  decide: (state, input, facts) => {
    const item = itemFor(state, facts)
    const known = item ? measuresOf(item) : []
    const stray = input.checks.find(c => !known.some(m => m.risk === c.risk && m.measure === c.measure))
    if (stray) return err(refuse('INVALID', 'S59', `该事项没有防控措施 ${stray.risk}/${stray.measure}。`, 'checks'))
    return ok([{ type: 'matter.controls-checked', data: input }])
  },
})
