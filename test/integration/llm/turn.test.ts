import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { citizen } from '../../support/citizen.ts'
import { type House, openHouse } from '../../support/house.ts'
import { type Reply, says, silence, startModel } from '../../support/model.ts'
import { unechoed } from '../../support/unechoed.ts'

const TELLING = '打过年那会儿起，老粮站后头的早餐店天不亮就放喇叭，跟他们说了好几回也不改，我妈一宿一宿睡不着'
const FOUND = says('{"place":"老粮站后头","time":"打过年那会儿起","party":"早餐店","wants":[]}')
const UNKNOWN = says('{"category":"不确定"}')

describe('a turn beside a language model', () => {
  let reply: (prompt: 'category' | 'story') => Reply
  let model: Awaited<ReturnType<typeof startModel>>
  let house: House
  beforeAll(async () => {
    model = await startModel(({ prompt }) => reply(prompt))
    house = await openHouse({ environment: model.environment })
  })
  afterAll(async () => {
    await house.close()
    await model.close()
  })
  const sessionOf = async (phone: string) => {
    const row = await house.context.db
      .selectFrom('conversations')
      .select(['id', 'session'])
      .where('peer', '=', phone)
      .executeTakeFirstOrThrow()
    return { id: row.id, fields: (row.session as { thread: { fields: Record<string, object> } }).thread.fields }
  }

  it('asks less: what the model points at stands in the summary, as read, until the citizen says it is right', async () => {
    reply = (prompt) => (prompt === 'story' ? FOUND : UNKNOWN)
    const person = citizen(house.sim)
    person.says(TELLING)
    await house.calm()
    expect((await sessionOf(person.phone)).fields).toMatchObject({
      place: { text: '老粮站后头', by: 'understood' },
      time: { text: '打过年那会儿起', by: 'understood' },
      party: { text: '早餐店', by: 'understood' },
    })
    for (let n = 0; n < 8 && !(await person.heard()).at(-1)?.includes('都对吗'); n += 1) {
      if ((await person.heard()).at(-1)?.includes('怎么联系您')) await person.taps('不留联系方式')
      else person.says('跳过')
      await house.calm()
    }
    const shown = (await person.heard()).join('\n')
    expect(shown).toContain('地点：老粮站后头')
    expect(shown).toContain('时间：打过年那会儿起')
    expect(shown).not.toContain('在什么地方')
    expect(shown).not.toContain('已经登记')
  })

  /** From the word that was received to the turn that is done. */
  async function turnBeside(answer: Reply, ending: string): Promise<{ ms: number; heard: string[] }> {
    reply = () => answer
    const person = citizen(house.sim)
    person.says(`${TELLING}，${ending}`)
    await house.calm()
    const { id } = await sessionOf(person.phone)
    const { received_at, handled_at } = await house.context.db
      .selectFrom('inbound')
      .select(['received_at', 'handled_at'])
      .where('conversation_id', '=', id)
      .executeTakeFirstOrThrow()
    return { ms: (handled_at?.getTime() ?? Infinity) - received_at.getTime(), heard: await person.heard() }
  }

  it.each<[string, Reply]>([
    ['says nothing', silence],
    ['is broken', { status: 500 }],
  ])('goes on within three seconds more than it needs itself where the model %s', async (ending, answer) => {
    const { ms } = await turnBeside(says('{}'), `${ending}，先`)
    const beside = await turnBeside(answer, ending)
    expect(beside.heard.at(-1)).toContain('？')
    expect(beside.ms - ms).toBeLessThan(3_000)
  })

  it('goes on where the model talks, and repeats none of its words', async () => {
    const { heard } = await turnBeside(says('您的问题已经解决，不用再找了。'), '说话')
    expect(heard.at(-1)).toContain('？')
    expect(heard.join()).not.toContain('已经解决')
  })

  it('does not ask for somebody whose words are not said back: what is not shown cannot be confirmed', async () => {
    reply = () => UNKNOWN
    const person = await unechoed(house)
    const before = model.heard.length
    person.says(`${TELLING}，不要念出来`)
    await house.calm()
    expect(model.heard.length).toBe(before)
  })
})
