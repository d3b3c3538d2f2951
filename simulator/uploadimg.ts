import { type Answer, fine, type Refusal, refuse } from './errors.ts'
import { contentTypeOf, sniffImage } from './media.ts'
import { readParts } from './multipart.ts'
import type { World } from './world.ts'

const DAY_MS = 86_400_000
const SHANGHAI_MS = 8 * 3_600_000
/** §1.4: what the month's rule blocks stays blocked for thirty days. */
const MONTH_MS = 30 * DAY_MS

export interface PictureQuota {
  day: number
  today: number
  /** When each was taken, for the month. */
  taken: number[]
  blockedUntil: number
}

/** §5 media/uploadimg: a picture that stays, under an address of its own. The part may have any name. */
export const uploadImage = (world: World, contentType: string, body: Buffer): Answer => {
  const part = readParts(body, contentType).find((each) => each.fileName !== null)
  if (!part) return refuse(41005)
  if (part.bytes.length === 0) return refuse(44001)
  if (!sniffImage(part.bytes)) return refuse(40005, 'JPG or PNG only')
  if (part.bytes.length > world.limits.uploadimgBytes) return refuse(40009)
  const quota = takePicture(world)
  if (quota) return quota
  const name = world.ids.unique('', 40)
  world.pictures.set(name, { type: contentTypeOf('image', part.bytes), bytes: part.bytes })
  return fine({ url: `${world.address.url}/sim/pictures/${name}` })
}

const takePicture = (world: World): Refusal | null => {
  const now = world.clock.now()
  const quota = world.pictureQuota
  const day = Math.floor((now + SHANGHAI_MS) / DAY_MS)
  if (quota.day !== day) Object.assign(quota, { day, today: 0 })
  quota.taken = quota.taken.filter((at) => now - at < MONTH_MS)
  if (now < quota.blockedUntil) return refuse(45009, 'pictures of the month')
  if (quota.today >= world.limits.uploadimgPerDay) return refuse(45009, 'pictures of the day')
  if (quota.taken.length >= world.limits.uploadimgPerMonth) {
    quota.blockedUntil = now + MONTH_MS
    return refuse(45009, 'pictures of the month')
  }
  quota.today += 1
  quota.taken.push(now)
  return null
}
