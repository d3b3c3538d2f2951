import { nudgeCards, nudgeNotices } from '../../../src/app/jobs.ts'
import { actOnMatter } from '../../../src/app/matters.ts'
import type { Act, Actor, Outcome } from '../../../src/case/ticket/index.ts'
import type { Citizen } from '../../support/citizen.ts'
import { allSupported } from '../../support/dispositions.ts'
import type { House } from '../../support/house.ts'

export const HOUR = 3_600_000

type Wanted = Act extends infer A ? (A extends { actor: Actor } ? Omit<A, 'actor'> : never) : never

/** What a test of the budget asks of the house: acts of the office, and what became of notices. */
export function budgetOf(house: House) {
  const db = () => house.context.db
  const ticketOf = (number: string) =>
    db().selectFrom('tickets').selectAll().where('number', '=', number.replaceAll('-', '')).executeTakeFirstOrThrow()
  const conversationOf = (person: Citizen) =>
    db().selectFrom('conversations').selectAll().where('peer', '=', person.phone).executeTakeFirstOrThrow()
  /** Somebody of the office that has the matter, by name. */
  async function by(number: string, userid: string, wanted: Wanted): Promise<Outcome | undefined> {
    const ticket = await ticketOf(number)
    const act = { ...wanted, actor: { kind: 'staff', id: userid, office: ticket.office } } as Act
    const done = await db()
      .transaction()
      .execute((trx) => actOnMatter(trx, ticket.id, act, ticket.office, house.context))
    await nudgeNotices(house.context)
    await nudgeCards(house.context)
    return done?.outcome
  }
  /** The office that has the matter does it. */
  async function office(number: string, wanted: Wanted): Promise<void> {
    const ticket = await ticketOf(number)
    const userid = house.context.org.staff.find((member) => member.office === ticket.office)?.userid ?? ''
    const outcome = await by(number, userid, wanted)
    if (!outcome?.ok) throw new Error(`refused: ${JSON.stringify(outcome)}`)
  }
  return {
    ticketOf,
    conversationOf,
    by,
    office,
    /** It answers, every demand supported. */
    async answer(number: string, text: string): Promise<void> {
      const { complaint_id } = await ticketOf(number)
      await office(number, { type: 'answer', text, dispositions: await allSupported(db(), complaint_id) })
    },
    async notice(number: string, template: string) {
      const { id } = await ticketOf(number)
      return db()
        .selectFrom('notices')
        .select(['id', 'state', 'reason'])
        .where('ticket_id', '=', id)
        .where('template', '=', template)
        .where('audience', '=', 'citizen')
        .executeTakeFirst()
    },
    async tasks(number: string) {
      const { id } = await ticketOf(number)
      return db().selectFrom('contact_tasks').selectAll().where('ticket_id', '=', id).orderBy('made_at').execute()
    },
    async told(number: string): Promise<string[]> {
      const { id } = await ticketOf(number)
      const rows = await db()
        .selectFrom('ticket_events')
        .select('data')
        .where('ticket_id', '=', id)
        .where('type', '=', 'told')
        .orderBy('n')
        .execute()
      return rows.map(({ data }) => `${data.of}/${data.means}`)
    },
    /** The history, as it stands. */
    async events(number: string) {
      const { id } = await ticketOf(number)
      return db()
        .selectFrom('ticket_events')
        .select(['type', 'data'])
        .where('ticket_id', '=', id)
        .orderBy('n')
        .execute()
    },
    async clock(number: string, rule: string) {
      const { id } = await ticketOf(number)
      return db()
        .selectFrom('ticket_clocks')
        .select(['due', 'met_at'])
        .where('ticket_id', '=', id)
        .where('rule', '=', rule)
        .executeTakeFirst()
    },
    /** What was sent to this person and how it was taken. */
    async rows(person: Citizen) {
      const { id } = await conversationOf(person)
      return db().selectFrom('outbound').selectAll().where('conversation_id', '=', id).orderBy('seq').execute()
    },
    refused: (person: Citizen) => house.sim.books().phones[person.phone]?.refused ?? {},
    /** The platform tells the second of a word: what was said within it cannot be told apart. */
    later: () => house.clock.advance(2_000),
  }
}
