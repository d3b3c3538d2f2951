import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type FastifyInstance, fastify } from 'fastify'
import { parse } from 'yaml'
import { ACT_NAMES } from '../../../src/app/act-names.ts'
import { categoryDesk } from '../../../src/app/categories.ts'
import { documentDesk } from '../../../src/app/documents.ts'
import { readForms } from '../../../src/app/read-forms.ts'
import { reissueInPerson } from '../../../src/app/reissue.ts'
import type { Printer } from '../../../src/case/documents/index.ts'
import { type Draft, submit } from '../../../src/case/intake/index.ts'
import { planNotices } from '../../../src/case/notify/index.ts'
import { importOrg, type Org } from '../../../src/case/org/index.ts'
import { loadRules } from '../../../src/case/rules/index.ts'
import {
  type Act,
  act,
  mergeMatters,
  type Opening,
  openTicket,
  printNumber,
  printQueryCode,
  recordTold,
  splitMatter,
} from '../../../src/case/ticket/index.ts'
import { keepSimilar, loadUnderstanding, recordClassification } from '../../../src/case/understand/index.ts'
import { type DeskDeps, registerDesk } from '../../../src/desk/api/index.ts'
import { folderBlobs } from '../../../src/platform/blobs/index.ts'
import { migrate, openDatabase, readMigrations } from '../../../src/platform/db/index.ts'
import { countingIds, manualClock, ok, systemIds } from '../../../src/platform/kernel/index.ts'
import { openLog } from '../../../src/platform/log/index.ts'
import { createSeal } from '../../../src/platform/seal/index.ts'
import { readWording } from '../../../src/talk/dialogue/index.ts'

const ROOT = join(import.meta.dirname, '../../..')
export const PUBLIC_URL = 'http://127.0.0.1:3000'
/** As it ships; a read of five megabytes, so once. */
export const shipped = loadUnderstanding({ rulesDir: join(ROOT, 'rules') })
const START = '2026-03-02T01:00:00Z'

const office = (
  id: string,
  name: string,
  parent: string | null,
  kind: 'petition' | 'department' | 'town' = 'department',
) => ({
  ...{ id, name, kind, parent, place: 'county' },
  ...{ phone: '0300-5550100', address: '', hours: '' },
})
const person = (userid: string, name: string, of: string, role: 'handler' | 'lead' | 'supervisor' = 'handler') => ({
  ...{ userid, name, office: of, role, substitute: null },
})

/** housing has a team under it; the government is above all but the discipline office. */
export const org: Org = {
  organisation: { name: '望禾县', level: 'county', region: '990321' },
  places: [{ id: 'county', name: '望禾县', level: 'county', parent: null, aliases: [] }],
  offices: [
    office('government', '县政府办公室', null),
    office('petition', '县信访局', 'government', 'petition'),
    office('housing', '县住房和城乡建设局', 'government'),
    office('housing-team', '住建局房管站', 'housing'),
    office('water', '县水利局', 'government'),
    office('town', '柳渡镇人民政府', 'government', 'town'),
    office('discipline', '县纪委监委', null),
  ],
  staff: [
    person('Clerk', '沈沐青', 'petition', 'lead'),
    person('officer', '王知禾', 'housing'),
    person('second', '李承安', 'housing'),
    person('team', '赵一鸣', 'housing-team'),
    person('water', '钱守正', 'water'),
    person('boss', '孙其山', 'government', 'supervisor'),
    person('aide', '周念华', 'government'),
    person('judge', '吴景舒', 'discipline', 'supervisor'),
  ],
  routes: [{ category: '城乡建设', place: null, kind: null, office: 'housing', owner: null }],
  duty: [],
}

const NO_PRINTER: Printer = {
  ...{ lack: 'no_program', maker: null },
  print: () => Promise.reject(new Error('nothing prints here')),
}

function wordingOf() {
  const wording = readWording(join(ROOT, 'flows'), ACT_NAMES)
  if (!wording.ok) throw new Error('the shipped flows do not load')
  return wording.value
}

export type World = Awaited<ReturnType<typeof openWorld>>

