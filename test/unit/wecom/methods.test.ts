import { describe, expect, it } from 'vitest'
import {
  type AppContent,
  kfMedia,
  kfMenu,
  kfText,
  menuClick,
  menuText,
  type TemplateCard,
} from '../../../src/wecom/index.ts'
import { clientOf, OK, refused, type Script, standIn } from './stand-in.ts'

const SEND = { touser: 'wm1', openKfid: 'wk1', message: kfText('hello') }
const SESSION = { openKfid: 'wk1', externalUserid: 'wm1' }

async function withServer<T>(
  scripts: Record<string, Script[]>,
  act: (client: ReturnType<typeof clientOf>['client']) => Promise<T>,
) {
  await using server = await standIn(scripts)
  const answer = await act(clientOf(server.url).client)
  const call = server.seen.findLast((seen) => seen.path !== 'gettoken')
  return { answer, call, sent: call?.json }
}

describe('kf.syncMsg', () => {
  it('asks with the account always and the rest only when given (trap 9.4)', async () => {
    const page = { ...OK, next_cursor: 'c2', has_more: 1, msg_list: [] }
    const bare = await withServer({ 'kf/sync_msg': [page] }, (c) => c.kf.syncMsg({ openKfid: 'wk1' }))
    expect(bare.sent).toEqual({ open_kfid: 'wk1' })
    const full = await withServer({ 'kf/sync_msg': [page] }, (c) =>
      c.kf.syncMsg({ openKfid: 'wk1', cursor: 'c1', token: 'BELL', limit: 100 }),
    )
    expect(full.sent).toEqual({ open_kfid: 'wk1', cursor: 'c1', token: 'BELL', limit: 100 })
  })

  it('goes on by has_more even when a page is empty (§3.2)', async () => {
    const { answer } = await withServer({ 'kf/sync_msg': [{ ...OK, next_cursor: 'c2', has_more: 1 }] }, (c) =>
      c.kf.syncMsg({ openKfid: 'wk1' }),
    )
    expect(answer).toEqual({ ok: true, value: { messages: [], nextCursor: 'c2', hasMore: true } })
  })

  it('does not lose a page over one odd message', async () => {
    const text = { msgid: 'm', open_kfid: 'wk1', external_userid: 'wm1', send_time: '1', origin: 3, msgtype: 'text' }
    const list = [{ ...text, text: { content: 'a' } }, null, 7, { ...text, msgtype: 'hologram' }]
    const page = { ...OK, next_cursor: '', has_more: 0, msg_list: list }
    const { answer } = await withServer({ 'kf/sync_msg': [page] }, (c) => c.kf.syncMsg({ openKfid: 'wk1' }))
    expect(answer).toMatchObject({ ok: true, value: { nextCursor: null, hasMore: false } })
    expect(answer.ok && answer.value.messages.map((m) => m.kind)).toEqual(['text', 'unknown', 'unknown', 'unknown'])
  })

  it('says that the doorbell token is over (trap 9.8)', async () => {
    const { answer } = await withServer({ 'kf/sync_msg': [refused(95007)] }, (c) =>
      c.kf.syncMsg({ openKfid: 'wk1', token: 'OLD' }),
    )
    expect(answer).toMatchObject({ ok: false, error: { kind: 'sender_token' } })
  })
})

