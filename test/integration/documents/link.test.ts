import { fastify } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { registerDocumentPages } from '../../../src/app/document-page.ts'
import { citizen, files } from '../../support/citizen.ts'
import { allSupported } from '../../support/dispositions.ts'
import { type House, openHouse } from '../../support/house.ts'
import { unzip } from '../../unit/documents/unzip.ts'
import { budgetOf } from '../budget/support.ts'
import { loggedIn } from '../people/support.ts'

let house: House
let budget: ReturnType<typeof budgetOf>
beforeAll(async () => {
  house = await openHouse()
  budget = budgetOf(house)
})
afterAll(() => house.close())

/** A matter that was accepted, its acceptance issued as a document, and the link as the citizen got it. */
async function withLink() {
  const person = citizen(house.sim)
  const { number } = await files(person)
  await budget.office(number, { type: 'accept' })
  await person.hears('正式接手办理')
  const issued = await issue(number, { form: 'acceptance', values: { name: '张女士' } })
  const text = (await person.hears('点这里打开')).text ?? ''
  const link = /http\S+\/d\/\S+/.exec(text)?.[0] ?? ''
  return { person, number, issued, text, link }
}

async function issue(number: string, body: object) {
  const ticket = await budget.ticketOf(number)
  const officer = await loggedIn(
    house,
    house.context.org.staff.find(({ office }) => office === ticket.office)?.userid ?? '',
  )
  const done = await officer.post(`/api/tickets/${ticket.id}/documents`, body)
  expect(done.status).toBe(200)
  return done.body as { id: string; title: string; number: string }
}

const openedAt = async (id: string) =>
  (await house.context.db.selectFrom('documents').select('opened_at').where('id', '=', id).executeTakeFirst())
    ?.opened_at
