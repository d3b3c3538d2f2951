import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Citizen, citizen } from '../../support/citizen.ts'
import { eventually } from '../../support/eventually.ts'
import { type House, openHouse } from '../../support/house.ts'
import { unechoed } from '../../support/unechoed.ts'
import { loggedIn, speaks, startSpeech } from './support.ts'

const STORY = '柳渡镇幸福路12号门口的工地每天半夜施工，希望晚上十点后停止施工，施工的是望禾宏达建筑公司'

const task = (house: House, person: Citizen, state: string) =>
  eventually(`a transcription that is ${state}`, () =>
    house.context.db
      .selectFrom('transcription_tasks')
      .innerJoin('conversations', 'conversations.id', 'transcription_tasks.conversation_id')
      .selectAll('transcription_tasks')
      .where('peer', '=', person.phone)
      .where('state', '=', state as 'asked')
      .executeTakeFirst(),
  )
const filing = async (person: Citizen): Promise<string> => {
  await person.hears('怎么联系您')
  await person.taps('不留联系方式')
  await person.hears('都对吗')
  await person.taps('没问题，提交')
  return /MQ[0-9-]+/.exec((await person.hears('已经登记')).text ?? '')?.[0] ?? ''
}
const matter = (house: House, number: string) =>
  house.context.db
    .selectFrom('tickets')
    .innerJoin('complaints', 'complaints.id', 'tickets.complaint_id')
    .select(['tickets.id', 'tickets.office', 'complaints.words', 'complaints.id as complaint'])
    .where('number', '=', number.replaceAll('-', ''))
    .executeTakeFirstOrThrow()

describe('a voice, where a machine hears', () => {
  let house: House
  let speech: Awaited<ReturnType<typeof startSpeech>>
  beforeAll(async () => {
    speech = await startSpeech([{ text: STORY }])
    const environment = { STT_BASE_URL: speech.url, STT_API_KEY: 'key', STT_MODEL: 'whisper-1' }
    house = await openHouse({ environment })
  })
  afterAll(async () => {
    await house.close()
    await speech.close()
  })

  it('is read back, and counts as the citizen’s words once they say it is right', async () => {
    const person = citizen(house.sim)
    speaks(house, person)
    await person.hears('我听一遍')
    expect((await person.hears('您说的是')).menu?.head).toContain(STORY)
    const { session } = await house.context.db
      .selectFrom('conversations')
      .select('session')
      .where('peer', '=', person.phone)
      .executeTakeFirstOrThrow()
    expect(JSON.stringify(session)).not.toContain('宏达')
    expect(speech.heard[0]).toMatchObject({ authorization: 'Bearer key', path: '/v1/audio/transcriptions' })
    expect(speech.heard[0]?.body).toContain('filename="voice.amr"')
    expect(speech.heard[0]?.body).toContain('#!AMR\nnot really a voice')
    await person.taps('对')
    const { words, complaint } = await matter(house, await filing(person))
    expect(words).toEqual([STORY])
    const voices = await house.context.db
      .selectFrom('attachments')
      .innerJoin('media', 'media.id', 'attachments.media')
      .select(['kind', 'content_type'])
      .where('complaint_id', '=', complaint)
      .execute()
    expect(voices).toEqual([{ kind: 'voice', content_type: 'audio/amr' }])
    expect(await task(house, person, 'confirmed')).toMatchObject({ words: STORY })
  })

  it('of somebody whose words are not said back goes to staff, unheard by a machine', async () => {
    const person = await unechoed(house)
    const before = speech.heard.length
    speaks(house, person)
    await person.hears('工作人员会听')
    expect(await task(house, person, 'staff')).toMatchObject({ reason: 'no_echo', words: null })
    expect(speech.heard).toHaveLength(before)
    expect((await person.heard()).join()).not.toContain('您说的是')
  })

  it('typed, “对” confirms it only while nothing else was asked since', async () => {
    const person = citizen(house.sim)
    speaks(house, person)
    await person.hears('您说的是')
    person.says('对')
    await person.hears('怎么联系您')

    const other = citizen(house.sim)
    speaks(house, other)
    await other.hears('您说的是')
    other.says('石桥坪镇的路灯坏了两个月，一直没有人来修')
    await other.hears('希望怎么解决')
    other.says('对')
    await house.calm()
    expect(await task(house, other, 'asked')).toMatchObject({ words: STORY })
  })

  it('heard wrong, nothing of it counts and a person has to listen', async () => {
    const person = citizen(house.sim)
    speaks(house, person)
    await person.hears('您说的是')
    await person.taps('不对')
    await person.hears('这段不算')
    expect(await task(house, person, 'staff')).toMatchObject({ words: null, reason: 'heard_wrong' })
    await person.taps('对').catch(() => undefined)
    await house.calm()
    expect(await task(house, person, 'staff')).toBeDefined()
  })

  it('said to a person of the office it is heard by nobody else', async () => {
    const person = citizen(house.sim)
    person.says('人工')
    await person.hears('已经转给工作人员')
    const before = speech.heard.length
    speaks(house, person)
    expect(await task(house, person, 'dropped')).toMatchObject({ words: null })
    expect(speech.heard.length).toBe(before)
  })

  it('taken back before it was confirmed, it is never written down', async () => {
    const person = citizen(house.sim)
    const msgid = speaks(house, person)
    await person.hears('您说的是')
    house.sim.phones.recall(person.phone, { msgid })
    await task(house, person, 'dropped')
    await person.taps('对')
    await person.hears('已经过去了')
  })
})

