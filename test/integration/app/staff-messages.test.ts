import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { StaffMessage } from '../../../src/talk/channel/index.ts'
import { type House, openHouse } from '../../support/house.ts'

let house: House
let officer = ''
beforeAll(async () => {
  house = await openHouse()
  officer = house.context.org.staff[0]?.userid ?? ''
})
afterAll(() => house.close())

const LINK = 'https://example.invalid/m'
const options = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ id: `o${index}`, text: `选项${index}` }))
const head = { title: '转到哪里', description: '请选择', link: LINK }
const submit = { text: '提交', key: 'submit' }

const MESSAGES: Record<string, StaffMessage> = {
  text: { kind: 'text', text: '您好' },
  markdown: { kind: 'markdown', text: '**请尽快处理**' },
  link: { kind: 'link', title: '月报', description: '三月的数字', link: LINK, linkText: '看一看' },
  text_notice: {
    ...{ kind: 'notice', ...head, text: '说明', rows: [{ name: '单位', value: '住建局' }] },
    ...{ emphasis: { title: '3', description: '件快到期' }, menu: [{ text: '不再提醒', key: 'mute' }] },
  },
  news_notice: { kind: 'picture', ...head, imageUrl: `${LINK}.png`, paragraphs: [{ title: '一', text: '二' }] },
  button_interaction: {
    ...{ ...head, text: '说明', rows: [], linkText: '打开', buttons: [{ text: '接手', key: 'take' }] },
  },
  vote_interaction: {
    ...{ kind: 'vote', title: '哪天值班', description: '可多选', question: 'days', several: true },
    ...{ options: options(20), submit },
  },
  multiple_interaction: {
    ...{ kind: 'choose', title: '转到哪里', description: '', submit },
    questions: [
      { key: 'office', title: '单位', options: options(10), chosen: 'o1' },
      { key: 'why', title: '理由', options: options(2) },
    ],
  },
}

let sent = 0
const send = async (message: StaffMessage, userids = [officer]) => {
  const channel = house.context.staff
  if (!channel) throw new Error('the app part is off')
  sent += 1
  return channel.sendCard(`task-${sent}`, userids, message)
}
const shown = async (msgid: string) =>
  (await house.sim.members.screen(officer)).items.find((item) => item.msgid === msgid)
const sentOk = async (name: string) => {
  const answer = await send(MESSAGES[name] as StaffMessage)
  if (!answer.ok) throw new Error(answer.error.detail)
  return answer.value
}
const clicksOf = async (taskId: string) => {
  const rows = await house.context.db
    .selectFrom('platform_events')
    .select('body')
    .where('kind', '=', 'card')
    .orderBy('received_at')
    .execute()
  return rows
    .map((row) => row.body as { taskId: string; responseCode: string; selectedItems: unknown })
    .filter((body) => body.taskId === taskId)
}

describe('every kind of message to staff', () => {
  it.each(Object.keys(MESSAGES))('%s is taken by the platform and shown', async (name) => {
    const { platformId, unreached } = await sentOk(name)
    const item = await shown(platformId)
    expect(unreached).toEqual([])
    const kinds: Record<string, string> = { text: 'text', markdown: 'markdown', link: 'textcard' }
    expect(item?.msgtype).toBe(kinds[name] ?? 'template_card')
    if (!(name in kinds)) expect(item?.card).toMatchObject({ card_type: name })
  })

  it('long words become several messages, in order and without loss', async () => {
    const text = `${'这条路每天晚上都在施工。'.repeat(100)}完`
    const before = (await house.sim.members.screen(officer)).items.length
    expect(house.context.staff?.count({ kind: 'text', text })).toBe(2)
    expect((await send({ kind: 'text', text })).ok).toBe(true)
    const items = (await house.sim.members.screen(officer)).items.slice(before)
    expect(items.map((item) => item.text).join('')).toBe(text)
  })

  it.each<[string, StaffMessage]>([
    [
      'a notice with seven rows',
      {
        ...(MESSAGES.text_notice as object),
        rows: Array.from({ length: 7 }, () => ({ name: '行', value: '一' })),
      } as StaffMessage,
    ],
    [
      'a menu with one key twice',
      {
        ...(MESSAGES.text_notice as object),
        menu: [
          { text: '一', key: 'k' },
          { text: '二', key: 'k' },
        ],
      } as StaffMessage,
    ],
    [
      'a picture with five paragraphs',
      {
        ...(MESSAGES.news_notice as object),
        paragraphs: Array.from({ length: 5 }, () => ({ title: '一', text: '二' })),
      } as StaffMessage,
    ],
    [
      'seven buttons',
      {
        ...(MESSAGES.button_interaction as object),
        buttons: Array.from({ length: 6 }, (_, n) => ({ text: '一', key: `k${n}` })),
      } as StaffMessage,
    ],
    ['a vote among twenty-one', { ...(MESSAGES.vote_interaction as object), options: options(21) } as StaffMessage],
    [
      'a choice among eleven',
      {
        ...(MESSAGES.multiple_interaction as object),
        questions: [{ key: 'q', title: '', options: options(11) }],
      } as StaffMessage,
    ],
    [
      'four questions',
      {
        ...(MESSAGES.multiple_interaction as object),
        questions: ['a', 'b', 'c', 'd'].map((key) => ({ key, title: '', options: options(2) })),
      } as StaffMessage,
    ],
  ])('%s is not sent at all: the platform would refuse it', async (_name, message) => {
    expect(await send(message)).toMatchObject({ ok: false, error: { kind: 'ours' } })
  })
})