const open = (link: string) =>
  fetch(link, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' } })

describe('the link of a document', () => {
  it('comes into the chat, names the paper, and says nothing of what stands in it', async () => {
    const { text, issued, link } = await withLink()
    expect(text).toContain(`${issued.title}（${issued.number}）`)
    expect(text).not.toMatch(/噪音|工地|张女士/)
    expect(link).toMatch(/\/d\/[\w-]{43}$/)
  })

  it('shows a cover first: what only fetches the address opens nothing', async () => {
    const { link, issued } = await withLink()
    const cover = await fetch(link)
    const html = await cover.text()
    expect(html).toContain('打开文书')
    expect(html).not.toMatch(/噪音|张女士/)
    expect(await openedAt(issued.id)).toBeNull()
    expect(Object.fromEntries(cover.headers)).toMatchObject({
      ...{
        'cache-control': 'no-store',
        'x-robots-tag': 'noindex, nofollow, noarchive',
        'referrer-policy': 'no-referrer',
      },
      'content-security-policy': expect.stringContaining("default-src 'none'"),
    })
  })

  it('opens by a tap, once and for all noted, and gives the files', async () => {
    const { link, issued, number } = await withLink()
    const page = await (await open(link)).text()
    expect(page).toContain('信访事项受理告知书')
    expect(page).toContain(number)
    expect(page).toContain('张女士')
    expect(page).not.toContain('<script')
    const first = await openedAt(issued.id)
    expect(first).toBeInstanceOf(Date)
    house.clock.advance(60_000)
    await open(link)
    expect(await openedAt(issued.id)).toEqual(first)
    const word = await fetch(`${link}/docx`)
    expect(word.headers.get('cache-control')).toBe('no-store')
    expect(
      unzip(new Uint8Array(await word.arrayBuffer()))
        .get('word/document.xml')
        ?.toString('utf8'),
    ).toContain('张女士')
  })

  it('tells whoever asked to know, in the transaction that notes it, the first time only', async () => {
    const { link, issued } = await withLink()
    const server = fastify()
    const told: string[] = []
    registerDocumentPages(server, house.context, {
      async onOpened(trx, { documentId }) {
        const row = await trx
          .selectFrom('documents')
          .select('opened_at')
          .where('id', '=', documentId)
          .executeTakeFirst()
        if (row?.opened_at) told.push(documentId)
      },
    })
    const { pathname: url } = new URL(link)
    for (const method of ['GET', 'POST', 'POST'] as const) await server.inject({ method, url })
    expect(told).toEqual([issued.id])
    await server.close()
  })

  it('gives the PDF where this machine can print, and offers none where it cannot', async () => {
    const { link } = await withLink()
    const page = await (await open(link)).text()
    const pdf = await fetch(`${link}/pdf`)
    const can = (await house.context.printer()).lack === null
    expect([page.includes('/pdf'), pdf.status]).toEqual([can, can ? 200 : 404])
    if (can)
      expect(
        Buffer.from(await pdf.arrayBuffer())
          .subarray(0, 5)
          .toString(),
      ).toBe('%PDF-')
  }, 60_000)

  it('says of a corrected document which one holds, and leads to the new one by a new link', async () => {
    const { link, person, number, issued } = await withLink()
    const corrected = await issue(number, { form: 'acceptance', values: { name: '张禾' }, corrects: issued.id })
    const text = (await person.hears('以这一份为准')).text ?? ''
    expect(await (await open(link)).text()).toContain(`请以${corrected.number}为准`)
    expect(await (await open(/http\S+\/d\/\S+/.exec(text)?.[0] ?? '')).text()).toContain('张禾')
  })

  it('is one answer for a token that is wrong, cut or no token: not found', async () => {
    const { link } = await withLink()
    const wrong = `${link.slice(0, -1)}${link.endsWith('A') ? 'B' : 'A'}`
    const answers = await Promise.all(
      [wrong, link.slice(0, -1), `${house.url}/d/x'--`].map(async (url) => {
        const [shown, opened, file] = [await fetch(url), await open(url), await fetch(`${url}/docx`)]
        return [shown.status, opened.status, file.status, await shown.text()]
      }),
    )
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(answers[0]?.slice(0, 3)).toEqual([404, 404, 404])
  })
})

describe('the paper of an answer', () => {
  const OPINION = {
    form: 'opinion',
    values: { name: '张女士', claimed: '半夜施工，孩子睡不着。', signed_by: '副镇长' },
  }

  async function answered() {
    const person = citizen(house.sim)
    const { number } = await files(person)
    await budget.office(number, { type: 'accept' })
    await budget.answer(number, '工地已经责令晚上十点后停工。')
    const written = async () => {
      await issue(number, OPINION)
      return /http\S+\/d\/\S+/.exec((await person.hears('点这里打开')).text ?? '')?.[0] ?? ''
    }
    return { person, number, written }
  }

  it('delivers it when it is opened: from that day a review may be asked for', async () => {
    const { number, written } = await answered()
    const link = await written()
    expect(await budget.clock(number, 'D7')).toBeUndefined()
    await open(link)
    expect((await budget.events(number)).at(-1)).toMatchObject({
      type: 'delivered',
      data: { of: 'answered', means: 'opened' },
    })
    const clock = await budget.clock(number, 'D7')
    expect(clock?.met_at).toBeNull()
    house.clock.advance(86_400_000)
    await open(link)
    expect(await budget.clock(number, 'D7')).toEqual(clock)
  })

  it('delivers nothing once another answer was given; the paper of that one does', async () => {
    const { person, number, written } = await answered()
    const old = await written()
    person.says('不认可')
    await person.hears('由另一位工作人员再看')
    const { complaint_id } = await budget.ticketOf(number)
    const dispositions = await allSupported(house.context.db, complaint_id)
    house.clock.advance(60_000)
    const again = { type: 'answer' as const, text: '夜间运输也已停止。', dispositions }
    expect((await budget.by(number, 'another', again))?.ok).toBe(true)
    await open(old)
    expect(await budget.clock(number, 'D7')).toBeUndefined()
    await open(await written())
    expect(await budget.clock(number, 'D7')).toBeDefined()
  })
})
