import { describe, expect, it } from 'vitest'
import { checkTemplateCard, type TemplateCard } from '../../../src/wecom/index.ts'

type Card<T extends TemplateCard['card_type']> = Extract<TemplateCard, { card_type: T }>

const action = { type: 1 as const, url: 'https://example.com/m/1' }
const option = (id: string) => ({ id, text: id })
const options = (n: number) => Array.from({ length: n }, (_, i) => option(`o${i}`))
const menu = { desc: '更多', action_list: [{ text: '退回', key: 'return' }] }
const submit = { text: '提交', key: 'submit' }

const notice: Card<'text_notice'> = { card_type: 'text_notice', main_title: { title: '新件' }, card_action: action }
const news: Card<'news_notice'> = {
  card_type: 'news_notice',
  main_title: { title: '周报' },
  card_image: { url: 'https://example.com/a.png', aspect_ratio: 1.3 },
  card_action: action,
}
const buttons: Card<'button_interaction'> = {
  card_type: 'button_interaction',
  main_title: { title: '新件' },
  horizontal_content_list: [{ keyname: '地点', value: '中山路' }],
  button_list: [
    { text: '受理', style: 1, key: 'accept' },
    { type: 1, text: '查看', url: 'https://example.com' },
  ],
  task_id: 'matter_1@a-B',
}
const vote: Card<'vote_interaction'> = {
  card_type: 'vote_interaction',
  main_title: { title: '评价' },
  checkbox: { question_key: 'q', mode: 1, option_list: options(20) },
  submit_button: submit,
  task_id: 'vote_1',
}
const route: Card<'multiple_interaction'> = {
  card_type: 'multiple_interaction',
  main_title: { title: '转送' },
  select_list: [{ question_key: 'office', title: '单位', option_list: options(10) }],
  submit_button: submit,
  task_id: 'route_1',
}
const times = <T>(n: number, item: T): T[] => Array.from({ length: n }, () => item)

describe('template cards (§4.3)', () => {
  it.each([notice, { ...notice, action_menu: menu, task_id: 't' }, news, buttons, vote, route])(
    'let through %j',
    (card) => {
      expect(checkTemplateCard(card)).toEqual({ ok: true, value: card })
    },
  )

  it('leave long texts alone, which the platform only shortens', () => {
    expect(checkTemplateCard({ ...notice, main_title: { title: '长'.repeat(500) } }).ok).toBe(true)
  })

  it.each<[string, TemplateCard, string]>([
    ['no title and no text', { ...notice, main_title: { desc: '只有说明' } }, 'main_title.title'],
    ['a notice that leads nowhere', { ...notice, card_action: { type: 0 } }, 'card_action.type'],
    ['an action without its address', { ...notice, card_action: { type: 1 } }, 'card_action.url'],
    ['an action menu without a task', { ...notice, action_menu: menu }, 'task_id'],
    [
      'four actions',
      {
        ...notice,
        task_id: 't',
        action_menu: { action_list: ['a', 'b', 'c', 'd'].map((key) => ({ text: key, key })) },
      },
      'action_menu.action_list',
    ],
    [
      'two actions with one key',
      { ...notice, task_id: 't', action_menu: { action_list: times(2, { text: 'a', key: 'a' }) } },
      'action_menu.action_list',
    ],
    ['seven rows', { ...notice, horizontal_content_list: times(7, { keyname: '甲' }) }, 'horizontal_content_list'],
    [
      'a row without a name',
      { ...buttons, horizontal_content_list: [{ keyname: '', value: '乙' }] },
      'horizontal_content_list[0].keyname',
    ],
    [
      'a row that links nowhere',
      { ...notice, horizontal_content_list: [{ keyname: '甲', type: 1 }] },
      'horizontal_content_list[0].url',
    ],
    [
      'a row of nobody',
      { ...notice, horizontal_content_list: [{ keyname: '甲', type: 3 }] },
      'horizontal_content_list[0].userid',
    ],
    ['four jumps', { ...notice, jump_list: times(4, { title: '看' }) }, 'jump_list'],
    ['a jump without a title', { ...notice, jump_list: [{ title: '' }] }, 'jump_list[0].title'],
    ['news without a picture', { ...news, card_image: undefined }, 'card_image'],
    ['a picture too wide', { ...news, card_image: { url: 'u', aspect_ratio: 2.25 } }, 'card_image.aspect_ratio'],
    ['five verticals', { ...news, vertical_content_list: times(5, { title: '看' }) }, 'vertical_content_list'],
    ['no buttons', { ...buttons, button_list: [] }, 'button_list'],
    [
      'seven buttons',
      { ...buttons, button_list: Array.from({ length: 7 }, (_, i) => ({ text: '好', key: `k${i}` })) },
      'button_list',
    ],
    ['two buttons with one key', { ...buttons, button_list: times(2, { text: '好', key: 'k' }) }, 'button_list'],
    ['a button without a key', { ...buttons, button_list: [{ text: '好' }] }, 'button_list[0].key'],
    ['a long key', { ...buttons, button_list: [{ text: '好', key: 'k'.repeat(1025) }] }, 'button_list[0].key'],
    ['a link button without a link', { ...buttons, button_list: [{ type: 1, text: '好' }] }, 'button_list[0].url'],
    ['a task id with a space', { ...buttons, task_id: 'a b' }, 'task_id'],
    ['a task id of 129', { ...buttons, task_id: 'a'.repeat(129) }, 'task_id'],
    ['21 options', { ...vote, checkbox: { ...vote.checkbox, option_list: options(21) } }, 'checkbox.option_list'],
    [
      'two options with one id',
      { ...vote, checkbox: { ...vote.checkbox, option_list: times(2, option('a')) } },
      'checkbox.option_list',
    ],
    ['a vote without a key', { ...vote, checkbox: { ...vote.checkbox, question_key: '' } }, 'checkbox.question_key'],
    ['a submit without a text', { ...vote, submit_button: { text: '', key: 'k' } }, 'submit_button.text'],
    [
      'four selections',
      { ...route, select_list: times(4, { question_key: 'q', option_list: options(1) }) },
      'select_list',
    ],
    [
      'two questions with one key',
      { ...route, select_list: times(2, { question_key: 'q', option_list: options(1) }) },
      'select_list',
    ],
    [
      'eleven choices',
      { ...route, select_list: [{ question_key: 'q', option_list: options(11) }] },
      'select_list[0].option_list',
    ],
  ])('refuse %s', (_, card, field) => {
    expect(checkTemplateCard(card)).toMatchObject({ ok: false, error: { field } })
  })
})
