import * as z from 'zod'
import { act, type Emitted } from '../decider.ts'
import { err, ok, refuse } from '../result.ts'
import { code, day, text } from '../schema.ts'
import { interestActs } from './acts-interests.ts'
import { signingActs } from './acts-signing.ts'
import { supervisionActs } from './acts-supervision.ts'
import { boards, departmentKinds, posts } from './events.ts'
import type { BaseFacts } from './facts.ts'
import type { Organisation } from './organisation.ts'
import { headOf, holds, leadership, nameOf } from './posts.ts'

const define = act<Organisation, BaseFacts>()
const always = () => undefined

const found = define({
  noun: 'foundation',
  label: '建立机关',
  clause: 'S37',
  roles: ['OPERATOR'],
  input: z.strictObject({
    name: text('机关名称', 60),
    brand: text('品牌', 40),
    platform: text('平台名称', 60),
    demo: z.boolean(),
  }),
  may: state => (state.name === '' ? undefined : refuse('WRONG_STATE', 'S37', '本机关已经建立，不能重复建立。')),
  decide: (_state, input) => ok([{ type: 'organisation.founded', data: input }]),
})

const establishDepartment = define({
  noun: 'departments',
  label: '设立处室或单位',
  clause: 'S143',
  roles: ['OPERATOR'],
  input: z.strictObject({
    department: code('处室编码'),
    name: text('处室名称', 60),
    kind: z.enum(departmentKinds, { error: '处室类别不在允许的范围内' }),
    boards: z.array(z.enum(boards, { error: '板块不在四大板块之内' })),
    from: day('设立日'),
    order: z.int().min(0),
  }),
  may: always,
  decide: (state, input) => {
    if (state.departments[input.department]) {
      return err(refuse('INVALID', 'S143', `处室编码 ${input.department} 已经使用。`, 'department'))
    }
    // 原文无“等”: the enforcement board has one submitting division and no more (S77).
    if (
      input.boards.includes('ENFORCEMENT') &&
      Object.values(state.departments).some(d => d.boards.includes('ENFORCEMENT'))
    ) {
      return err(refuse('INVALID', 'S77', '行政执法板块只有一个送审处室，方案未允许增列。', 'boards'))
    }
    return ok([{ type: 'organisation.department-established', data: input }])
  },
})

const registerPerson = define({
  noun: 'persons',
  label: '登记人员',
  clause: 'S149',
  roles: ['OPERATOR'],
  input: z.strictObject({ person: code('人员编码'), name: text('姓名', 40), demo: z.boolean() }),
  may: always,
  decide: (state, input) =>
    state.persons[input.person]
      ? err(refuse('INVALID', 'S149', `人员编码 ${input.person} 已经使用。`, 'person'))
      : ok([{ type: 'organisation.person-registered', data: input }]),
})

const assignPost = define({
  noun: 'post-assignments',
  label: '任职',
  clause: 'S65',
  roles: ['OPERATOR'],
  input: z.strictObject({
    person: code('人员'),
    post: z.enum(posts, { error: '职务不在规定的范围内' }),
    department: code('处室').optional(),
    from: day('任职起日'),
    acting: z.boolean().default(false),
  }),
  may: always,
  decide: (state, input) => {
    if (!state.persons[input.person]) return err(refuse('INVALID', 'S65', '没有这个人员，请先登记。', 'person'))
    if (input.department && !state.departments[input.department]) {
      return err(refuse('INVALID', 'S65', '没有这个处室。', 'department'))
    }
    const single = input.post === 'DIVISION_HEAD' || input.post === 'UNIT_HEAD' || input.post === 'LEADER_IN_CHARGE'
    if (single && !input.department) return err(refuse('INVALID', 'S65', '该职务须指明处室。', 'department'))
    // Held on that day or from a later one on: the new post has no end yet and would run into it.
    const sitting = state.assignments.find(
      a =>
        a.post === input.post &&
        (input.post === 'AGENCY_HEAD' || a.department === input.department) &&
        (a.to === undefined || a.to >= input.from),
    )
    if ((single || input.post === 'AGENCY_HEAD') && sitting) {
      return err(
        refuse('INVALID', 'S65', `${nameOf(state, sitting.person)}在该日或以后仍任此职，请先办理免职。`, 'from'),
      )
    }
    return ok([
      { type: 'organisation.post-assigned', data: { ...input, assignment: `A${state.assignments.length + 1}` } },
    ])
  },
})

