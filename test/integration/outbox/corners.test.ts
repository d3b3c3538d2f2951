import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deliverDeps } from '../../../src/app/deps.ts'
import { settleMessage } from '../../../src/app/settle.ts'
import type { Channel } from '../../../src/talk/channel/index.ts'
import { carry } from '../../../src/talk/outbox/carry.ts'
import {
  deliver,
  dueConversations,
  type OutboundBody,
  openWindow,
  prefer,
  preferencesOf,
  put,
  recordFailure,
} from '../../../src/talk/outbox/index.ts'
import { type Citizen, citizen } from '../../support/citizen.ts'
import { eventually } from '../../support/eventually.ts'
import { type House, openHouse } from '../../support/house.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.close())

const db = () => house.context.db
const conversationOf = (person: Citizen) =>
  db().selectFrom('conversations').selectAll().where('peer', '=', person.phone).executeTakeFirstOrThrow()
const text = (words: string): OutboundBody => ({ content: { kind: 'text', text: words } })
const rowsOf = (cause: string) =>
  db().selectFrom('outbound').selectAll().where('cause', 'like', `${cause}/%`).orderBy('seq').execute()

async function met(): Promise<Citizen> {
  const person = citizen(house.sim)
  person.says('你好')
  await person.hears('直接把要反映的事写下来')
  await house.calm()
  return person
}

/** Rows without a nudge, and a deliverer of the test's own whose platform answers as it says. */
async function telling(person: Citizen, bodies: OutboundBody[], answers: (channel: Channel) => Partial<Channel>) {
  const { context } = house
  const conversation = await conversationOf(person)
  const cause = `test/${context.ids.next()}`
  await db()
    .transaction()
    .execute((trx) => put(trx, conversation, cause, bodies, context))
  const channel = context.channels.kf as Channel
  const deps = { ...deliverDeps(context), channels: { kf: { ...channel, ...answers(channel) } } }
  return { cause, conversation, go: () => deliver(conversation.id, deps) }
}

describe('msg_send_fail that comes before the sending is recorded', () => {
  it('is not forgotten: the message was not told, and a copy waits for the next word', async () => {
    const person = await met()
    const { cause, go } = await telling(person, [text('先失败')], () => ({
      async send({ id }) {
        const failure = { messageId: id, failType: 5, at: house.clock.now() }
        await db()
          .transaction()
          .execute(async (trx) => {
            for (const settled of await recordFailure(trx, failure, house.context.ids))
              await settleMessage(trx, settled, house.context)
          })
        return { ok: true, value: null }
      },
    }))
    await go()
    expect((await rowsOf(cause)).map(({ state, fail_type }) => [state, fail_type])).toEqual([
      ['given_up', 5],
      ['held', null],
    ])
    house.clock.advance(2_000)
    person.says('隐私')
    await person.hears('您写的原话')
    await person.hears('先失败')
  })
})

describe('a refusal for a window that has been opened anew meanwhile', () => {
  it('closes nothing: the message goes in the new one', async () => {
    const person = await met()
    let tries = 0
    const { cause, conversation, go } = await telling(person, [text('再来一次')], ({ send }) => ({
      async send(message) {
        tries += 1
        if (tries > 1) return send(message)
        await db()
          .transaction()
          .execute((trx) => openWindow(trx, conversation.id, new Date(house.clock.now().getTime() + 1_000)))
        return { ok: false, error: { kind: 'window', detail: '95001' } }
      },
    }))
    await go()
    expect(await rowsOf(cause)).toMatchObject([{ state: 'accepted' }])
    expect((await conversationOf(person)).sent_since).toBeLessThan(5)
  })
})

