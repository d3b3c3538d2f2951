import { describe, expect, it } from 'vitest'
import { type Flow, stepSchema } from '../../../src/talk/dialogue/flow.ts'
import { impactOf } from '../../../src/talk/dialogue/index.ts'
import { CHANGES, changed } from '../../flows/changes.ts'
import { openStage, type Stage, wording } from '../../flows/stage.ts'
import { STORY } from '../../support/citizen.ts'

const edition = (name: keyof typeof CHANGES | ((flow: Flow) => Flow)) => {
  const change = typeof name === 'function' ? name : CHANGES[name]
  if (!change) throw new Error(`no change is called ${String(name)}`)
  return changed(change)
}
const says = (stage: Stage, text: string) => stage.turn([{ kind: 'text', text }])
const textOf = (said: Awaited<ReturnType<typeof says>>) =>
  said.map((content) => (content.kind === 'text' ? content.text : content.head)).join('\n')
const ANNOUNCED = wording.common.texts.flow_changed ?? '?'

async function begun(): Promise<Stage> {
  const stage = openStage()
  await says(stage, '路灯坏了两个月没有人修')
  await says(stage, '幸福路12号')
  return stage
}

describe('answers under a flow that was changed', () => {
  it('whose question is gone are kept aside, and come back with the question', async () => {
    const stage = await begun()
    stage.wording = edition('the place is no longer asked for')
    await says(stage, '1')
    expect(stage.session.thread?.fields.place).toBeUndefined()
    expect(stage.session.thread?.putAside?.place?.text).toBe('幸福路12号')
    stage.wording = {
      ...wording,
      flows: { ...wording.flows, complaint: { ...(wording.flows.complaint as Flow), version: 99 } },
    }
    await says(stage, '谢谢')
    expect(stage.session.thread?.fields.place?.text).toBe('幸福路12号')
    expect(stage.session.thread?.putAside).toBeUndefined()
  })

  it('are read by the new kind of question, and asked again where they do not fit it', async () => {
    const contact = (flow: Flow): Flow => ({
      ...flow,
      steps: flow.steps.map((step) =>
        step.field === 'place'
          ? stepSchema.parse({ kind: 'contact', id: step.id, field: 'place', ask: 'place', optional: true })
          : step,
      ),
    })
    const stage = await begun()
    stage.wording = edition(contact)
    const said = textOf(await says(stage, '柳渡镇'))
    expect(said).toContain(ANNOUNCED)
    expect(said).toContain('事情发生在哪里')
    expect(stage.session.thread?.putAside?.place?.text).toBe('幸福路12号')
    expect(stage.session.thread?.fields.place).toBeUndefined()
  })

  it('that were left open stay so', async () => {
    const stage = openStage()
    await says(stage, '路灯坏了两个月没有人修')
    await says(stage, '不清楚')
    stage.wording = edition('a question more, before the summary')
    await says(stage, '1')
    expect(stage.session.thread?.fields.place).toMatchObject({ skipped: true })
  })

  it('wait with the draft that was left, and are taken up with it', async () => {
    const stage = await begun()
    await says(stage, '退出')
    stage.wording = edition('the place is no longer asked for')
    await says(stage, '反映问题')
    expect(stage.session.thread).toMatchObject({
      version: stage.wording.flows.complaint?.version,
      fields: { words: { text: '路灯坏了两个月没有人修' } },
      putAside: { place: { text: '幸福路12号' } },
    })
  })

  it('of a session that was stored before flows had editions are all kept', async () => {
    const stage = await begun()
    const { under: _unknown, ...old } = stage.session.thread ?? expect.fail('no dialogue')
    stage.session = { ...stage.session, thread: old }
    stage.wording = edition('a question more, before the summary')
    await says(stage, '1')
    expect(stage.session.thread?.fields).toMatchObject({ words: {}, place: { text: '幸福路12号' } })
    expect(stage.session.thread?.under).toBeDefined()
  })

  it('change nothing where only sentences changed: nobody is told, nothing is asked again', async () => {
    const stage = await begun()
    const complaint = wording.flows.complaint as Flow
    const texts = { ...complaint.texts, town: '在哪个镇？' }
    stage.wording = { ...wording, flows: { ...wording.flows, complaint: { ...complaint, texts } } }
    const before = stage.session.thread?.under
    expect(textOf(await says(stage, '1'))).not.toContain(ANNOUNCED)
    expect(stage.session.thread?.under).toEqual(before)
  })
})

describe('a summary that was shown before the change', () => {
  const relabelled = (flow: Flow): Flow => ({
    ...flow,
    fields: { ...flow.fields, want: { ...(flow.fields.want as Flow['fields'][string]), label: '诉求' } },
  })
  const summed = async (): Promise<Stage> => {
    const stage = openStage({ understand: 'real' })
    await says(stage, STORY)
    for (let asked = 0; stage.session.thread?.asked !== 'confirm' && asked < 9; asked += 1) await says(stage, '没有')
    expect(stage.session.thread?.asked).toBe('confirm')
    stage.wording = edition(relabelled)
    return stage
  }

  it.each([
    ['said', { kind: 'text' as const, text: '提交' }],
    ['tapped', { kind: 'text' as const, text: '没问题，提交', menuId: 'complaint/confirm/yes' }],
  ])('is shown again when it is confirmed (%s), and only then filed', async (_how, confirms) => {
    const stage = await summed()
    expect(textOf(await stage.turn([confirms]))).toContain('诉求：')
    expect(stage.wanted).toEqual([])
    await stage.turn([confirms])
    expect(stage.wanted.map(({ act }) => act)).toEqual(['submit_complaint'])
  })
})

describe('the impact of a change', () => {
  const world = (published: typeof wording) => ({
    ...{ flows: published.flows, common: published.common, values: {}, offers: {} },
    now: new Date(0),
  })

  it('names what is kept, put aside and asked, and no word of the person', async () => {
    const stage = await begun()
    const published = edition('the place is no longer asked for')
    const [impact] = impactOf(stage.session, world(published))
    expect(impact).toMatchObject({ flow: 'complaint', step: 'town', changed: true, putAside: ['place'], waits: false })
    expect(impact?.kept).toContain('words')
    expect(JSON.stringify(impact)).not.toMatch(/幸福路|路灯/)
  })

  it('names the new question', async () => {
    const stage = await begun()
    const [impact] = impactOf(stage.session, world(edition('a question more, before the summary')))
    expect(impact?.news).toContain('since')
  })

  it('is nothing where nothing changed', async () => {
    const stage = await begun()
    expect(impactOf(stage.session, world(wording))).toMatchObject([{ changed: false, putAside: [], news: [] }])
  })
})
