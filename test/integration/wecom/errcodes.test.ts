import { describe, expect, it } from 'vitest'
import { ERRORS } from '../../../simulator/index.ts'
import { systemClock } from '../../../src/platform/kernel/index.ts'
import { type ChannelFault, kfChannel } from '../../../src/talk/channel/index.ts'
import { explainErrcode, type FaultKind, kfText } from '../../../src/wecom/index.ts'
import { calls, customer, MINUTE, type Pair, pair, told } from './support.ts'

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => from + at)

interface Class {
  codes: readonly number[]
  /** As the client names it; a finer name than the table's where what follows is the same. */
  kinds: readonly FaultKind[]
  /** How often a call that may be repeated is made, and with how many tokens. */
  tries: number
  tokens: number
  /** Whether the next call is made at all. */
  again: boolean
  /** What the outbox is told of a message. */
  outbox: readonly ChannelFault['kind'][]
}

const final = { tries: 1, tokens: 1, again: true }

/** wecom.md §10, row by row. */
const TABLE: Record<string, Class> = {
  'refresh token once, replay once': {
    ...{ codes: [40014, 42001], kinds: ['token'], outbox: ['config'] },
    ...{ tries: 2, tokens: 2, again: true },
  },
  'retry with back-off': {
    ...{ codes: [-1, 6000, 45033, 45035], kinds: ['busy'], outbox: ['busy'] },
    ...{ tries: 3, tokens: 1, again: true },
  },
  'wait for the window': {
    ...{ codes: [45009, 45036], kinds: ['frequency'], outbox: ['frequency'] },
    ...{ tries: 1, tokens: 1, again: false },
  },
  'needs the customer to act': {
    ...{ codes: [95001, 95002, 95013, 95031], kinds: ['customer'], outbox: ['window'], ...final },
  },
  'needs the session to move': {
    ...{ codes: [95016, 95018, 95019], kinds: ['session'], outbox: ['session'], ...final },
  },
  'already done': { codes: [95033, 846606], kinds: ['done'], outbox: ['gone'], ...final },
  'operator must fix the secret': {
    ...{ codes: [40001, 40013, 40091], kinds: ['config'], outbox: ['config'] },
    ...{ tries: 1, tokens: 1, again: false },
  },
  'operator must fix config': {
    codes: [
      ...[48002, 48007, 50001, 50003, 60011, 60020, 60030, 95011, 95012, 95017, 95023, 301002, 43012],
      ...[846601, 853000],
    ],
    ...{ kinds: ['config'], outbox: ['config'], ...final },
  },
  'client bug': {
    codes: [
      ...[40007, 40008, 40056, 40058, 40063, 45002, 95008, 95009, 82001],
      ...[...range(41001, 41006), 41035, 41051, ...range(44001, 44005), ...range(42014, 42051)],
    ],
    // A file or a card that is no more is nobody's bug, and no more to be repeated.
    ...{ kinds: ['ours', 'gone'], outbox: ['ours', 'gone'], ...final },
  },
}
const ROWS = Object.entries(TABLE).flatMap(([row, { codes }]) => codes.map((errcode) => [errcode, row] as const))

const SERVICERS = '/cgi-bin/kf/servicer/list'
const ask = async (world: Pair) => told(await world.kf.kf.servicers(world.account))

describe('an errcode is handled as its class says (§10)', () => {
  it.each(ROWS)('%i: %s', async (errcode, row) => {
    const { kinds, tries, tokens, again } = TABLE[row] as Class
    expect(kinds).toContain(explainErrcode(errcode).kind)
    const world = await pair()
    world.sim.faults.order({ path: SERVICERS, errcode, count: 3 })
    expect(await ask(world)).toEqual([errcode, explainErrcode(errcode).kind])
    expect([calls(world, 'kf/servicer/list'), calls(world, 'gettoken')]).toEqual([tries, tokens])
    world.sim.faults.clear()
    expect((await ask(world)) === 'ok').toBe(again)
    // Whatever was left alone is asked for again when its time has come.
    world.pass(5 * MINUTE)
    expect(await ask(world)).toBe('ok')
  })

  it.each(Object.entries(TABLE))('a message that meets "%s" is told to the outbox as what it is', async (row, one) => {
    for (const errcode of one.codes.slice(0, 4)) {
      const world = await pair()
      const channel = kfChannel(world.kf, [world.account], systemClock)
      const phone = customer(world)
      world.sim.faults.order({ path: '/cgi-bin/kf/send_msg', errcode, count: 3 })
      const message = { id: 'out-1', account: world.account, peer: phone }
      const sent = await channel.send({ ...message, content: { kind: 'text', text: '您好' } })
      if (row === 'already done') expect(sent.ok).toBe(true)
      else expect(one.outbox).toContain(sent.ok ? 'ok' : sent.error.kind)
    }
  })

  it.each<[string, object]>([
    ['HTTP 502', { status: 502 }],
    ['no answer', { drop: true }],
  ])('%s is tried again, three times in all', async (_, fault) => {
    const world = await pair()
    world.sim.faults.order({ path: SERVICERS, count: 2, ...fault })
    expect(await ask(world)).toBe('ok')
    expect(calls(world, 'kf/servicer/list')).toBe(3)
  })

  it('of a send without a msgid is never tried again: it might be said twice', async () => {
    const world = await pair()
    const touser = customer(world)
    world.sim.faults.order({ path: '/cgi-bin/kf/send_msg', errcode: -1 })
    const send = { touser, openKfid: world.account, message: kfText('您好') }
    expect(told(await world.kf.kf.sendMsg(send))).toEqual([-1, 'busy'])
    expect(calls(world, 'kf/send_msg')).toBe(1)
  })
})

describe('the client’s table', () => {
  it('knows every errcode the simulator answers with', () => {
    const unknown = Object.keys(ERRORS).filter((errcode) => explainErrcode(Number(errcode)).kind === 'unknown')
    expect(unknown).toEqual([])
  })

  it('takes a code nobody has heard of for no success and no reason to repeat', async () => {
    const world = await pair()
    world.sim.faults.order({ path: SERVICERS, errcode: 123_456_789 })
    expect(await ask(world)).toEqual([123_456_789, 'unknown'])
    expect(calls(world, 'kf/servicer/list')).toBe(1)
  })
})