const endPost = define({
  noun: 'post-endings',
  label: '免职',
  clause: 'S65',
  roles: ['OPERATOR'],
  input: z.strictObject({ assignment: code('任职'), to: day('任职止日') }),
  may: always,
  decide: (state, input) => {
    const held = state.assignments.find(a => a.id === input.assignment && a.to === undefined)
    if (!held) return err(refuse('INVALID', 'S65', '没有这项在任的任职。', 'assignment'))
    if (input.to < held.from) return err(refuse('INVALID', 'S65', '止日不得早于起日。', 'to'))
    return ok([{ type: 'organisation.post-ended', data: input }])
  },
})

const delegate = define({
  noun: 'delegations',
  label: '委托',
  clause: 'E-01',
  roles: ['AGENCY_LEADER'],
  input: z.strictObject({
    to: code('被委托人'),
    departments: z.array(code('处室')).max(30, { error: '处室不得超过30个' }).default([]),
    firstDay: day('委托起日'),
    lastDay: day('委托止日'),
    reason: text('委托事由', 200, 2),
  }),
  may: always,
  decide: (state, input, facts): ReturnType<ReturnType<typeof define>['decide']> => {
    if (input.to === facts.person) return err(refuse('INVALID', 'E-01', '不能委托给自己。', 'to'))
    if (!leadership(state, facts.today).includes(input.to)) {
      return err(refuse('INVALID', 'E-01', '被委托人只能是厅领导班子成员。', 'to'))
    }
    if (holds(state, input.to, 'DISCIPLINE_LEADER', facts.today)) {
      return err(refuse('INVALID', 'A13', '驻厅纪检组长负责监督，不得受托审核。', 'to'))
    }
    if (input.departments.some(d => headOf(state, d, facts.today) === input.to)) {
      return err(refuse('INVALID', 'E-01', '被委托人不得是送审处室的负责人。', 'to'))
    }
    if (input.departments.some(d => !holds(state, facts.person, 'LEADER_IN_CHARGE', facts.today, d))) {
      return err(refuse('INVALID', 'E-01', '只能委托自己分管的处室。', 'departments'))
    }
    if (input.lastDay < input.firstDay) return err(refuse('INVALID', 'E-01', '止日不得早于起日。', 'lastDay'))
    if (input.lastDay < facts.today) return err(refuse('INVALID', 'E-01', '不能补签已经过去的委托。', 'lastDay'))
    const granted: Emitted = {
      type: 'organisation.delegation-granted',
      data: { ...input, from: facts.person, delegation: `D${state.delegations.length + 1}` },
    }
    return ok([granted])
  },
})

const revokeDelegation = define({
  noun: 'delegation-revocations',
  label: '撤销委托',
  clause: 'E-01',
  roles: ['AGENCY_LEADER'],
  input: z.strictObject({ delegation: code('委托') }),
  may: always,
  decide: (state, input, facts) => {
    const held = state.delegations.find(d => d.id === input.delegation && d.revokedOn === undefined)
    if (held?.from !== facts.person) {
      return err(refuse('INVALID', 'E-01', '没有这项由您作出且仍然有效的委托。', 'delegation'))
    }
    return ok([{ type: 'organisation.delegation-revoked', data: { ...input, day: facts.today } }])
  },
})

export const organisationActs = [
  found,
  establishDepartment,
  registerPerson,
  assignPost,
  endPost,
  delegate,
  revokeDelegation,
  ...interestActs,
  ...signingActs,
  ...supervisionActs,
] as const
