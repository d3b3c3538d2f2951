import type { Circumstances, Completion, Draft } from '../case/intake/index.ts'
import type { ActCall, Fields, FieldValue } from '../talk/dialogue/index.ts'
import type { Context } from './context.ts'
import { categoryName } from './reading.ts'

/** The answers of the dialogue as a filing of the working side. */
export function draftOf(
  call: Omit<ActCall, 'name' | 'turn'>,
  reporter: string,
  context: Pick<Context, 'understanding'>,
): Draft {
  const {
    words,
    place,
    town,
    want,
    party,
    contact,
    photos,
    category,
    danger,
    safe,
    representatives,
    confirmed,
    address,
  } = call.fields
  return {
    cause: call.cause,
    reporter,
    channel: 'online',
    receivedAt: call.now,
    words: words?.parts?.map((part) => part.text) ?? [given(words) ?? ''].filter((text) => text !== ''),
    demands: want?.items ?? [given(want) ?? ''].filter((text) => text !== ''),
    place: placeOf(place, town),
    party: given(party),
    contact: contactOf(contact, representatives, confirmed?.id === 'paper' ? given(address) : null),
    circumstances: circumstancesOf(call.fields),
    media: mediaOf(photos),
    category: category && !category.skipped ? categoryName(context.understanding, category.id) : null,
    // Whoever spoke of danger and never answered the question about it may still be in it.
    danger: safe && !safe.skipped ? safe.id === 'danger' : danger !== undefined,
    noticeVersion: call.noticeVersion,
  }
}

/** What was added to a matter that had been registered incomplete. `asked`: everything the flow asks for. */
export function completionOf(fields: ActCall['fields'], asked: string[]): Completion {
  const settled = asked.filter((name) => fields[name] !== undefined)
  return {
    place: placeOf(fields.place, undefined),
    party: given(fields.party),
    demand: given(fields.want),
    contact: contactOf(fields.contact, undefined, null),
    media: mediaOf(fields.photos),
    settled,
    done: settled.length === asked.length,
  }
}

const mediaOf = (value: FieldValue | undefined): string[] => value?.media?.map((item) => item.media) ?? []

const given = (value: FieldValue | undefined): string | null =>
  value && !value.skipped && value.text !== '' ? value.text : null

function placeOf(place: FieldValue | undefined, town: FieldValue | undefined): Draft['place'] {
  const text = given(place) ?? given(town)
  if (text === null) return null
  return {
    id: place?.id ?? town?.id ?? null,
    text,
    ...(place?.latitude !== undefined && place.longitude !== undefined
      ? { latitude: place.latitude, longitude: place.longitude }
      : {}),
  }
}

function contactOf(
  value: FieldValue | undefined,
  speakers: FieldValue | undefined,
  address: string | null,
): Draft['contact'] {
  const people = speakers?.people ?? []
  const known = value && !value.skipped ? value : {}
  const { name, phone } = known as Pick<FieldValue, 'name' | 'phone'>
  if (!name && !phone && address === null && people.length === 0) return null
  return {
    ...(name ? { name } : {}),
    ...(phone ? { phone } : {}),
    ...(address === null ? {} : { address }),
    ...(people.length > 0 ? { representatives: people } : {}),
  }
}

function circumstancesOf({
  time,
  tried,
  amount,
  concerned,
  people,
  behalf,
  agreed,
  tell,
  kind,
  confirmed,
}: Fields): Circumstances {
  const when = given(time)
  const before = given(tried)
  const sums = given(amount)
  const others = given(concerned)
  const delivery = DELIVERY[confirmed?.id ?? '']
  return {
    ...(when ? { time: { text: when, ...(time?.at ? { from: time.at.from, to: time.at.to } : {}) } } : {}),
    ...(before ? { tried: before } : {}),
    ...(sums ? { amount: sums } : {}),
    ...(others ? { concerned: others } : {}),
    ...(people?.count ? { people: people.count } : {}),
    ...(behalf && !behalf.skipped
      ? { behalf: { who: behalf.text, agreed: agreed?.id ? agreed.id === 'yes' : null, tell: toldTo(tell?.id) } }
      : {}),
    ...(delivery ? { delivery } : {}),
    kind: kindOf(kind),
  }
}

/** The summary says that submitting agrees to be told in the chat, and offers paper; what nobody submitted agreed to nothing. */
const DELIVERY: Partial<Record<string, 'chat' | 'paper'>> = { yes: 'chat', paper: 'paper' }

const toldTo = (id: string | undefined) => (['filer', 'concerned', 'both'] as const).find((one) => one === id) ?? null

function kindOf(value: FieldValue | undefined): NonNullable<Circumstances['kind']> {
  const suggested = (['claim', 'suggestion', 'report'] as const).find((one) => one === value?.id)
  if (suggested === undefined) return { suggested: 'claim', by: 'presumed' }
  return { suggested, by: value?.by === 'understood' ? 'words' : 'citizen' }
}
