import { findPlaces, petitionOfficeOf, placeChain, rootPlace, sceneOf } from '../case/org/index.ts'
import { isOpen } from '../case/rules/index.ts'
import { render, type Session, type Understood, voiceMenu } from '../talk/dialogue/index.ts'
import type { ListenDeps } from '../talk/inbox/index.ts'
import { type DeliverDeps, deliver, type HandOverDeps, preferencesOf, put } from '../talk/outbox/index.ts'
import type { Context } from './context.ts'
import { officeValues } from './words.ts'

/** What a person of the office has to do with a conversation: hand-over, voices, and where somebody came from. */
export function handOverDeps(context: Context, delivering: DeliverDeps): HandOverDeps {
  const say = (name: string) => render(context.wording.common.texts[name] ?? '', officeValues(context.org))
  return {
    ...context,
    mode: context.config.handOver === 'servicer' ? 'servicer' : 'pool',
    // Hours that cannot be read close nothing.
    atWork: (now) => isOpen(petitionOfficeOf(null, context.org)?.hours ?? '', now, context.rules.calendars) ?? true,
    drain: async (conversation) => (await deliver(conversation, delivering)) !== 'busy_elsewhere',
    texts: () => ({
      given: say('person_given'),
      pooled: say('person_pooled'),
      nobody: say('person'),
      closed: say('person_closed'),
    }),
  }
}

export const sessionTexts = ({ wording }: Pick<Context, 'wording'>) => ({
  here: wording.common.texts.person_here ?? '',
  left: wording.common.texts.person_left ?? '',
})

export function listenDeps(context: Context): ListenDeps {
  return {
    ...context,
    mayReadBack: async (conversationId) => !(await preferencesOf(context.db, conversationId)).noEcho,
    async onHeard(trx, { mediaId, conversationId, words }) {
      const { texts } = context.wording.common
      const conversation = await trx
        .selectFrom('conversations')
        .select(['id', 'channel'])
        .where('id', '=', conversationId)
        .executeTakeFirstOrThrow()
      const options = voiceMenu(mediaId, { yes: texts.voice_yes ?? '', no: texts.voice_no ?? '' })
      const content = { kind: 'menu' as const, head: render(texts.voice_heard ?? '', { words }), options, tail: '' }
      await put(trx, conversation, `voice/${mediaId}`, [{ content, echo: true }], context)
    },
  }
}

/**
 * The place of the link somebody came by, where a first telling names none: offered as understood, so it stands in the summary
 * to be confirmed. Never with later words: a place that was changed must not come back through the poster.
 */
export async function withEntryPlace(
  understood: Understood,
  whole: string,
  said: { conversation: string; session: Session },
  context: Pick<Context, 'db' | 'org'>,
): Promise<Understood> {
  const told = said.session.thread?.fields
  if (told?.words || told?.place || understood.fields.place?.id) return understood
  const { places } = context.org
  const root = rootPlace(places)?.id
  if (findPlaces(whole, places).some(({ placeId }) => placeId !== root)) return understood
  const place = await entryPlace(said.conversation, context)
  if (place === null || place === root) return understood
  const names = placeChain(place, places).filter(({ id }) => id !== root)
  const text = names
    .map(({ name }) => name)
    .reverse()
    .join('')
  if (text === '') return understood
  return {
    ...understood,
    fields: {
      ...understood.fields,
      place: { text: understood.fields.place?.text ?? text, id: place, by: 'understood' },
    },
  }
}

async function entryPlace(conversation: string, { db }: Pick<Context, 'db'>): Promise<string | null> {
  const row = await db
    .selectFrom('conversations')
    .select(['account', 'scene'])
    .where('id', '=', conversation)
    .executeTakeFirst()
  return row?.scene ? ((await sceneOf(db, row.account, row.scene))?.place ?? null) : null
}
