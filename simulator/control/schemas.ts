import { z } from 'zod'

const openKfid = z.string().optional()
const target = z.object({ open_kfid: openKfid, external_userid: z.string() })

export const phoneSchema = z.object({ name: z.string().optional() })
export const entrySchema = z.object({
  open_kfid: openKfid,
  scene: z
    .string()
    .regex(/^[0-9a-zA-Z_-]{0,32}$/)
    .optional(),
  scene_param: z.string().optional(),
  wechat_channels: z.record(z.string(), z.unknown()).optional(),
  url: z.url().optional(),
})
export const messageSchema = z.looseObject({ open_kfid: openKfid, msgtype: z.string() })
export const tapSchema = z.object({
  open_kfid: openKfid,
  msgid: z.string(),
  item: z.union([z.number().int(), z.string()]),
})
export const recallSchema = z.object({ open_kfid: openKfid, msgid: z.string() })
export const failSchema = recallSchema.extend({ fail_type: z.number().int() })
export const readingSchema = z.object({
  open_kfid: openKfid,
  chatid: z.string().optional(),
  after: z.coerce.number().int().nonnegative().optional(),
  wait: z.coerce.number().int().min(0).max(60_000).optional(),
})

export const mediaQuerySchema = z.object({
  type: z.enum(['image', 'voice', 'video', 'file']),
  name: z.string().optional(),
  content_type: z.string().optional(),
})
export const generateSchema = mediaQuerySchema.extend({
  generate_bytes: z.number().int().positive(),
  as_is: z.boolean().optional(),
})

export const clickSchema = z.object({
  msgid: z.string(),
  key: z.string(),
  selected: z.record(z.string(), z.array(z.string())).optional(),
})
/** An XML tree as xml.ts writes it: text, numbers, lists and nodes. */
export const eventSchema = z.object({ event: z.string().min(1), nodes: z.record(z.string(), z.unknown()).optional() })
export const saySchema = z.object({ text: z.string().min(1) })
export const contactSchema = z.object({
  userid: z.string().min(1),
  name: z.string().optional(),
  new_userid: z.string().min(1).max(64).optional(),
  department: z.string().optional(),
  departments: z.array(z.number().int()).min(1).optional(),
  leads: z.array(z.number().int()).optional(),
  direct_leader: z.string().optional(),
  position: z.string().optional(),
  alias: z.string().optional(),
  status: z.number().int().min(1).max(5).optional(),
  remove: z.boolean().optional(),
})

export const departmentSchema = z.object({
  id: z.number().int().positive().optional(),
  name: z.string().min(1).optional(),
  parentid: z.number().int().optional(),
  order: z.number().int().optional(),
  leaders: z.array(z.string()).optional(),
  remove: z.boolean().optional(),
})

export const targetSchema = target
export const transferSchema = target.extend({ to: z.string() })
export const writeSchema = target.extend({ text: z.string().min(1) })
export const servicerRecallSchema = target.extend({ msgid: z.string() })
export const servingSchema = z.object({
  open_kfid: openKfid,
  serving: z.boolean(),
  stop_type: z.literal([0, 1]).optional(),
})
export const rejectSchema = target.extend({ reject: z.boolean() })
export const grantsSchema = z.object({ add: z.array(z.string()).optional(), del: z.array(z.string()).optional() })
export const upgradesSchema = z.object({ userids: z.array(z.string()), chat_ids: z.array(z.string()) }).partial()

export const clockSchema = z.object({
  now: z.iso.datetime({ offset: true }).optional(),
  advance_ms: z.number().optional(),
})
export const ringSchema = z.object({ open_kfid: z.string() })
export const settingsSchema = z.object({
  switches: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  limits: z.record(z.string(), z.number()).optional(),
})
export const tokensSchema = z.object({ end: z.enum(['expire', 'forget']) })
export const verifySchema = z.object({ family: z.enum(['kf', 'app']) })

const place = z.object({ chatid: z.string().optional() })
export const groupSchema = z.object({ members: z.array(z.string()).min(1) })
export const repeatSchema = z.object({ msgid: z.string() })
export const botSaySchema = place.extend({ text: z.string().min(1) })
export const botMessageSchema = z.looseObject({ chatid: z.string().optional(), msgtype: z.string() })
export const botClickSchema = clickSchema.extend(place.shape)
export const botFeedbackSchema = place.extend({
  msgid: z.string(),
  type: z.literal([1, 2, 3]),
  content: z.string().optional(),
  reasons: z.array(z.number().int().min(1).max(4)).optional(),
})
