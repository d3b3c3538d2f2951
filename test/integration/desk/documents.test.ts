import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { unzip } from '../../unit/documents/unzip.ts'
import { DISPOSED, get, openWorld, post, type World } from './world.ts'

let world: World
let cookies: Record<string, string>
beforeAll(async () => {
  world = await openWorld()
  cookies = {}
  for (const userid of ['Clerk', 'officer', 'second', 'water', 'boss', 'aide'])
    cookies[userid] = await world.login(userid)
})
afterAll(() => world.close())

const address = (ticketId: string) => `/api/tickets/${ticketId}/documents`
const papers = async (userid: string, ticketId: string) =>
  (await get(world.server, address(ticketId), cookies[userid] ?? '')).json()
const issue = (userid: string, ticketId: string, form: string, values: object = {}, more: object = {}) =>
  post(world.server, address(ticketId), cookies[userid] ?? '', { form, values, ...more })
const act = (userid: string, ticketId: string, body: object) =>
  post(world.server, `/api/tickets/${ticketId}/acts`, cookies[userid] ?? '', body)
const formIds = async (userid: string, ticketId: string) =>
  (await papers(userid, ticketId)).forms.map(({ id }: { id: string }) => id)

async function accepted() {
  const ticket = await world.file()
  expect((await act('officer', ticket.id, { type: 'accept' })).statusCode).toBe(200)
  return ticket
}

const OPINION = {
  claimed: '路灯坏了两个月，没有人修。',
  signed_by: '副局长',
  demands: [{ outcome: 'supported', facts: '三号楼路灯线路老化。', basis: '《城市照明管理规定》第二十一条' }],
}