describe('a voice that no machine hears', () => {
  let house: House
  beforeAll(async () => {
    house = await openHouse()
  })
  afterAll(() => house.close())

  it('waits on the matter’s page, and what staff write down is a supplement with their name', async () => {
    const person = citizen(house.sim)
    speaks(house, person)
    await person.hears('为了不听错')
    person.says(STORY)
    const { id, office, complaint } = await matter(house, await filing(person))
    const officer = house.context.org.staff.find((member) => member.office === office)
    const desk = await loggedIn(house, officer?.userid ?? '')
    const { mediaId } = await task(house, person, 'staff').then((row) => ({ mediaId: row.media_id }))
    expect((await desk.get(`/api/tickets/${id}`)).voices).toEqual([{ mediaId }])

    const url = `/api/tickets/${id}/transcriptions`
    expect(await desk.post(url, { mediaId, words: '  ' })).toMatchObject({ status: 400 })
    expect(await desk.post(url, { mediaId: 'another', words: '不是这件的' })).toMatchObject({ status: 404 })
    expect(await desk.post(url, { mediaId, words: '昨天夜里也施工了' })).toMatchObject({ status: 200 })
    expect(await desk.post(url, { mediaId, words: '再写一遍' })).toMatchObject({ status: 409 })
    const after = await desk.get(`/api/tickets/${id}`)
    expect(after.voices).toEqual([])
    expect(after.supplements).toMatchObject([{ words: '昨天夜里也施工了', transcribedBy: officer?.name }])
    const stored = await house.context.db
      .selectFrom('supplements')
      .select(['transcribed_by', 'media'])
      .where('complaint_id', '=', complaint)
      .execute()
    expect(stored).toEqual([{ transcribed_by: officer?.userid, media: mediaId }])
  })
})

/** Longer than the pause after a failure, shorter than the lease of a try that is under way. */
const AGAIN_MS = 40_000

describe('a voice, where the machine fails', () => {
  it('is tried again, and then left to staff while the intake goes on', async () => {
    const speech = await startSpeech([{ status: 500 }])
    const house = await openHouse({ environment: { STT_BASE_URL: speech.url, STT_MODEL: 'whisper-1' } })
    try {
      const person = citizen(house.sim)
      speaks(house, person)
      await person.hears('我听一遍')
      person.says(STORY)
      await person.hears('怎么联系您')
      for (let n = 1; n < 3; n += 1) {
        await eventually('the next try to be planned', async () => {
          const { attempts, not_before } = await task(house, person, 'listening')
          return attempts === n && not_before.getTime() - house.clock.now().getTime() <= AGAIN_MS
        })
        house.clock.advance(AGAIN_MS)
      }
      expect(await task(house, person, 'staff')).toMatchObject({ words: null, reason: 'http_500' })
      expect(speech.heard).toHaveLength(3)
      expect(speech.heard[0]?.authorization).toBeUndefined()
    } finally {
      await house.close()
      await speech.close()
    }
  })
})
