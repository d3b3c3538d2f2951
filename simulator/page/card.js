import { anchor, el, linked, markdown, rich } from './dom.js'

/** One message in the staff member's client, as it now looks. */
export const message = (copy, acts) => {
  if (copy.recalled) return el('div', { className: 'time' }, '消息已被撤回')
  if (copy.card) return templateCard(copy, acts)
  const frame = (...inside) =>
    el(
      'article',
      { className: 'card', testid: 'staff-card', data: { msgid: copy.msgid, msgtype: copy.msgtype } },
      ...inside,
    )
  if (copy.msgtype === 'textcard')
    return frame(
      el('h3', {}, copy.title),
      el('div', { className: 'rich' }, rich(copy.text, acts.open)),
      footer([anchor(copy.button_text, copy.url, acts.open)]),
    )
  if (copy.msgtype === 'markdown') return frame(el('div', { className: 'rich' }, markdown(copy.text, acts.open)))
  if (copy.media?.content_type.startsWith('image/'))
    return frame(el('img', { src: copy.media.url, alt: copy.media.name }))
  if (copy.media) return frame(el('a', { href: copy.media.url, target: '_blank' }, `[文件] ${copy.media.name}`))
  if (copy.articles)
    return frame(
      copy.articles.map((each) =>
        el('div', {}, anchor(each.title, each.url, acts.open), el('small', {}, each.description ?? '')),
      ),
    )
  return frame(
    el(
      'div',
      { className: 'rich' },
      /<a\s/i.test(copy.text) ? rich(copy.text, acts.open) : linked(copy.text, acts.open),
    ),
  )
}

const footer = (inside) => el('footer', {}, inside)
const SOURCE_COLOURS = ['grey', 'black', 'red', 'green']

const templateCard = (copy, acts) => {
  const { card } = copy
  const whole = card.card_action?.type === 1 ? card.card_action.url : null
  const choices = new Map()
  const disabled = copy.replaced !== undefined
  return el(
    'article',
    {
      className: `card ${whole ? 'tappable' : ''}`,
      testid: 'staff-card',
      data: { msgid: copy.msgid, msgtype: 'template_card', cardType: card.card_type, taskId: card.task_id ?? '' },
    },
    card.source?.desc &&
      el('div', { className: `source ${SOURCE_COLOURS[card.source.desc_color ?? 0]}` }, card.source.desc),
    el(
      'div',
      whole
        ? {
            className: 'body',
            role: 'link',
            tabindex: 0,
            testid: 'card-link',
            data: { href: whole },
            onclick: () => acts.open(whole),
          }
        : { className: 'body' },
      head(card),
      facts(card, acts),
    ),
    questions(card, choices, disabled),
    links(copy, acts),
    buttons(copy, choices, acts),
  )
}

const head = (card) => [
  card.main_title?.title && el('h3', {}, card.main_title.title),
  card.main_title?.desc && el('p', { className: 'desc' }, card.main_title.desc),
  card.emphasis_content?.title &&
    el(
      'div',
      { className: 'emphasis' },
      el('b', {}, card.emphasis_content.title),
      el('small', {}, card.emphasis_content.desc ?? ''),
    ),
  card.quote_area && el('blockquote', {}, el('b', {}, card.quote_area.title ?? ''), card.quote_area.quote_text ?? ''),
  card.sub_title_text && el('p', { className: 'sub' }, card.sub_title_text),
  card.card_image?.url && el('img', { src: card.card_image.url, alt: '' }),
]

const facts = (card, acts) => [
  (card.vertical_content_list ?? []).map((each) =>
    el('div', { className: 'vertical' }, el('b', {}, each.title), el('small', {}, each.desc ?? '')),
  ),
  card.horizontal_content_list &&
    el(
      'dl',
      {},
      card.horizontal_content_list.map((each) => [
        el('dt', {}, each.keyname),
        el(
          'dd',
          {},
          each.type === 1 ? anchor(each.value ?? each.url, each.url, acts.open) : (each.value ?? each.userid ?? ''),
        ),
      ]),
    ),
]

/** A link of the robot's card may ask a question in the member's name. */
const jump = ({ type, title, url, question }, copy, acts) => {
  if (type === 1) return anchor(title, url, acts.open)
  if (type !== 3) return title
  return el(
    'button',
    { type: 'button', testid: 'card-question', onclick: () => acts.click(copy.msgid, question) },
    title,
  )
}

const links = (copy, acts) =>
  (copy.card.jump_list ?? []).map((each) => el('div', { className: 'jump' }, jump(each, copy, acts)))

/** What is chosen is kept in `choices`: question_key → option ids. */
const questions = (card, choices, disabled) => [
  card.checkbox && checkbox(card.checkbox, choices, disabled),
  [card.button_selection, ...(card.select_list ?? [])].filter(Boolean).map((each) => select(each, choices, disabled)),
]

const select = (question, choices, disabled) => {
  const options = question.option_list.map((option) => el('option', { value: option.id }, option.text))
  const first = question.selected_id ?? question.option_list[0].id
  choices.set(question.question_key, [first])
  const box = el(
    'select',
    {
      testid: 'card-select',
      'aria-label': question.title ?? question.question_key,
      disabled: disabled || question.disable === true,
      onchange: () => choices.set(question.question_key, [box.value]),
    },
    options,
  )
  box.value = first
  return el('label', { className: 'question' }, question.title ?? '', box)
}

const checkbox = (question, choices, disabled) => {
  const chosen = new Set(question.option_list.filter((option) => option.is_checked).map((option) => option.id))
  const keep = () => choices.set(question.question_key, [...chosen])
  keep()
  return question.option_list.map((option) => {
    const box = el('input', {
      type: question.mode === 1 ? 'checkbox' : 'radio',
      name: question.question_key,
      checked: chosen.has(option.id),
      disabled: disabled || question.disable === true,
      onchange: () => {
        if (question.mode !== 1) chosen.clear()
        if (box.checked) chosen.add(option.id)
        else chosen.delete(option.id)
        keep()
      },
    })
    return el('label', { className: 'option', testid: 'card-option' }, box, option.text)
  })
}

const buttons = (copy, choices, acts) => {
  const { card } = copy
  const menu = (card.action_menu?.action_list ?? []).map((each) => ({ text: each.text, key: each.key, style: 4 }))
  const own = [...(card.button_list ?? []), ...(card.submit_button ? [card.submit_button] : [])]
  const press = (button) => () =>
    button.type === 1 ? acts.open(button.url) : acts.click(copy.msgid, button.key, Object.fromEntries(choices))
  const draw = (button) =>
    el(
      'button',
      {
        type: 'button',
        className: `style-${button.style ?? 1}`,
        testid: 'card-button',
        data: { key: button.key ?? '' },
        onclick: press(button),
      },
      button.text,
    )
  const replaced =
    copy.replaced !== undefined &&
    el('button', { type: 'button', className: 'replaced', testid: 'card-replaced', disabled: true }, copy.replaced)
  if (own.length + menu.length === 0 && !replaced) return null
  return footer([replaced || own.map(draw), menu.map(draw)])
}