describe('the papers of a matter', () => {
  it('are issued with a number and downloaded as Word, with what the matter says', async () => {
    const { id, number } = await accepted()
    const done = await issue('officer', id, 'acceptance')
    expect([done.statusCode, done.json().title]).toEqual([200, '信访事项受理告知书'])
    expect(done.json().number).toMatch(/^县住房和城乡建设局〔2026〕\d+号$/)
    const file = await get(world.server, `${address(id)}/${done.json().id}/docx`, cookies.second ?? '')
    const xml = unzip(file.rawPayload).get('word/document.xml')?.toString('utf8') ?? ''
    for (const words of ['张女士', '修好路灯', done.json().number, number.slice(2, 4), '王知禾'])
      expect(xml).toContain(words)
    expect(file.headers).toMatchObject({
      'cache-control': 'no-store',
      'content-disposition': expect.stringMatching(/^attachment/),
    })
    expect((await papers('officer', id)).issued).toMatchObject([
      {
        form: 'acceptance',
        by: '王知禾',
        office: '县住房和城乡建设局',
        linked: false,
        openedAt: null,
        correctedBy: null,
      },
    ])
  })

  it('ask for what only staff know, and name what is missing', async () => {
    const { id } = await accepted()
    await act('officer', id, { type: 'answer', text: '路灯已修好。', dispositions: [DISPOSED] })
    const { forms } = await papers('officer', id)
    const opinion = forms.find((form: { id: string }) => form.id === 'opinion')
    const names = opinion.fields.map(({ name }: { name: string }) => name)
    expect(names).toEqual(expect.arrayContaining(['claimed', 'signed_by', 'summary']))
    expect(names).not.toContain('organ')
    const preview = await post(world.server, `${address(id)}/preview`, cookies.officer ?? '', {
      form: 'opinion',
      values: {},
    })
    expect(preview.json()).toEqual({
      document: null,
      missing: expect.arrayContaining(['签发的负责人']),
    })
    const refused = await issue('officer', id, 'opinion')
    expect([refused.statusCode, refused.json().code]).toEqual([422, 'document_incomplete'])
    expect(refused.json().message).toContain('签发的负责人')
    const shown = await post(world.server, `${address(id)}/preview`, cookies.officer ?? '', {
      form: 'opinion',
      values: OPINION,
    })
    expect(JSON.stringify(shown.json().document.blocks)).toContain('处理意见：予以支持。')
    expect((await papers('officer', id)).issued).toEqual([])
    expect((await issue('officer', id, 'opinion', OPINION)).statusCode).toBe(200)
  })

  it('are issued only by who acts for the office that has the matter, or the one that the form names', async () => {
    const { id } = await accepted()
    expect((await issue('Clerk', id, 'acceptance')).json().code).toBe('form_not_possible')
    expect((await issue('boss', id, 'acceptance')).statusCode).toBe(403)
    expect((await issue('water', id, 'acceptance')).statusCode).toBe(404)
    expect((await issue('aide', id, 'acceptance')).statusCode).toBe(404)
    expect(await formIds('Clerk', id)).toContain('forwarding')
    expect(await formIds('officer', id)).not.toContain('forwarding')
    expect((await issue('Clerk', id, 'forwarding')).json().number).toMatch(/^县信访局〔2026〕/)
  })

  it('are those the matter has come to', async () => {
    const { id } = await accepted()
    for (const form of ['opinion', 'extension', 'refusal', 'nonsense']) {
      expect((await issue('officer', id, form)).json().code).toBe('form_not_possible')
    }
  })

  it('of another matter are not found, nor with a format that is none', async () => {
    const [one, other] = [await accepted(), await accepted()]
    const { id } = (await issue('officer', one.id, 'acceptance')).json()
    expect((await get(world.server, `${address(other.id)}/${id}/docx`, cookies.officer ?? '')).statusCode).toBe(404)
    expect((await get(world.server, `${address(one.id)}/${id}/docx`, cookies.water ?? '')).statusCode).toBe(404)
    expect((await get(world.server, `${address(one.id)}/${id}/exe`, cookies.officer ?? '')).statusCode).toBe(400)
  })

  it('say clearly that there is no PDF where nothing can print', async () => {
    const { id } = await accepted()
    const { id: document } = (await issue('officer', id, 'acceptance')).json()
    const pdf = await get(world.server, `${address(id)}/${document}/pdf`, cookies.officer ?? '')
    expect([pdf.statusCode, pdf.json().code]).toEqual([503, 'pdf_off'])
    expect((await papers('officer', id)).pdf).toBe(false)
  })

  it('are never changed: a corrected one is a new one that names the old, once', async () => {
    const { id } = await accepted()
    const first = (await issue('officer', id, 'acceptance')).json()
    const row = () => world.db.selectFrom('documents').selectAll().where('id', '=', first.id).executeTakeFirstOrThrow()
    const before = await row()
    const corrected = await issue('officer', id, 'acceptance', { name: '张禾' }, { corrects: first.id })
    expect(corrected.statusCode).toBe(200)
    expect(await row()).toEqual(before)
    expect((await papers('officer', id)).issued).toMatchObject([
      { id: first.id, correctedBy: corrected.json().number },
      { id: corrected.json().id, correctedBy: null },
    ])
    const again = await issue('officer', id, 'acceptance', {}, { corrects: first.id })
    expect([again.statusCode, again.json().code]).toEqual([409, 'corrected_before'])
    const mixed = await issue('officer', id, 'hearing', HEARING, { corrects: corrected.json().id })
    expect(mixed.json().code).toBe('corrected_before')
  })

  it('are corrected by one of two who correct at once', async () => {
    const { id } = await accepted()
    const { id: corrects } = (await issue('officer', id, 'acceptance')).json()
    const both = await Promise.all(['officer', 'second'].map((who) => issue(who, id, 'acceptance', {}, { corrects })))
    expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409])
  })

  it('hold what was written only under seal', async () => {
    const { id } = await accepted()
    const { id: document } = (await issue('officer', id, 'hearing', HEARING)).json()
    const row = await world.db.selectFrom('documents').selectAll().where('id', '=', document).executeTakeFirstOrThrow()
    expect(JSON.stringify(row)).not.toMatch(/张女士|礼堂|路灯/)
  })

  it('are given again, the same bytes, when the store has lost them', async () => {
    const { id } = await accepted()
    const { id: document } = (await issue('officer', id, 'acceptance')).json()
    const url = `${address(id)}/${document}/docx`
    const first = (await get(world.server, url, cookies.officer ?? '')).rawPayload
    await world.db
      .updateTable('documents')
      .set({ blob_key: `documents/${document}x` })
      .where('id', '=', document)
      .execute()
    expect(Buffer.compare((await get(world.server, url, cookies.officer ?? '')).rawPayload, first)).toBe(0)
  })

  it('whose file was exchanged are not given out', async () => {
    const { id } = await accepted()
    const { id: document } = (await issue('officer', id, 'acceptance')).json()
    await world.blobs.put(`documents/${document}`, Buffer.from('another'), 'text/plain')
    const file = await get(world.server, `${address(id)}/${document}/docx`, cookies.officer ?? '')
    expect([file.statusCode, file.json().code]).toEqual([500, 'document_changed'])
  })
})

const HEARING = {
  ...{ hearing_time: '2026年4月1日上午9点', hearing_place: '县政府礼堂', hearing_members: '主持人：李主任' },
  ...{ hearing_issue: '路灯由谁维修', challenge_until: '2026-03-28' },
}

describe('a report of an official', () => {
  it('gets papers without a word of it, and none at all for the office complained of', async () => {
    const circumstances = { kind: { suggested: 'report', by: 'citizen' } } as const
    const { id } = await world.file({ party: '县住房和城乡建设局', circumstances, words: ['局长收了开发商的钱。'] }, [
      'housing',
    ])
    const { petition_office: holder } = await world.db
      .updateTable('tickets')
      .set({ office: 'petition', state: 'registered' })
      .where('id', '=', id)
      .returning('petition_office')
      .executeTakeFirstOrThrow()
    expect(holder).toBe('petition')
    expect(await formIds('Clerk', id)).toEqual(['delivery_receipt', 'receipt'])
    const done = await issue('Clerk', id, 'receipt', { summary: '局长收钱' })
    expect(done.statusCode).toBe(200)
    const file = await get(world.server, `${address(id)}/${done.json().id}/docx`, cookies.Clerk ?? '')
    expect(unzip(file.rawPayload).get('word/document.xml')?.toString('utf8')).not.toMatch(/局长|开发商|住房/)
    expect((await get(world.server, address(id), cookies.officer ?? '')).statusCode).toBe(404)
    expect((await get(world.server, `${address(id)}/${done.json().id}/docx`, cookies.officer ?? '')).statusCode).toBe(
      404,
    )
  })
})
