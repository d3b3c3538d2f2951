import { z } from 'zod'
import type { Result } from '../../platform/kernel/index.ts'
import { bytes, checkWith, type MessageRefusal, unique } from './check.ts'

/** Lengths of texts are display advice and not checked: `clip` them. What stands here is refused by the platform (§4.3, §4.7). */
const KEY_BYTES = 1024
const ID_BYTES = 128

const jumpType = z.literal([0, 1, 2])
const text = z.string().min(1, 'is empty')

const source = z.object({
  icon_url: z.string().optional(),
  desc: z.string().optional(),
  desc_color: z.literal([0, 1, 2, 3]).optional(),
})

const actionMenu = z.object({
  desc: z.string().optional(),
  action_list: z
    .array(z.object({ text, key: bytes(KEY_BYTES) }))
    .min(1, 'is empty')
    .max(3, 'has more than 3 items')
    .refine(
      unique((a: { key: string }) => a.key),
      { error: 'has two items with one key' },
    ),
})

const mainTitle = z.object({ title: z.string().optional(), desc: z.string().optional() })
const requiredTitle = z.object({ title: text, desc: z.string().optional() })

const target = {
  url: z.string().optional(),
  appid: z.string().optional(),
  pagepath: z.string().optional(),
}

/** Type 1 is a link and type 2 a mini program: each needs where it leads. */
const leads = <
  T extends z.ZodType<{ type?: number | undefined; url?: string | undefined; appid?: string | undefined }>,
>(
  item: T,
) =>
  item
    .refine((i) => i.type !== 1 || i.url, { path: ['url'], error: 'is missing' })
    .refine((i) => i.type !== 2 || i.appid, { path: ['appid'], error: 'is missing' })

const quoteArea = leads(
  z.object({
    ...target,
    type: jumpType.optional(),
    title: z.string().optional(),
    quote_text: z.string().optional(),
  }),
)

const imageTextArea = leads(
  z.object({
    ...target,
    type: jumpType.optional(),
    title: z.string().optional(),
    desc: z.string().optional(),
    image_url: text,
  }),
)

const horizontal = z
  .object({
    type: z.literal([0, 1, 2, 3]).optional(),
    keyname: text,
    value: z.string().optional(),
    url: z.string().optional(),
    media_id: z.string().optional(),
    userid: z.string().optional(),
  })
  .refine((row) => row.type !== 1 || row.url, { path: ['url'], error: 'is missing' })
  .refine((row) => row.type !== 2 || row.media_id, { path: ['media_id'], error: 'is missing' })
  .refine((row) => row.type !== 3 || row.userid, { path: ['userid'], error: 'is missing' })

const horizontalList = z.array(horizontal).max(6, 'has more than 6 items')

const jump = leads(z.object({ ...target, type: jumpType.optional(), title: text }))

const jumpList = z.array(jump).max(3, 'has more than 3 items')

const cardAction = leads(z.object({ ...target, type: jumpType }))

const requiredAction = cardAction.refine((a) => a.type !== 0, { path: ['type'], error: 'leads nowhere' })

const options = (max: number) =>
  z
    .array(z.object({ id: bytes(ID_BYTES), text, is_checked: z.boolean().optional() }))
    .min(1, 'is empty')
    .max(max, `has more than ${max} items`)
    .refine(
      unique((o: { id: string }) => o.id),
      { error: 'has two options with one id' },
    )

const selection = z.object({
  question_key: bytes(KEY_BYTES),
  title: z.string().optional(),
  option_list: options(10),
  selected_id: z.string().optional(),
  disable: z.boolean().optional(),
})

const button = z
  .object({
    type: z.literal([0, 1]).optional(),
    text,
    style: z.literal([1, 2, 3, 4]).optional(),
    key: bytes(KEY_BYTES).optional(),
    url: z.string().optional(),
  })
  .refine((b) => b.type === 1 || b.key, { path: ['key'], error: 'is missing' })
  .refine((b) => b.type !== 1 || b.url, { path: ['url'], error: 'is missing' })

const submitButton = z.object({ text, key: bytes(KEY_BYTES) })

