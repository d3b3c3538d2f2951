import { describe, expect, it } from 'vitest'
import { personalPaths } from '../../../src/case/ticket/history-public.ts'
import type { MatterEvent } from '../../../src/case/ticket/index.ts'
import { acts, officer } from './support.ts'

const OFFICES = { fromOffice: 'housing', toOffice: 'petition' }

/** Of every event: its words, and which of them are personal; what is not named here stands in the link as it is. */
const WORDS: { readonly [type in MatterEvent['type']]: readonly [data: object, ...personal: string[]] } = {
  registered: [acts.register.matter, 'id'],
  forwarded: [
    { ...OFFICES, basis: { how: 'by_hand', article: '22(1)', note: '问过' }, helping: ['works'], owner: 'officer' },
    'basis/note',
  ],
  assigned: [{ office: 'housing', due: '2026-05-01' }],
  escalated: [{ office: 'petition', reportedTo: '县委', reason: '影响面大' }, 'reportedTo', 'reason'],
  objected: [{ ...OFFICES, clause: '第二条', reason: '不归我们' }, 'clause', 'reason'],
  contested: [
    { ...OFFICES, objections: [{ office: 'housing', clause: '第二条', reason: '不归我们' }] },
    ...['objections/0/clause', 'objections/0/reason'],
  ],
  returned: [{ ...OFFICES, clause: '第二条', reason: '属实', note: '好' }, 'clause', 'reason', 'note'],
  insisted: [{ office: 'housing', reason: '归你们' }, 'reason'],
  accepted: [{ office: 'housing' }],
  directed: [
    { office: 'housing', why: 'own_procedure', body: '仲裁委', contact: '人民路1号', basis: '第三十一条' },
    ...['body', 'contact', 'basis'],
  ],
  refused: [{ office: 'petition', why: 'in_process', reason: '正在办', basis: '第十九条' }, 'reason', 'basis'],
  extended: [{ office: 'housing', days: 30, approver: '局长', reason: '检测' }, 'approver', 'reason'],
  answered: [
    { office: 'housing', text: '修好', dispositions: [{ ...acts.answer.dispositions[0] }] },
    ...['text', 'dispositions/0/facts', 'dispositions/0/basis'],
  ],
  delivered: [{ of: 'answered', means: 'receipt', note: '签收' }, 'note'],
  executed: [{ office: 'housing', demandId: '1', note: '换灯' }, 'note'],
  reported: [{ office: 'housing', text: '办结' }, 'text'],
  disputed: [{ office: 'housing', reason: '不亮' }, 'reason'],
  review_requested: [{ ...OFFICES, request: '复查', late: false }, 'request'],
  reviewed: [
    { office: 'city', toOffice: 'housing', outcome: 'upheld', text: '维持', basis: '第三十五条' },
    'text',
    'basis',
  ],
  rereview_requested: [{ ...OFFICES, request: '复核', late: true }, 'request'],
  heard: [{ office: 'city', from: acts.hear.from, to: acts.hear.to }],
  rereviewed: [{ office: 'city', toOffice: 'a', outcome: 'redo', text: '重办', basis: '第三十六条' }, 'text', 'basis'],
  closed: [{ office: 'housing', closing: 'solved', told: 'phone', note: '电话告知' }, 'note'],
  withdrawn: [{ office: 'housing', note: '不用了' }, 'note'],
  recused: [{ officer: 'somebody', reason: '亲属' }, 'officer', 'reason'],
  owned: [{ office: 'housing', officer: 'officer' }],
  led: [
    { office: 'housing', leader: '副县长', opinion: '整改', standard: '修好', due: '2026-12-31' },
    ...['leader', 'opinion', 'standard'],
  ],
  supervised: [{ ...OFFICES, why: 'overdue', text: '请答复', due: '2026-12-31' }, 'text'],
  replied: [{ ...OFFICES, of: 'order/4', text: '在办' }, 'text'],
  proposed: [{ ...OFFICES, text: '巡查', reason: '多' }, 'text', 'reason'],
  responded: [{ ...OFFICES, adopted: true, text: '照办' }, 'text'],
  met: [{ office: 'housing', with: 'author', on: '2026-03-02', text: '听取意见' }, 'text'],
  promised: [
    { office: 'housing', who: '王股长', what: '换灯', how: '派人', due: '2026-12-31', theirs: '指路' },
    ...['who', 'what', 'how', 'theirs'],
  ],
  kept: [{ office: 'housing', of: 'promise/4', note: '换好' }, 'note'],
  convened: [{ office: 'housing', topic: '管护', offices: ['housing', 'works'], on: '2026-12-31' }, 'topic'],
  mediated: [{ office: 'housing', agreed: true, mediator: '调委会', text: '分担' }, 'mediator', 'text'],
  followed_up: [{ office: 'housing', settled: 'yes', text: '亮了' }, 'text'],
  merged: [{ office: 'housing', into: 'm0', number: 'M0', note: '同一盏' }, 'note'],
  split: [{ office: 'housing', demands: ['2'], number: 'M2', note: '另办' }, 'note'],
  told: [{ of: 'answered', means: 'message' }],
  redated: [{ changes: [{ rule: 'D5', was: '2026-05-03', due: '2026-05-06', provisional: false }] }],
  warned: [{ office: 'housing', watching: 'petition', rule: 'D5', due: '2026-05-06', level: 'red' }],
  silent: [{ office: 'housing', since: '2026-03-02' }],
  code_reissued: [{ how: 'in_person', checked: '看过身份证' }, 'checked'],
  absorbed: [{ office: 'housing', number: 'M1' }],
  paged: [{ office: 'housing', to: ['officer', 'colleague'], step: 1 }],
  acknowledged: [{ office: 'housing', officer: 'officer' }],
}

describe('of the words of an event', () => {
  it.each(Object.entries(WORDS))('%s has those of persons committed to, and no others', (type, [data, ...personal]) => {
    const all = { kind: 'claim', way: null, ...data }
    expect(personalPaths({ type, actor: officer, data: all }).toSorted()).toEqual(
      personal.map((path) => `data/${path}`).toSorted(),
    )
  })
})