describe('kf.sendMsg', () => {
  it('leaves msgid out when there is none (trap 9.6)', async () => {
    const { sent, answer } = await withServer({ 'kf/send_msg': [{ ...OK, msgid: 'made' }] }, (c) => c.kf.sendMsg(SEND))
    expect(sent).toEqual({ touser: 'wm1', open_kfid: 'wk1', msgtype: 'text', text: { content: 'hello' } })
    expect(answer).toEqual({ ok: true, value: { msgid: 'made', duplicate: false } })
  })

  it('sends a menu in the published form', async () => {
    const message = kfMenu({
      head: '满意吗',
      items: [menuClick('101', '满意'), menuText('纯文本', { newline: false })],
      tail: '谢谢',
    })
    const { sent } = await withServer({ 'kf/send_msg': [{ ...OK, msgid: 'out-2' }] }, (c) =>
      c.kf.sendMsg({ ...SEND, msgid: 'out-2', message }),
    )
    expect(sent).toEqual({
      touser: 'wm1',
      open_kfid: 'wk1',
      msgid: 'out-2',
      msgtype: 'msgmenu',
      msgmenu: {
        head_content: '满意吗',
        list: [
          { type: 'click', click: { id: '101', content: '满意' } },
          { type: 'text', text: { content: '纯文本', no_newline: 1 } },
        ],
        tail_content: '谢谢',
      },
    })
  })

  it('counts a repeated msgid as sent: the first attempt got through (95033)', async () => {
    const lost: Script = (_, response) => response.destroy()
    const { answer } = await withServer({ 'kf/send_msg': [lost, refused(95033)] }, (c) =>
      c.kf.sendMsg({ ...SEND, msgid: 'out-1' }),
    )
    expect(answer).toEqual({ ok: true, value: { msgid: 'out-1', duplicate: true } })
  })

  it.each([
    ['a text that would be cut', { ...SEND, message: kfText('民'.repeat(683)) }],
    ['an empty msgid', { ...SEND, msgid: '' }],
    ['a msgid of 33', { ...SEND, msgid: 'a'.repeat(33) }],
    ['a msgid with a dot', { ...SEND, msgid: 'a.b' }],
  ])('does not call the platform with %s', async (_, send) => {
    const { answer, call } = await withServer({}, (c) => c.kf.sendMsg(send))
    expect(answer).toMatchObject({ ok: false, error: { kind: 'ours', errcode: null } })
    expect(call).toBeUndefined()
  })

  it.each([
    [95001, 'customer'],
    [95002, 'customer'],
    [95018, 'session'],
  ])('reports %i as %s (trap 9.18)', async (errcode, kind) => {
    const { answer } = await withServer({ 'kf/send_msg': [refused(errcode)] }, (c) => c.kf.sendMsg(SEND))
    expect(answer).toMatchObject({ ok: false, error: { kind, errcode } })
  })
})

describe('kf.sendMsgOnEvent', () => {
  it('sends code, msgid and message', async () => {
    const { sent, answer } = await withServer({ 'kf/send_msg_on_event': [{ ...OK, msgid: 'w-1' }] }, (c) =>
      c.kf.sendMsgOnEvent({ code: 'WELCOME', msgid: 'w-1', message: kfText('您好') }),
    )
    expect(sent).toEqual({ code: 'WELCOME', msgid: 'w-1', msgtype: 'text', text: { content: '您好' } })
    expect(answer).toEqual({ ok: true, value: { msgid: 'w-1' } })
  })

  it.each([
    ['a picture', kfMedia('image', 'M')],
    ['a menu of eleven', kfMenu({ items: Array.from({ length: 11 }, () => menuText('又')) })],
  ])('does not take %s', async (_, message) => {
    const { answer, call } = await withServer({}, (c) => c.kf.sendMsgOnEvent({ code: 'C', message }))
    expect(answer).toMatchObject({ ok: false, error: { kind: 'ours' } })
    expect(call).toBeUndefined()
  })
})

describe('kf.serviceState', () => {
  it.each([
    [0, 'new'],
    [1, 'assistant'],
    [2, 'pool'],
    ['3', 'human'],
    [4, 'ended'],
  ])('reads %s as %s', async (wire, state) => {
    const { answer, sent } = await withServer({ 'kf/service_state/get': [{ ...OK, service_state: wire }] }, (c) =>
      c.kf.serviceState.get(SESSION),
    )
    expect(sent).toEqual({ open_kfid: 'wk1', external_userid: 'wm1' })
    expect(answer).toEqual({ ok: true, value: { state, servicerUserid: null } })
  })

  it('does not guess a state it never heard of', async () => {
    const { answer } = await withServer({ 'kf/service_state/get': [{ ...OK, service_state: 9 }] }, (c) =>
      c.kf.serviceState.get(SESSION),
    )
    expect(answer).toMatchObject({ ok: false, error: { kind: 'unknown' } })
  })

  it('moves the session and hands on the code', async () => {
    const { answer, sent } = await withServer({ 'kf/service_state/trans': [{ ...OK, msg_code: 'C' }] }, (c) =>
      c.kf.serviceState.trans({ ...SESSION, state: 'human', servicerUserid: 'lisi' }),
    )
    expect(sent).toEqual({ open_kfid: 'wk1', external_userid: 'wm1', service_state: 3, servicer_userid: 'lisi' })
    expect(answer).toEqual({ ok: true, value: { msgCode: 'C' } })
  })
})

