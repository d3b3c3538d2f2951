import type { z } from 'zod'
import { type Click, clickCard } from '../app/click.ts'
import { needMember } from '../app/member.ts'
import { enterApp, type MemberMessage, sendEvent, sendToApp } from '../app/say.ts'
import { type ContactChange, changeContact, changeDepartment, type DepartmentChange } from '../contacts/change.ts'
import { mainDepartment } from '../contacts/read.ts'
import { ControlError } from '../errors.ts'
import type { FaultOrder } from '../faults.ts'
import { stateOf } from '../kf/conversation.ts'
import { changeGrants } from '../kf/grant.ts'
import {
  type Entry,
  enter,
  failMessage,
  newPhone,
  type PhoneMessage,
  phoneSend,
  recallByPhone,
  screenOf,
  tap,
} from '../kf/phone.ts'
import * as servicer from '../kf/servicer.ts'
import { configureUpgrade } from '../kf/upgrade.ts'
import type { Limits, Switches } from '../limits.ts'
import { type Planted, plantGenerated, plantMedia } from '../media.ts'
import type { MischiefOrder } from '../mischief.ts'
import { endTokens } from '../token.ts'
import type { World } from '../world.ts'
import type { XmlTree } from '../xml.ts'
import { createBotOperations } from './bots.ts'
import type { clockSchema } from './schemas.ts'

export interface Reading {
  after?: number | undefined
  wait?: number | undefined
}
type Named = { open_kfid?: string | undefined; msgid: string }

