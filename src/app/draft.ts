import type { Circumstances, Draft } from '../case/intake/index.ts'
import type { ActCall, Fields, FieldValue } from '../talk/dialogue/index.ts'
import type { Context } from './context.ts'
import { categoryName } from './reading.ts'

/** The answers of the dialogue as a filing of the working side. */
export function draftOf(call: ActCall, reporter: string, context: Pick<Context, 'understanding'>): Draft {
  const { words, place, town, want, party, contact, photos, category, safe, representatives } = call.fields
  return {
    cause: call.cause,
    reporter,
    channel: 'online',
    receivedAt: call.now,
    words: words?.parts?.map((part) => part.text) ?? [given(words) ?? ''],
    demands: want?.items ?? [given(want) ?? ''].filter((text) => text !== ''),
    place: placeOf(place, town),
    party: given(party),
    contact: contactOf(contact, representatives),
    circumstances: circumstancesOf(call.fields),
    media: photos?.media?.map((item) => item.media) ?? [],
    category: category && !category.skipped ? categoryName(context.understanding, category.id) : null,
    danger: safe?.id === 'danger',
    noticeVersion: call.noticeVersion,
  }
}

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

function contactOf(value: FieldValue | undefined, speakers: FieldValue | undefined): Draft['contact'] {
  const people = speakers?.people ?? []
  const known = value && !value.skipped ? value : {}
  const { name, phone } = known as Pick<FieldValue, 'name' | 'phone'>
  if (!name && !phone && people.length === 0) return null
  return {
    ...(name ? { name } : {}),
    ...(phone ? { phone } : {}),
    ...(people.length > 0 ? { representatives: people } : {}),
  }
}

function circumstancesOf({ time, tried, people, behalf, agreed }: Fields): Circumstances {
  const when = given(time)
  const before = given(tried)
  return {
    ...(when ? { time: { text: when, ...(time?.at ? { from: time.at.from, to: time.at.to } : {}) } } : {}),
    ...(before ? { tried: before } : {}),
    ...(people?.count ? { people: people.count } : {}),
    ...(behalf ? { behalf: { who: behalf.text, agreed: agreed?.id ? agreed.id === 'yes' : null } } : {}),
  }
}