describe('kf accounts and people', () => {
  it('reads customers, whose gender is a number or a string (trap 9.17)', async () => {
    const list = [
      { external_userid: 'wm1', nickname: '张三', avatar: '', gender: '1', enter_session_context: { scene: 's' } },
      { external_userid: 'wm2', nickname: '', gender: 2, unionid: 'U' },
    ]
    const { answer, sent } = await withServer(
      { 'kf/customer/batchget': [{ ...OK, customer_list: list, invalid_external_userid: ['x'] }] },
      (c) => c.kf.customers(['wm1', 'wm2', 'x'], { withContext: true }),
    )
    expect(sent).toEqual({ external_userid_list: ['wm1', 'wm2', 'x'], need_enter_session_context: 1 })
    expect(answer).toEqual({
      ok: true,
      value: {
        customers: [
          {
            externalUserid: 'wm1',
            nickname: '张三',
            avatar: null,
            gender: 1,
            unionid: null,
            entered: { scene: 's', sceneParam: null },
          },
          { externalUserid: 'wm2', nickname: '', avatar: null, gender: 2, unionid: 'U', entered: null },
        ],
        invalid: ['x'],
      },
    })
  })

  it('reads servicer status by the numbering of the list (trap 9.16)', async () => {
    const list = [{ userid: 'a', status: 0 }, { userid: 'b', status: 1, stop_type: 1 }, { department_id: 7 }]
    const { answer, call } = await withServer({ 'kf/servicer/list': [{ ...OK, servicer_list: list }] }, (c) =>
      c.kf.servicers('wk1'),
    )
    expect(call?.method).toBe('GET')
    expect(call?.query.get('open_kfid')).toBe('wk1')
    expect(answer).toEqual({
      ok: true,
      value: [
        { kind: 'member', userid: 'a', status: 'serving', stopType: null },
        { kind: 'member', userid: 'b', status: 'stopped', stopType: 1 },
        { kind: 'department', departmentId: 7 },
      ],
    })
  })

  it('reads accounts and makes a link', async () => {
    const accounts = { ...OK, account_list: [{ open_kfid: 'wk1', name: 'N', avatar: 'A', manage_privilege: true }] }
    const read = await withServer({ 'kf/account/list': [accounts] }, (c) => c.kf.accounts({ offset: 0, limit: 10 }))
    expect(read.sent).toEqual({ offset: 0, limit: 10 })
    expect(read.answer).toEqual({ ok: true, value: [{ openKfid: 'wk1', name: 'N', avatar: 'A', manageable: true }] })
    const made = await withServer({ 'kf/add_contact_way': [{ ...OK, url: 'https://example.com/kf' }] }, (c) =>
      c.kf.contactWay({ openKfid: 'wk1', scene: 'poster' }),
    )
    expect(made.sent).toEqual({ open_kfid: 'wk1', scene: 'poster' })
    expect(made.answer).toEqual({ ok: true, value: 'https://example.com/kf' })
  })
})

