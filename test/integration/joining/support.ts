import { fileMatter } from '../../../src/app/matters.ts'
import { reporterOf } from '../../../src/app/reporter.ts'
import type { Draft } from '../../../src/case/intake/index.ts'
import { type HistoryFault, printNumber, printQueryCode, verifyHistory } from '../../../src/case/ticket/index.ts'
import { type Citizen, citizen } from '../../support/citizen.ts'
import type { House } from '../../support/house.ts'
import { budgetOf } from '../budget/support.ts'
import { loggedIn } from '../people/support.ts'

export interface Filed {
  id: string
  number: string
  code: string
  complaintId: string
}

export type Author = Citizen & {
  reporter: string
  files(more?: Partial<Draft>): Promise<Filed>
  /** A word of theirs: the platform lets the service send again. */
  speaks(): Promise<void>
}

/** What tests of merging and splitting ask of the house. */
export function joiningOf(house: House) {
  const budget = budgetOf(house)
  const db = () => house.context.db
  let filed = 0
  const draft = (reporter: string, more: Partial<Draft>): Draft => {
    filed += 1
    return {
      ...{ cause: `joining/${filed}`, reporter, channel: 'online', receivedAt: house.clock.now(), noticeVersion: '1' },
      ...{ words: ['幸福路三号楼的路灯坏了两个月。'], demands: ['修好路灯'], media: [], danger: false },
      ...{ place: { id: 'liudu', text: '柳渡镇幸福路' }, party: null, category: '城乡建设', contact: null, ...more },
    }
  }
  const fileBy = async (reporter: string, more: Partial<Draft> = {}): Promise<Filed> => {
    const opened = await db()
      .transaction()
      .execute((trx) => fileMatter(trx, draft(reporter, more), null, house.context))
    if (!opened) throw new Error('filed before')
    const { id, number, complaint_id: complaintId } = opened.row
    return { id, number: printNumber(number), code: printQueryCode(opened.queryCode), complaintId }
  }
  const speaks = async (person: Citizen) => {
    person.says('隐私')
    await person.hears('【怎么删】')
    await house.calm()
  }
  return {
    ...budget,
    fileBy,
    /** Somebody who has written in the chat, and files from there. */
    async author(): Promise<Author> {
      const person = citizen(house.sim)
      await speaks(person)
      const { id } = await budget.conversationOf(person)
      const reporter = reporterOf(id)
      return { ...person, reporter, speaks: () => speaks(person), files: (more) => fileBy(reporter, more) }
    },
    /** Somebody of an office, at the staff pages. */
    async staffOf(office: string) {
      const userid = house.context.org.staff.find((member) => member.office === office)?.userid ?? ''
      return { userid, ...(await loggedIn(house, userid)) }
    },
    /** What the check of the histories finds wrong. */
    async faults(): Promise<HistoryFault[]> {
      const found: HistoryFault[] = []
      for await (const fault of verifyHistory(db())) found.push(fault)
      return found
    },
    eventTypes: async (number: string) => (await budget.events(number)).map(({ type }) => type),
    /** Dates and check-points that somebody still waits for. */
    async waiting(id: string) {
      const of = (table: 'ticket_clocks' | 'checkpoints') =>
        db().selectFrom(table).select('due').where('ticket_id', '=', id).where('met_at', 'is', null).execute()
      const timers = await db()
        .selectFrom('matter_timers')
        .select('rule')
        .where('ticket_id', '=', id)
        .where('fired_at', 'is', null)
        .execute()
      return [...(await of('ticket_clocks')), ...(await of('checkpoints')), ...timers].length
    },
  }
}