const taskId = z
  .string()
  .max(128, 'is longer than 128 bytes')
  .regex(/^[0-9A-Za-z_\-@]+$/, 'has other characters than letters, digits and _-@')

/** In updates: the text shown in place of the button (§4.4). */
const replaceText = z.string().optional()

const menuNeedsTask = { path: ['task_id'], error: 'is required by action_menu' }
const hasTask = (card: { action_menu?: unknown; task_id?: string | undefined }) => !card.action_menu || card.task_id

const textNotice = z
  .object({
    card_type: z.literal('text_notice'),
    source: source.optional(),
    action_menu: actionMenu.optional(),
    main_title: mainTitle.optional(),
    quote_area: quoteArea.optional(),
    emphasis_content: mainTitle.optional(),
    sub_title_text: z.string().optional(),
    horizontal_content_list: horizontalList.optional(),
    jump_list: jumpList.optional(),
    card_action: requiredAction,
    task_id: taskId.optional(),
    replace_text: replaceText,
  })
  .refine((c) => c.main_title?.title || c.sub_title_text, { path: ['main_title', 'title'], error: 'is missing' })
  .refine(hasTask, menuNeedsTask)

const newsNotice = z
  .object({
    card_type: z.literal('news_notice'),
    source: source.optional(),
    action_menu: actionMenu.optional(),
    main_title: requiredTitle,
    quote_area: quoteArea.optional(),
    image_text_area: imageTextArea.optional(),
    card_image: z
      .object({ url: text, aspect_ratio: z.number().gt(1.3).lt(2.25).or(z.literal(1.3)).optional() })
      .optional(),
    vertical_content_list: z
      .array(z.object({ title: text, desc: z.string().optional() }))
      .max(4, 'has more than 4 items')
      .optional(),
    horizontal_content_list: horizontalList.optional(),
    jump_list: jumpList.optional(),
    card_action: requiredAction,
    task_id: taskId.optional(),
    replace_text: replaceText,
  })
  .refine((c) => c.image_text_area || c.card_image, { path: ['card_image'], error: 'is missing' })
  .refine(hasTask, menuNeedsTask)

const buttonInteraction = z.object({
  card_type: z.literal('button_interaction'),
  source: source.optional(),
  action_menu: actionMenu.optional(),
  main_title: requiredTitle,
  quote_area: quoteArea.optional(),
  sub_title_text: z.string().optional(),
  horizontal_content_list: horizontalList.optional(),
  card_action: cardAction.optional(),
  button_selection: selection.optional(),
  button_list: z
    .array(button)
    .min(1, 'is empty')
    .max(6, 'has more than 6 items')
    .refine(
      unique((b: { key?: string | undefined }) => b.key),
      { error: 'has two buttons with one key' },
    ),
  task_id: taskId,
  replace_text: replaceText,
})

const voteInteraction = z.object({
  card_type: z.literal('vote_interaction'),
  source: source.optional(),
  main_title: requiredTitle,
  checkbox: z.object({
    question_key: bytes(KEY_BYTES),
    mode: z.literal([0, 1]).optional(),
    option_list: options(20),
    disable: z.boolean().optional(),
  }),
  submit_button: submitButton,
  task_id: taskId,
  replace_text: replaceText,
})

const multipleInteraction = z.object({
  card_type: z.literal('multiple_interaction'),
  source: source.optional(),
  main_title: requiredTitle,
  select_list: z
    .array(selection)
    .min(1, 'is empty')
    .max(3, 'has more than 3 items')
    .refine(
      unique((s: { question_key: string }) => s.question_key),
      { error: 'has two questions with one key' },
    ),
  submit_button: submitButton,
  task_id: taskId,
  replace_text: replaceText,
})

export const templateCard = z.discriminatedUnion('card_type', [
  textNotice,
  newsNotice,
  buttonInteraction,
  voteInteraction,
  multipleInteraction,
])

/** Wire names (§4.3), so that a checked card is sent as it is. */
export type TemplateCard = z.infer<typeof templateCard>

export function checkTemplateCard(card: TemplateCard): Result<TemplateCard, MessageRefusal> {
  return checkWith(templateCard, card)
}