describe('clicks', () => {
  it('of a vote and of a choice come with what was chosen, in any order and however often each is delivered', async () => {
    const vote = await sentOk('vote_interaction')
    const voteTask = `task-${sent}`
    const choice = await sentOk('multiple_interaction')
    const choiceTask = `task-${sent}`
    house.sim.doorbells.order({ family: 'app', reverse: 2 })
    const pressed = await Promise.all([
      house.sim.members.click(officer, { msgid: vote.platformId, key: 'submit', selected: { days: ['o3', 'o5'] } }),
      house.sim.members.click(officer, {
        msgid: choice.platformId,
        key: 'submit',
        selected: { office: ['o2'], why: ['o0'] },
      }),
    ])
    // Later for the database too, which orders clicks by the millisecond they came in.
    house.clock.advance(1)
    house.sim.doorbells.order({ family: 'app', duplicate: 1 })
    const again = await house.sim.members.click(officer, {
      msgid: vote.platformId,
      key: 'submit',
      selected: { days: ['o1'] },
    })
    expect([...pressed, again].map((answer) => 'outcome' in answer && [answer.outcome, answer.body])).toEqual(
      Array.from({ length: 3 }, () => ['delivered', '']),
    )
    const votes = await clicksOf(voteTask)
    expect(votes.map((click) => click.selectedItems)).toEqual([
      [{ questionKey: 'days', optionIds: ['o3', 'o5'] }],
      [{ questionKey: 'days', optionIds: ['o1'] }],
    ])
    expect((await clicksOf(choiceTask)).map((click) => click.selectedItems)).toEqual([
      [
        { questionKey: 'office', optionIds: ['o2'] },
        { questionKey: 'why', optionIds: ['o0'] },
      ],
    ])
    expect(new Set(votes.map((click) => click.responseCode)).size).toBe(2)
  })

  it('of a menu behind the dots come too', async () => {
    const notice = await sentOk('text_notice')
    const task = `task-${sent}`
    await house.sim.members.click(officer, { msgid: notice.platformId, key: 'mute' })
    expect(await clicksOf(task)).toMatchObject([{ eventKey: 'mute', selectedItems: [] }])
  })

  it('a response code closes its card once: the sending’s and the click’s each', async () => {
    const { platformId, responseCode } = await sentOk('button_interaction')
    const close = (code: string, label: string) => house.context.staff?.closeCard(code, [officer], label)
    const click = await house.sim.members.click(officer, { msgid: platformId, key: 'take' })
    expect(await close(responseCode ?? '', '已接手')).toMatchObject({ ok: true })
    expect((await shown(platformId))?.replaced).toBe('已接手')
    expect(await close(responseCode ?? '', '又一次')).toMatchObject({ ok: false, error: { kind: 'gone' } })
    const fresh = 'response_code' in click ? click.response_code : ''
    expect(await close(fresh, '已接手了')).toMatchObject({ ok: true })
    expect(await close(fresh, '又一次')).toMatchObject({ ok: false, error: { kind: 'gone' } })
    expect((await shown(platformId))?.replaced).toBe('已接手了')
  })

  it('a card without a way back has no code', async () => {
    expect((await sentOk('news_notice')).responseCode).toBeNull()
    expect((await sentOk('text')).responseCode).toBeNull()
  })
})