describe('app messages', () => {
  const card: TemplateCard = {
    card_type: 'button_interaction',
    main_title: { title: '新件' },
    button_list: [{ text: '受理', style: 1, key: 'accept' }],
    task_id: 'matter_1',
  }

  it('sends a card to members and reads who could not be reached', async () => {
    const answered = {
      ...OK,
      msgid: 'm',
      response_code: 'R',
      invaliduser: 'lisi|wangwu',
      invalidparty: '',
      invalidtag: '9',
    }
    const { sent, answer } = await withServer({ 'message/send': [answered] }, (c) =>
      c.message.send({
        agentId: 1000002,
        to: { users: ['zhangsan', 'LiSi'], parties: ['2'] },
        content: { msgtype: 'template_card', template_card: card },
        duplicateCheckSeconds: 600,
      }),
    )
    expect(sent).toEqual({
      touser: 'zhangsan|LiSi',
      toparty: '2',
      agentid: 1000002,
      msgtype: 'template_card',
      template_card: card,
      enable_duplicate_check: 1,
      duplicate_check_interval: 600,
    })
    expect(answer).toEqual({
      ok: true,
      value: {
        msgid: 'm',
        responseCode: 'R',
        invalidUsers: ['lisi', 'wangwu'],
        invalidParties: [],
        invalidTags: ['9'],
        unlicensedUsers: [],
      },
    })
  })

  it.each<[string, AppContent]>([
    ['a card without buttons', { msgtype: 'template_card', template_card: { ...card, button_list: [] } }],
    ['a text that would be cut', { msgtype: 'text', text: { content: '民'.repeat(683) } }],
  ])('does not call the platform with %s', async (_, content) => {
    const { answer, call } = await withServer({}, (c) => c.message.send({ agentId: 1, to: 'all', content }))
    expect(answer).toMatchObject({ ok: false, error: { kind: 'ours' } })
    expect(call).toBeUndefined()
  })

  it('updates a card with its response code, whose invalid users come as a list (trap 9.13)', async () => {
    const update = (change: { replaceName: string } | { card: TemplateCard }) =>
      withServer({ 'message/update_template_card': [{ ...OK, invaliduser: ['lisi'] }] }, (c) =>
        c.message.updateTemplateCard({ agentId: 1, to: { users: ['zhangsan'] }, responseCode: 'R', change }),
      )
    const head = { userids: ['zhangsan'], agentid: 1, response_code: 'R' }
    const named = await update({ replaceName: '已受理' })
    expect(named.sent).toEqual({ ...head, button: { replace_name: '已受理' } })
    expect(named.answer).toEqual({ ok: true, value: { invalidUsers: ['lisi'] } })
    const replaced = await update({ card: { ...card, replace_text: '已受理' } })
    expect(replaced.sent).toEqual({ ...head, template_card: { ...card, replace_text: '已受理' } })
  })

  it('recalls', async () => {
    const { sent, answer } = await withServer({ 'message/recall': [OK] }, (c) => c.message.recall('m'))
    expect(sent).toEqual({ msgid: 'm' })
    expect(answer).toEqual({ ok: true, value: null })
  })
})

describe('people behind a login', () => {
  it.each([
    [
      { userid: 'zhangsan', user_ticket: '' },
      { kind: 'member', userid: 'zhangsan', userTicket: null },
    ],
    [
      { openid: 'O', external_userid: 'wm1' },
      { kind: 'outsider', openid: 'O', externalUserid: 'wm1' },
    ],
    [{ openid: 'O' }, { kind: 'outsider', openid: 'O', externalUserid: null }],
  ])('are read from %j', async (body, identity) => {
    const { answer, call } = await withServer({ 'auth/getuserinfo': [{ ...OK, ...body }] }, (c) =>
      c.auth.getUserInfo('C+/='),
    )
    expect(call?.query.get('code')).toBe('C+/=')
    expect(answer).toEqual({ ok: true, value: identity })
  })

  it.each([40029, 42022, 42003])('are nobody when the code is no longer good (%i)', async (errcode) => {
    const { answer } = await withServer({ 'auth/getuserinfo': [refused(errcode)] }, (c) => c.auth.getUserInfo('C'))
    expect(answer).toMatchObject({ ok: false, error: { kind: 'gone', errcode } })
  })

  it('have a name and departments', async () => {
    const body = { ...OK, userid: 'zhangsan', name: '张三', department: [1, '2'], main_department: 2, status: 1 }
    const { answer } = await withServer({ 'user/get': [body] }, (c) => c.user.get('zhangsan'))
    expect(answer).toEqual({
      ok: true,
      value: {
        userid: 'zhangsan',
        name: '张三',
        departments: [1, 2],
        mainDepartment: 2,
        position: null,
        status: 1,
        directLeaders: [],
      },
    })
  })

  it('work in departments', async () => {
    const list = [{ id: 2, name: '信访办', department_leader: ['zhangsan'], parentid: 1, order: 10 }]
    const { answer, call } = await withServer({ 'department/list': [{ ...OK, department: list }] }, (c) =>
      c.department.list(),
    )
    expect(call?.query.has('id')).toBe(false)
    expect(answer).toEqual({
      ok: true,
      value: [{ id: 2, name: '信访办', parentId: 1, order: 10, leaders: ['zhangsan'] }],
    })
  })
})