describe('two processes', () => {
  it('that take a new session at the same moment both find the bot in it, and the answer leaves', async () => {
    const person = await met()
    const states = ['new', 'bot'] as const
    let asked = 0
    const { cause, conversation, go } = await telling(person, [{ ...text('马上'), passing: true }], () => ({
      sessionState: async () => ({ ok: true, value: states[asked++] ?? 'bot' }),
      takeSession: async () => ({ ok: false, error: { kind: 'session', detail: '95016' } }),
    }))
    await db().updateTable('conversations').set({ service_state: null }).where('id', '=', conversation.id).execute()
    await go()
    expect(await rowsOf(cause)).toMatchObject([{ state: 'accepted' }])
  })

  it('a slow one keeps the conversation while it sends', async () => {
    const person = await met()
    const others: unknown[] = []
    const bodies = [text('慢一'), text('慢二')]
    const { cause, conversation, go } = await telling(person, bodies, ({ send }) => ({
      async send(message) {
        house.clock.advance(15_000)
        others.push(await deliver(conversation.id, deliverDeps(house.context)))
        return send(message)
      },
    }))
    await go()
    expect(others).toEqual(['busy_elsewhere', 'busy_elsewhere'])
    expect((await rowsOf(cause)).map(({ state }) => state)).toEqual(['accepted', 'accepted'])
  })

  it('make one message of the same rows once', async () => {
    const person = await met()
    const { cause, conversation } = await telling(person, [text('同一'), text('同二')], () => ({}))
    const made = { rows: (await rowsOf(cause)).map(({ id }) => id), text: '同一、同二', away: false }
    expect(await carry(conversation.id, made, house.context)).not.toBeNull()
    expect(await carry(conversation.id, made, house.context)).toBeNull()
  })

  it('a choice of notices does not undo that words are not said back any more', async () => {
    const { id } = await conversationOf(await met())
    const now = house.clock.now()
    let choosing: Promise<void> = Promise.resolve()
    await db()
      .transaction()
      .execute(async (trx) => {
        await prefer(trx, id, { noEcho: true }, now)
        choosing = db()
          .transaction()
          .execute((other) => prefer(other, id, { pushes: 'decisions' }, now))
        for (let n = 0; n < 20; n += 1) await preferencesOf(trx, id)
      })
    await choosing
    expect(await preferencesOf(db(), id)).toEqual({ pushes: 'decisions', noEcho: true })
  })
})

describe('the sweep', () => {
  it('that cannot take all begins with what has waited longest', async () => {
    const [later, sooner] = [await conversationOf(await met()), await conversationOf(await met())]
    const at = (minutes: number) => new Date(house.clock.now().getTime() + minutes * 60_000)
    const push = { subject: 'x', label: 'x', gist: 'x', weight: 'step' as const }
    const waits = async (conversation: typeof later, minutes: number) => {
      const until = { push, notBefore: at(minutes) }
      const cause = `test/sweep-${minutes}`
      await db()
        .transaction()
        .execute((trx) => put(trx, conversation, cause, [text('等')], house.context, until))
    }
    await waits(later, 20)
    await waits(sooner, 10)
    expect(await dueConversations(db(), at(30), { except: [] }, 1)).toEqual([sooner.id])
  })
})

describe('what counts', () => {
  it('a message whose code was over and went without it counts as one of the five', async () => {
    const person = await met()
    const code = { value: 'GONE', until: new Date(0).toISOString() }
    const { conversation, go } = await telling(person, [{ ...text('迟到的欢迎'), code }], () => ({}))
    await go()
    expect((await conversationOf(person)).sent_since).toBe(conversation.sent_since + 1)
  })

  it('a configuration that is being mended is no try: a hiccup after it gives nothing up', async () => {
    const person = await met()
    const { cause, go } = await telling(person, [text('等配置')], () => ({
      send: async () => ({ ok: false, error: { kind: 'config', detail: '95017' } }),
    }))
    await go()
    expect(await rowsOf(cause)).toMatchObject([{ state: 'queued', reason: 'config', attempts: 0 }])
  })
})

describe('a welcome whose 20 seconds were over before we heard of it', () => {
  it('is not tried, and the privacy notice comes with the first answer', async () => {
    const person = citizen(house.sim)
    await house.stop()
    house.sim.phones.enter(person.phone, {})
    house.clock.advance(30_000)
    await house.start()
    await house.calm()
    expect(await person.heard()).toEqual([])
    const phone = () => house.sim.books().phones[person.phone]?.refused ?? {}
    expect(phone()).toEqual({})
    const { id } = await conversationOf(person)
    const shown = () => db().selectFrom('privacy_notices').selectAll().where('conversation_id', '=', id).execute()
    await eventually('the notice to be forgotten', async () => (await shown()).length === 0)

    person.says('柳渡镇幸福路的路灯坏了两个月没有人修')
    await person.hears('只用来办理您反映的事')
    expect(await shown()).toHaveLength(1)
    expect(phone()).toEqual({})
  })
})
