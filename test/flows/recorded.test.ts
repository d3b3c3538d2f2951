import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { type Recording, recordingSchema, type Wording } from '../../src/talk/dialogue/index.ts'
import { CHANGES, changed } from './changes.ts'
import { answering, bodyOf, given, takesBack, understandMarks } from './replayed.ts'
import { openStage, type Stage, wording } from './stage.ts'

/**
 * Conversations as they went, without their words (`npm run flows -- record`), spoken once more with the flows of today: nobody is
 * stuck and no answer is lost, also where the flows change in the middle.
 */
const FOLDER = join(import.meta.dirname, 'recorded')
const recordings = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.yaml'))
  .map((file): [string, Recording] => [file, recordingSchema.parse(parse(readFileSync(join(FOLDER, file), 'utf8')))])

/** Answers to what is still asked until the matter is filed; more questions than this and somebody is stuck. */
const AT_MOST = 20

async function replay(recording: Recording, publish?: { before: number; wording: Wording }): Promise<Stage> {
  const stage = openStage({ understand: understandMarks(wording) })
  let filed = false
  const turn = async (bodies: Parameters<Stage['turn']>[0], free: boolean) => {
    const before = given(stage)
    const said = await stage.turn(bodies)
    expect(said.length).toBeGreaterThan(0)
    filed ||= stage.wanted.some(({ act }) => act === 'submit_complaint')
    const after = given(stage)
    if (filed || free) return
    for (const name of before) expect(after.has(name), `${name} of ${JSON.stringify(bodies)}`).toBe(true)
  }
  for (const [index, deeds] of recording.turns.entries()) {
    if (publish?.before === index) stage.wording = publish.wording
    if (!filed)
      await turn(
        deeds.map((deed) => bodyOf(deed, stage)),
        deeds.some(takesBack),
      )
  }
  for (let n = 0; recording.ends === 'filed' && !filed; n += 1) {
    if (n > AT_MOST) throw new Error(`stuck at ${stage.session.thread?.asked}`)
    const { thread } = stage.session
    const step = stage.wording.flows[thread?.flow ?? '']?.steps.find((each) => each.id === thread?.asked)
    const words = step && step.kind !== 'act' ? answering(step) : (stage.wording.common.commands.complain?.[0] ?? '')
    await turn([{ kind: 'text', text: words }], false)
  }
  return stage
}

describe.each(recordings)('%s', (_file, recording) => {
  it('goes to its end with the flows of today', async () => {
    await replay(recording)
  })

  it.each(Object.entries(CHANGES))('%s: wherever the change falls', async (_name, change) => {
    const next = changed(change)
    for (const before of recording.turns.keys()) await replay(recording, { before, wording: next })
  })
})
