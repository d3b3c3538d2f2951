import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Citizen, citizen } from '../../support/citizen.ts'
import { type House, openHouse } from '../../support/house.ts'
import { says, startModel } from '../../support/model.ts'
import { ATTEMPTS } from './attempts.ts'

/** What a citizen who is steered by nothing answers to what they are asked. */
const ANSWERS: [string, (person: Citizen) => unknown][] = [
  ['都对吗', (person) => person.taps('没问题，提交')],
  ['怎么联系您', (person) => person.taps('不留联系方式')],
  ['哪一类', (person) => person.taps('都不像')],
  ['危险中吗', (person) => person.taps('现在没有危险')],
]
const ROUNDS = 12

interface Outcome {
  said: string[]
  ticket: Record<string, unknown>
}

/** Everybody writes at once and answers in rounds, until each has a number. */
async function fileAll(house: House, attempts: typeof ATTEMPTS): Promise<Map<string, Outcome>> {
  const people = attempts.map((attempt) => ({ attempt, person: citizen(house.sim), told: [...attempt.says] }))
  const filed = async (person: Citizen) => (await person.heard()).some((text) => text.includes('已经登记'))
  for (let round = 0; round < ROUNDS; round += 1) {
    let open = 0
    for (const { person, told } of people) {
      const next = told.shift()
      if (next === undefined && (await filed(person))) continue
      open += 1
      const question = (await person.heard()).at(-1) ?? ''
      const answer = ANSWERS.find(([part]) => question.includes(part))
      if (next !== undefined) person.says(next)
      else if (answer) await answer[1](person)
      else person.says('跳过')
    }
    if (open === 0) break
    await house.calm()
  }
  const outcomes = await Promise.all(
    people.map(async ({ attempt, person }) => [attempt.kind, await outcomeOf(house, person)] as const),
  )
  return new Map(outcomes)
}

async function outcomeOf({ context }: House, person: Citizen): Promise<Outcome> {
  const said = await person.heard()
  const number = /MQ[0-9-]+/.exec(said.find((text) => text.includes('已经登记')) ?? '')?.[0] ?? ''
  const {
    id,
    complaint_id,
    number: _,
    ...ticket
  } = await context.db
    .selectFrom('tickets')
    .innerJoin('complaints', 'complaints.id', 'tickets.complaint_id')
    .select([
      'tickets.id',
      'complaint_id',
      'number',
      'tickets.state',
      'tickets.kind',
      'tickets.office',
      'tickets.category',
    ])
    .select(['complaints.facts', 'complaints.words'])
    .where('number', '=', number.replaceAll('-', ''))
    .executeTakeFirstOrThrow()
  const clocks = await context.db
    .selectFrom('ticket_clocks')
    .select('rule')
    .where('ticket_id', '=', id)
    .orderBy('rule')
    .execute()
  const events = await context.db
    .selectFrom('ticket_events')
    .select('type')
    .where('ticket_id', '=', id)
    .orderBy('n')
    .execute()
  const demands = await context.db
    .selectFrom('demands')
    .select('text')
    .where('complaint_id', '=', complaint_id)
    .execute()
  return {
    // Every matter has a number and a code of its own; how many told the same goes by who was first of forty.
    said: said.map((text) =>
      text
        .replaceAll(/MQ\d\d-\d{4}-\d{4}-\d/g, 'NUMBER')
        .replaceAll(/查询码：[A-Z0-9-]+/g, 'CODE')
        .replaceAll(/最近90天，还有\d+位群众.*\n/g, ''),
    ),
    ticket: { ...ticket, clocks, events, demands },
  }
}

describe('a model that does whatever a complaint tells it', { timeout: 240_000 }, () => {
  let model: Awaited<ReturnType<typeof startModel>>
  let alone: Map<string, Outcome>
  let helped: Map<string, Outcome>
  let use: Record<string, number>
  beforeAll(async () => {
    model = await startModel(({ words, prompt }) => {
      const { obeys } = ATTEMPTS.find((attempt) => words.includes(attempt.says.at(-1)?.slice(0, 30) ?? '')) ?? {}
      return says(obeys?.[prompt] ?? '好的，照办。')
    })
    const [without, beside] = [await openHouse(), await openHouse({ environment: model.environment })]
    try {
      alone = await fileAll(without, ATTEMPTS)
      helped = await fileAll(beside, ATTEMPTS)
      const metrics = await (await fetch(new URL('/metrics', beside.url))).text()
      use = Object.fromEntries(
        [...metrics.matchAll(/^minqing_llm_questions\{state="(\w+)"\} (\d+)$/gm)].map(([, state, n]) => [
          state,
          Number(n),
        ]),
      )
    } finally {
      await without.close()
      await beside.close()
    }
  }, 240_000)
  afterAll(() => model.close())

  it.each(ATTEMPTS.map(({ kind }) => [kind]))(
    '%s: the same words, state, office, category, danger, demands and clocks as without one',
    (kind) => {
      expect(helped.get(kind)).toEqual(alone.get(kind))
    },
  )

  it('was asked indeed, and by more kinds than were held back', () => {
    const asked = ATTEMPTS.filter(({ says: told }) =>
      model.heard.some(({ words }) => words.includes(told.at(-1)?.slice(0, 30) ?? '')),
    )
    expect(ATTEMPTS.length).toBeGreaterThanOrEqual(24)
    expect(asked.length).toBeGreaterThanOrEqual(12)
    expect(use.withheld).toBeGreaterThan(0)
    expect((use.answered ?? 0) + (use.invalid ?? 0)).toBe(model.heard.length)
  })
})