/** The desk on an embedded database of its own, or on the empty one named, with a login that knows the code `as-<userid>`. */
export async function openWorld(deps: Partial<DeskDeps> = {}, databaseUrl?: string) {
  const folder = await mkdtemp(join(tmpdir(), 'minqing-desk-'))
  const clock = manualClock(new Date(START))
  // The same each time: which matters are held back from learning goes by their ids.
  const ids = { ...systemIds(clock), next: countingIds().next }
  const database = await openDatabase({ databaseUrl, folder: join(folder, 'database') })
  await migrate(database, await readMigrations(join(ROOT, 'migrations')), clock)
  const { db } = database
  await db.transaction().execute((trx) => importOrg(trx, org))
  const loaded = loadRules(join(ROOT, 'rules'))
  if (!loaded.ok) throw new Error('the shipped rules do not load')
  const rules = loaded.value
  const keys = { numberKey: Buffer.alloc(32, 1), queryPepper: Buffer.alloc(32, 2), numberPrefix: 'MQ' }
  const ticketDeps = { clock, ids, rules }
  const seal = createSeal([{ id: 'k1', key: Buffer.alloc(32, 7) }])
  const blobs = folderBlobs(join(folder, 'blobs'))
  const cards = parse(await readFile(join(ROOT, 'flows/cards.yaml'), 'utf8')) as Pick<DeskDeps, 'states' | 'refusals'>

  /** As the service composes it: the act and what it has to tell, in one transaction. */
  const perform = (ticketId: string, wanted: Act, holder?: string) =>
    db.transaction().execute(async (trx) => {
      const done = await act(trx, ticketId, wanted, { ...ticketDeps, org }, holder)
      if (done?.outcome.ok) {
        const about = { ticketId, reporter: 'citizen', added: done.added, inChat: null }
        await planNotices(trx, about, { clock, ids })
      }
      return done
    })

  const suggestion = { on: true }
  const server: FastifyInstance = fastify()
  const routes: { method: string; url: string }[] = []
  server.addHook('onRoute', ({ method, url }) => {
    for (const each of [method].flat()) routes.push({ method: each, url })
  })
  await registerDesk(server, {
    ...{ db, clock, ids, seal, blobs, rules, log: openLog('silent'), org: () => org },
    ...{
      sessionKey: Buffer.alloc(32, 9),
      publicUrl: PUBLIC_URL,
      states: cards.states,
      refusals: cards.refusals,
      fields: {},
    },
    login: {
      authorizeUrl: (redirect, state, inside) =>
        `https://${inside ? 'oauth' : 'qr'}.invalid/?${new URLSearchParams({ redirect, state })}`,
      identify: async (code) => ok(code === 'as-outsider' ? 'outsider' : { userid: code.replace(/^as-/, '') }),
    },
    act: perform,
    numberPrefix: keys.numberPrefix,
    merge: (ticketId, wanted, holder) =>
      db.transaction().execute((trx) => mergeMatters(trx, ticketId, wanted, { ...ticketDeps, org }, holder)),
    split: (ticketId, wanted, holder) =>
      db.transaction().execute(async (trx) => {
        const parting = { ...wanted, place: null }
        const done = await splitMatter(trx, ticketId, parting, { ...ticketDeps, ...keys, org, seal }, holder)
        if (done === null) return null
        if (!('opened' in done)) return done.outcome
        const { row, queryCode } = done.opened
        return { ok: true, id: row.id, number: printNumber(row.number), queryCode: printQueryCode(queryCode) }
      }),
    register: async () => {
      throw new Error('nothing is registered here')
    },
    imprint: shipped.imprint,
    grounds: ({ rule, due, profile }) => `${profile} ${rule} ${due}`,
    jssdk: null,
    ...categoryDesk({ db, clock, understanding: shipped, suggestion }),
    documents: documentDesk({
      ...{ db, clock, ids, seal, blobs, org, log: openLog('silent'), rules: loaded.value, forms: readForms() },
      ...{ printer: async () => NO_PRINTER, channels: {}, config: { publicUrl: PUBLIC_URL, quiet: null } },
      wording: wordingOf(),
    }),
    transcribe: async () => false,
    tell: async () => false,
    reissueCode: (ticketId, by) => reissueInPerson(ticketId, by, { db, ...ticketDeps, ...keys }),
    ...deps,
  })
  await server.ready()

  const draft = (cause: string, more: Partial<Draft>): Draft => ({
    ...{ cause, reporter: 'citizen', channel: 'online', receivedAt: clock.now(), noticeVersion: '1' },
    ...{ words: ['小区三号楼的路灯坏了两个月。'], demands: ['修好路灯'], media: [], danger: false },
    ...{ place: { id: 'county', text: '三号楼门口' }, party: '物业公司', category: '城乡建设' },
    contact: { name: '张女士', phone: '13800000000' },
    ...more,
  })
  let filed = 0
  const file = (more: Partial<Draft> = {}, respondents: string[] = []) =>
    db.transaction().execute(async (trx) => {
      filed += 1
      const complaint = draft(`test/${filed}`, more)
      const { id } = await submit(trx, complaint, { clock, ids, seal })
      const said = shipped.classify({ text: complaint.words.join('\n') })
      await recordClassification(trx, id, said, complaint.category)
      const opening: Opening = {
        ...{ complaintId: id, kind: 'unsorted' as const, channel: complaint.channel, receivedAt: clock.now() },
        ...{ category: complaint.category, place: 'county', respondents },
        actor: { kind: 'citizen', id: 'citizen' },
      }
      const opened = await openTicket(trx, opening, { ...ticketDeps, ...keys, org })
      return { id: opened.row.id, complaintId: id, number: opened.row.number }
    })

  return {
    /** The matter takes part in comparisons from now on. */
    async compare(complaintId: string, text: string) {
      await db
        .transaction()
        .execute((trx) => keepSimilar(trx, complaintId, { imprint: shipped.imprint({ text }), area: null }))
    },
    ...{ db, clock, ids, blobs, server, routes, file, perform, suggestion },
    /** That the citizen has the answer, as the outbox records it. */
    tellAnswer: (ticketId: string) =>
      db
        .transaction()
        .execute((trx) =>
          recordTold(
            trx,
            ticketId,
            { of: 'answered', means: 'message', actor: { kind: 'system', id: 'outbox' } },
            ticketDeps,
          ),
        ),
    /** A card about the matter for these members; `office`: its newest notice to that office is what the card carries. */
    async card(ticketId: string, userids: string[], state: 'sent' | 'invalid' = 'sent', office?: string) {
      const id = ids.next()
      const notice = await db
        .selectFrom('notices')
        .select('id')
        .where('ticket_id', '=', ticketId)
        .where('recipient', '=', office ?? '')
        .orderBy('created_at', 'desc')
        .executeTakeFirst()
      const [now, nothing] = [clock.now(), null]
      await db
        .insertInto('cards')
        .values({
          ...{
            id,
            cause: notice ? `notice/${notice.id}` : `test/${id}`,
            subject: ticketId,
            body: '{}',
            created_at: now,
            not_before: now,
            state: 'sent',
          },
          ...{ reason: nothing, sent_at: now, platform_id: nothing, response_code: nothing },
        })
        .execute()
      await db
        .insertInto('card_recipients')
        .values(userids.map((userid) => ({ card_id: id, userid, state })))
        .execute()
    },
    login: (userid: string) => login(server, userid),
    folder,
    /** The database may be opened by somebody else; what was in it stays. */
    async stop() {
      await server.close()
      await database.close()
    },
    async close() {
      await server.close()
      await database.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** The whole way through the login pages; gives the cookie header of the session. */
async function login(server: FastifyInstance, userid: string): Promise<string> {
  const begun = await server.inject({ url: '/login?to=/' })
  const state = new URL(String(begun.headers.location)).searchParams.get('state')
  const back = await server.inject({
    url: `/login/back?code=as-${userid}&state=${state}`,
    headers: { cookie: cookiesOf(begun) },
  })
  return cookiesOf(back)
}

/** The one demand of a matter here, settled. */
export const DISPOSED = {
  demandId: '1',
  outcome: 'supported',
  facts: '现场看过，路灯确实坏了',
  basis: '《城市照明管理规定》',
} as const

export const cookiesOf = (response: { cookies: { name: string; value: string }[] }): string =>
  response.cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; ')

export const post = (server: FastifyInstance, url: string, cookie: string, body: unknown) =>
  server.inject({
    ...{ method: 'POST', url, payload: JSON.stringify(body) },
    headers: { cookie, origin: PUBLIC_URL, 'content-type': 'application/json' },
  })

export const get = (server: FastifyInstance, url: string, cookie: string) => server.inject({ url, headers: { cookie } })

const BESIDE = ['lead', 'supervise', 'propose', 'respond', 'meet', 'promise', 'mediate', 'follow_up', 'own', 'convene']
/** The acts on the road of a matter; who may do what beside it has its own tests (supervising.test.ts). */
export const onTheRoad = (acts: readonly string[]): string[] => acts.filter((act) => !BESIDE.includes(act))
