import {
  type AppContent,
  appMarkdown,
  appText,
  appTextCard,
  clip,
  splitText,
  type TemplateCard,
} from '../../wecom/index.ts'

/** A card for staff, free of any platform's shape. */
export interface StaffCard {
  kind?: 'buttons'
  title: string
  description: string
  text: string
  rows: { name: string; value: string }[]
  link: string
  linkText: string
  /** What needs no words can be done on the card itself; the key comes back with the click. */
  buttons: { text: string; key: string }[]
}

export interface StaffOption {
  id: string
  text: string
}

/** Everything that can be said to members of staff. */
export type StaffMessage =
  | { kind: 'text'; text: string }
  | { kind: 'markdown'; text: string }
  | { kind: 'link'; title: string; description: string; link: string; linkText?: string }
  | {
      kind: 'notice'
      title: string
      description: string
      text: string
      /** The one figure that matters. */
      emphasis?: { title: string; description: string }
      rows: { name: string; value: string }[]
      link: string
      /** Behind the three dots; the key comes back with the click. */
      menu?: { text: string; key: string }[]
    }
  | {
      kind: 'picture'
      title: string
      description: string
      imageUrl: string
      paragraphs: { title: string; text: string }[]
      link: string
    }
  | StaffCard
  | {
      kind: 'vote'
      title: string
      description: string
      question: string
      several: boolean
      options: StaffOption[]
      submit: { text: string; key: string }
    }
  | {
      kind: 'choose'
      title: string
      description: string
      questions: { key: string; title: string; options: StaffOption[]; chosen?: string }[]
      submit: { text: string; key: string }
    }

const BYTES = 2048

/**
 * What goes over the wire, one message or, for long words, several. Lengths of wecom.md §4.3 are display advice, and longer texts
 * would end in "…" in the middle of a word anyway; counts and keys are not cut here: the platform would refuse them, and so do we.
 */
export function wireOf(taskId: string, message: StaffMessage): AppContent[] {
  switch (message.kind) {
    case 'text':
      return splitText(message.text, BYTES).map(appText)
    case 'markdown':
      return splitText(message.text, BYTES).map(appMarkdown)
    case 'link':
      return [linkCard(message)]
    default:
      return [{ msgtype: 'template_card', template_card: cardOf(taskId, message) }]
  }
}

type Card = Exclude<StaffMessage, { kind: 'text' | 'markdown' | 'link' }>

function cardOf(taskId: string, card: Card): TemplateCard {
  switch (card.kind) {
    case 'notice':
      return notice(taskId, card)
    case 'picture':
      return picture(taskId, card)
    case 'vote':
      return vote(taskId, card)
    case 'choose':
      return choose(taskId, card)
    default:
      return buttons(taskId, card)
  }
}

type Of<K extends StaffMessage['kind']> = Extract<StaffMessage, { kind: K }>

function linkCard({ title, description, link, linkText }: Of<'link'>): AppContent {
  const card = appTextCard(clip(title, 128), clip(description, 512), link)
  return linkText === undefined || card.msgtype !== 'textcard'
    ? card
    : { ...card, textcard: { ...card.textcard, btntxt: clip(linkText, 4) } }
}

function notice(taskId: string, card: Of<'notice'>): TemplateCard {
  return {
    card_type: 'text_notice',
    main_title: { title: clip(card.title, 36), desc: clip(card.description, 44) },
    sub_title_text: clip(card.text, 160),
    ...(card.emphasis && {
      emphasis_content: { title: clip(card.emphasis.title, 14), desc: clip(card.emphasis.description, 22) },
    }),
    horizontal_content_list: rowsOf(card.rows),
    card_action: { type: 1, url: card.link },
    ...(card.menu && { action_menu: { action_list: card.menu } }),
    task_id: taskId,
  }
}

function picture(taskId: string, card: Of<'picture'>): TemplateCard {
  return {
    card_type: 'news_notice',
    main_title: { title: clip(card.title, 36), desc: clip(card.description, 44) },
    card_image: { url: card.imageUrl },
    vertical_content_list: card.paragraphs.map(({ title, text }) => ({
      title: clip(title, 38),
      desc: clip(text, 160),
    })),
    card_action: { type: 1, url: card.link },
    task_id: taskId,
  }
}

function buttons(taskId: string, card: StaffCard): TemplateCard {
  const open = { type: 1 as const, text: clip(card.linkText, 10), url: card.link }
  const pressed = card.buttons.map(({ text, key }) => ({
    type: 0 as const,
    text: clip(text, 10),
    style: 1 as const,
    key,
  }))
  return {
    card_type: 'button_interaction',
    main_title: { title: clip(card.title, 36), desc: clip(card.description, 44) },
    sub_title_text: clip(card.text, 160),
    horizontal_content_list: rowsOf(card.rows.slice(0, 6)),
    card_action: { type: 1, url: card.link },
    task_id: taskId,
    button_list: [...pressed, open],
  }
}

function vote(taskId: string, card: Of<'vote'>): TemplateCard {
  return {
    card_type: 'vote_interaction',
    main_title: { title: clip(card.title, 16), desc: clip(card.description, 160) },
    checkbox: {
      question_key: card.question,
      mode: card.several ? 1 : 0,
      option_list: card.options.map(({ id, text }) => ({ id, text: clip(text, 17) })),
    },
    submit_button: { text: clip(card.submit.text, 10), key: card.submit.key },
    task_id: taskId,
  }
}

function choose(taskId: string, card: Of<'choose'>): TemplateCard {
  return {
    card_type: 'multiple_interaction',
    main_title: { title: clip(card.title, 36), desc: clip(card.description, 160) },
    select_list: card.questions.map(({ key, title, options, chosen }) => ({
      question_key: key,
      title,
      option_list: options.map(({ id, text }) => ({ id, text: clip(text, 16) })),
      ...(chosen !== undefined && { selected_id: chosen }),
    })),
    submit_button: { text: clip(card.submit.text, 10), key: card.submit.key },
    task_id: taskId,
  }
}

const rowsOf = (rows: StaffCard['rows']) =>
  rows.map((row) => ({ keyname: clip(row.name, 5), value: clip(row.value, 30) }))
