import { describe, expect, it } from 'vitest'
import { parseXml } from '../../../src/wecom/callback/xml.ts'
import { type CallbackEvent, dedupeKey, parseEvent } from '../../../src/wecom/index.ts'
import { A2, DERIVED } from './vectors.ts'

const read = (xml: string): CallbackEvent => parseEvent(parseXml(xml) ?? {})
const keyOf = (xml: string): string => dedupeKey(read(xml), xml)

const event = (name: string, nodes: string, from = 'zhangsan', time = 1700000000) =>
  `<xml><ToUserName><![CDATA[ww1]]></ToUserName><FromUserName><![CDATA[${from}]]></FromUserName><CreateTime>${time}</CreateTime>` +
  `<MsgType><![CDATA[event]]></MsgType><Event><![CDATA[${name}]]></Event><AgentID>1000002</AgentID>${nodes}</xml>`

const click = (task: string, key: string, code: string, selected = '') =>
  event(
    'template_card_event',
    `<EventKey><![CDATA[${key}]]></EventKey><TaskId><![CDATA[${task}]]></TaskId><CardType><![CDATA[vote_interaction]]></CardType><ResponseCode><![CDATA[${code}]]></ResponseCode>${selected}`,
  )

const FROM = { userid: 'zhangsan', agentId: '1000002', createTime: 1700000000 }

describe('callback events', () => {
  it('reads the doorbell (C1)', () => {
    expect(read(DERIVED.C1.plain)).toEqual({
      type: 'kf_msg_or_event',
      token: 'ENCApHxnGDNAVNY4AaSJKj4Tb5mwsEMzxhFmHVGcra996NR',
      openKfId: 'wkAJ2GCAAASSm4_FhToWMFea0xAFfd3Q',
    })
  })

  it.each([
    ['none', '', []],
    ['one', '<AuthAddOpenKfId>wk1</AuthAddOpenKfId>', ['wk1']],
    ['several', '<AuthAddOpenKfId>wk1</AuthAddOpenKfId><AuthAddOpenKfId>wk2</AuthAddOpenKfId>', ['wk1', 'wk2']],
  ])('reads a grant change with %s', (_, nodes, added) => {
    const xml = event('kf_account_auth_change', `${nodes}<AuthDelOpenKfId>wk9</AuthDelOpenKfId>`, 'sys')
    expect(read(xml)).toEqual({ type: 'kf_account_auth_change', added, removed: ['wk9'] })
  })

  it('reads a vote with several options and a vote with one alike (trap 9.14)', () => {
    const options = (ids: string[]) =>
      `<SelectedItems><SelectedItem><QuestionKey>q1</QuestionKey><OptionIds>${ids.map((id) => `<OptionId>${id}</OptionId>`).join('')}</OptionIds></SelectedItem></SelectedItems>`
    const expected = { type: 'template_card_event', ...FROM, taskId: 'vote_7', eventKey: 'submit' }
    const card = { cardType: 'vote_interaction', responseCode: 'R1' }
    expect(read(click('vote_7', 'submit', 'R1', options(['a', 'b'])))).toEqual({
      ...expected,
      ...card,
      selectedItems: [{ questionKey: 'q1', optionIds: ['a', 'b'] }],
    })
    expect(read(click('vote_7', 'submit', 'R1', options(['a'])))).toMatchObject({
      selectedItems: [{ questionKey: 'q1', optionIds: ['a'] }],
    })
  })

  it.each(['', '<SelectedItems></SelectedItems>', '<SelectedItems>\n</SelectedItems>'])(
    'reads a plain button, whose SelectedItems are %j',
    (nodes) => {
      expect(read(click('t', 'k', 'R', nodes))).toMatchObject({ selectedItems: [] })
    },
  )

  it('reads an app message (A2)', () => {
    expect(read(A2.plain)).toEqual({
      type: 'message',
      userid: 'mycreate',
      agentId: '218',
      createTime: 1409659813,
      msgId: '4561255354251345929',
      message: { kind: 'text', text: 'hello' },
    })
  })

  it('reads a changed address book', () => {
    const nodes = '<ChangeType>update_user</ChangeType><UserID>zhangsan</UserID><NewUserID>zhang3</NewUserID>'
    expect(read(event('change_contact', nodes, 'sys'))).toMatchObject({
      type: 'change_contact',
      changeType: 'update_user',
      userid: 'zhangsan',
      newUserid: 'zhang3',
      departmentId: null,
    })
  })

  it('reads who came and what menu entry was tapped', () => {
    expect(read(event('enter_agent', '<EventKey></EventKey>'))).toEqual({ type: 'enter_agent', ...FROM })
    expect(read(event('subscribe', ''))).toEqual({ type: 'subscribe', ...FROM })
    expect(read(event('click', '<EventKey>menu_1</EventKey>'))).toEqual({ type: 'click', ...FROM, eventKey: 'menu_1' })
  })

  it('keeps the fields of what it does not know, and of a known event without its essentials', () => {
    const odd = read(event('never_heard_of', '<X>1</X>'))
    expect(odd).toMatchObject({ type: 'unknown', event: 'never_heard_of', raw: { X: ['1'] } })
    expect(read(event('kf_msg_or_event', '<Token>t</Token>'))).toMatchObject({
      type: 'unknown',
      event: 'kf_msg_or_event',
    })
    expect(read('<xml><MsgType>text</MsgType></xml>')).toMatchObject({ type: 'unknown', event: 'text' })
    expect(read('<xml><A>1</A></xml>')).toMatchObject({ type: 'unknown', event: '' })
  })
})

describe('dedupe key', () => {
  it('is the MsgId of a message, even when the rest was written differently', () => {
    expect(keyOf(A2.plain)).toBe('msg:4561255354251345929')
    expect(keyOf(A2.plain.replaceAll('\n', ''))).toBe(keyOf(A2.plain))
  })

  it('tells apart different events of one second (trap 9.2)', () => {
    const sys = (user: string) =>
      event('change_contact', `<ChangeType>update_user</ChangeType><UserID>${user}</UserID>`, 'sys')
    const all = [
      click('t1', 'approve', 'R1'),
      click('t2', 'approve', 'R1'),
      click('t1', 'reject', 'R1'),
      click('t1', 'approve', 'R2'),
      sys('a'),
      sys('b'),
      DERIVED.C1.plain,
      DERIVED.C1.plain.replace('ENCAp', 'ENCBp'),
    ]
    expect(new Set(all.map(keyOf)).size).toBe(all.length)
  })

  it('does not confuse neighbouring parts of a click', () => {
    expect(keyOf(click('t1', 'ab', 'c'))).not.toBe(keyOf(click('t1', 'a', 'bc')))
  })

  it('is the same for a delivery made again', () => {
    for (const xml of [click('t1', 'approve', 'R1'), DERIVED.C1.plain, A2.plain]) expect(keyOf(xml)).toBe(keyOf(xml))
  })
})