/** What phones, members and the operator of the simulator can do: the methods of a Simulator and the routes under /sim. */
export const createOperations = (world: World) => ({
  accounts: () => [...world.accounts.values()].map(({ open_kfid, name }) => ({ open_kfid, name })),
  /** Puts accounts under the kf app or takes them away. */
  grants: (given: { add?: string[] | undefined; del?: string[] | undefined }) => changeGrants(world, given),
  upgrades: (given: { userids?: string[]; chat_ids?: string[] }) => configureUpgrade(world, given),
  phones: {
    create: (given: { name?: string | undefined } = {}) => newPhone(world, given.name),
    list: () => [...world.phones.values()],
    enter: (phone: string, entry: Entry = {}) => enter(world, phone, entry),
    send: (phone: string, message: PhoneMessage) => phoneSend(world, phone, message),
    /** The commonest message. */
    say: (phone: string, content: string, open_kfid?: string) =>
      phoneSend(world, phone, { open_kfid, msgtype: 'text', text: { content } }),
    tap: (phone: string, given: Named & { item: number | string }) => tap(world, phone, given),
    recall: (phone: string, given: Named) => recallByPhone(world, phone, given),
    fail: (phone: string, given: Named & { fail_type: number }) => failMessage(world, phone, given),
    screen: (phone: string, query: Reading & { open_kfid?: string | undefined } = {}) => screenOf(world, phone, query),
  },
  media: {
    plant: (given: Planted, bytes: Buffer) => plantMedia(world, given, bytes),
    generate: (given: Planted & { generate_bytes: number; as_is?: boolean | undefined }) =>
      plantGenerated(world, given),
  },
  members: {
    list: () =>
      [...world.members.values()].map((member) => ({
        userid: member.userid,
        name: member.name,
        department: mainDepartment(world, member),
        status: member.status,
      })),
    screen: (userid: string, query: Reading = {}) =>
      needMember(world, userid).screen.wait(query.after ?? 0, query.wait ?? 0),
    click: (userid: string, click: Click) => clickCard(world, userid, click),
    say: (userid: string, text: string) => sendToApp(world, userid, { msgtype: 'text', text: { content: text } }),
    send: (userid: string, message: MemberMessage) => sendToApp(world, userid, message),
    event: (userid: string, given: { event: string; nodes?: XmlTree | undefined }) =>
      sendEvent(world, userid, given.event, given.nodes),
    enter: (userid: string) => enterApp(world, userid),
    change: (change: ContactChange) => changeContact(world, change),
    department: (change: DepartmentChange) => changeDepartment(world, change),
  },
  servicers: {
    take: (userid: string, target: servicer.ServicerTarget) => servicer.takeSession(world, userid, target),
    transfer: (userid: string, target: servicer.ServicerTarget & { to: string }) =>
      servicer.transferSession(world, userid, target),
    end: (userid: string, target: servicer.ServicerTarget) => servicer.endSession(world, userid, target),
    write: (userid: string, target: servicer.ServicerTarget & { text: string }) =>
      servicer.servicerWrites(world, userid, target),
    recall: (userid: string, target: servicer.ServicerTarget & { msgid: string }) =>
      servicer.servicerRecalls(world, userid, target),
    serving: (userid: string, given: Parameters<typeof servicer.setServing>[2]) =>
      servicer.setServing(world, userid, given),
    reject: (userid: string, target: servicer.ServicerTarget & { reject: boolean }) =>
      servicer.rejectCustomer(world, userid, target),
    /** Sessions with their state, as a servicer's client lists them. */
    sessions: () =>
      [...world.conversations.values()].map((talk) => ({
        open_kfid: talk.account.open_kfid,
        external_userid: talk.phone.external_userid,
        name: talk.phone.name,
        service_state: stateOf(world, talk),
        servicer_userid: talk.servicer,
      })),
  },
  bots: createBotOperations(world),
  clock: {
    read: () => ({ now: new Date(world.clock.now()).toISOString() }),
    move: (given: z.input<typeof clockSchema>) => moveClock(world, given),
  },
  faults: {
    order: (order: FaultOrder) => world.faults.order(order),
    pending: () => world.faults.pending(),
    clear: () => world.faults.clear(),
  },
  doorbells: {
    order: (order: MischiefOrder) => world.callbacks.mischief.order(order),
    ring: (open_kfid: string) => world.doorbells.ring(open_kfid),
  },
  settings: {
    read: () => ({ switches: world.switches, limits: world.limits }),
    change: (given: { switches?: Partial<Switches> | undefined; limits?: Partial<Limits> | undefined }) => {
      Object.assign(world.switches, known(world.switches, given.switches))
      Object.assign(world.limits, known(world.limits, given.limits))
      return { switches: world.switches, limits: world.limits }
    },
  },
  tokens: { expire: () => endTokens(world, 'expire'), forget: () => endTokens(world, 'forget') },
  callbacks: {
    read: (query: Reading = {}) => world.callbacks.records.wait(query.after ?? 0, query.wait ?? 0),
    verify: (family: 'kf' | 'app') => world.callbacks.verify(family === 'kf' ? world.kfApp : world.staffApp),
  },
  transcript: (query: Reading = {}) => world.transcript.feed.wait(query.after ?? 0, query.wait ?? 0),
  books: () => ({
    ...world.books.snapshot(),
    ...(world.robot ? { bot: world.robot.book } : {}),
    unknown: world.transcript.unknowns,
  }),
  /** Resolves when no doorbell is pending and every callback has been answered or given up. */
  settled: () => world.doorbells.settled(),
})

export type Operations = ReturnType<typeof createOperations>

/** A misspelt name would otherwise change nothing without a word. */
const known = <T extends object>(table: T, given: Partial<T> = {}): Partial<T> => {
  const foreign = Object.keys(given).find((name) => !(name in table))
  if (foreign !== undefined) throw new ControlError(400, `no setting ${foreign}`)
  return given
}

const moveClock = (world: World, given: z.input<typeof clockSchema>) => {
  if (given.now !== undefined) world.clock.set(new Date(given.now))
  if (given.advance_ms !== undefined) world.clock.advance(given.advance_ms)
  return { now: new Date(world.clock.now()).toISOString() }
}
