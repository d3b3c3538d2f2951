import { type Shape, Variant } from '../strict.ts'

type Fields = Record<string, Shape>

const target: Fields = { type: true, url: true, appid: true, pagepath: true }
const option: Fields = { id: true, text: true }
const selection: Fields = { question_key: true, title: true, selected_id: true, option_list: [option], disable: true }

/** §4.3: every field by its name … */
const FIELDS = {
  source: { icon_url: true, desc: true, desc_color: true },
  action_menu: { desc: true, action_list: [{ text: true, key: true }] },
  main_title: { title: true, desc: true },
  quote_area: { ...target, title: true, quote_text: true },
  emphasis_content: { title: true, desc: true },
  sub_title_text: true,
  image_text_area: { ...target, title: true, desc: true, image_url: true },
  card_image: { url: true, aspect_ratio: true },
  vertical_content_list: [{ title: true, desc: true }],
  horizontal_content_list: [{ type: true, keyname: true, value: true, url: true, media_id: true, userid: true }],
  jump_list: [{ ...target, title: true }],
  card_action: target,
  button_selection: selection,
  button_list: [{ type: true, text: true, style: true, key: true, url: true }],
  checkbox: {
    question_key: true,
    mode: true,
    disable: true,
    option_list: [{ ...option, is_checked: true }],
  },
  select_list: [selection],
  submit_button: { text: true, key: true },
  task_id: true,
} satisfies Fields

type Name = keyof typeof FIELDS

const pick = (...names: Name[]): Fields => Object.fromEntries(names.map((name) => [name, FIELDS[name]]))

/** … and which card has which. */
const OF: Record<string, Fields> = {
  text_notice: pick(
    'source',
    'action_menu',
    'main_title',
    'quote_area',
    'emphasis_content',
    'sub_title_text',
    'horizontal_content_list',
    'jump_list',
    'card_action',
    'task_id',
  ),
  news_notice: pick(
    'source',
    'action_menu',
    'main_title',
    'quote_area',
    'image_text_area',
    'card_image',
    'vertical_content_list',
    'horizontal_content_list',
    'jump_list',
    'card_action',
    'task_id',
  ),
  button_interaction: pick(
    'source',
    'action_menu',
    'main_title',
    'quote_area',
    'sub_title_text',
    'horizontal_content_list',
    'card_action',
    'button_selection',
    'button_list',
    'task_id',
  ),
  vote_interaction: pick('source', 'main_title', 'checkbox', 'submit_button', 'task_id'),
  multiple_interaction: pick('source', 'main_title', 'select_list', 'submit_button', 'task_id'),
}

export const CARD = new Variant('card_type', {}, OF)
/** §4.4: a replacement has one field more. */
export const REPLACEMENT_CARD = new Variant('card_type', { replace_text: true }, OF)
/** §7.6: the robot's cards may ask for a judgement, and their links may ask a question. */
export const BOT_CARD = new Variant(
  'card_type',
  { feedback: { id: true } },
  Object.fromEntries(
    Object.entries(OF).map(([type, fields]) => [
      type,
      'jump_list' in fields ? { ...fields, jump_list: [{ ...target, title: true, question: true }] } : fields,
    ]),
  ),
)
