import { CARD, REPLACEMENT_CARD } from './app/card-shape.ts'
import { byMsgtype, named, type Shape, Variant } from './strict.ts'

export interface RequestShape {
  /** Parameters of the query beside access_token and debug. */
  query: readonly string[]
  body?: Shape
}

const get = (...query: string[]): RequestShape => ({ query })
const post = (body: Shape): RequestShape => ({ query: [], body })

const media: Shape = { media_id: true }
const session: Record<string, Shape> = { open_kfid: true, external_userid: true }

/** §3.5: each item has an object under the name of its type. */
const menuItem = new Variant(
  'type',
  {},
  named({
    click: { id: true, content: true },
    view: { url: true, content: true },
    miniprogram: { appid: true, pagepath: true, content: true },
    text: { content: true, no_newline: true },
  }),
)
const msgmenu: Shape = { head_content: true, list: [menuItem], tail_content: true }

const kfContent: Record<string, Shape> = {
  text: { content: true },
  image: media,
  voice: media,
  video: media,
  file: media,
  link: { title: true, desc: true, url: true, thumb_media_id: true },
  miniprogram: { appid: true, title: true, thumb_media_id: true, pagepath: true },
  msgmenu,
  location: { name: true, address: true, latitude: true, longitude: true },
  ca_link: { link_url: true },
  business_card: { userid: true },
}

const article: Shape = { title: true, description: true, url: true, picurl: true, appid: true, pagepath: true }
const appContent: Record<string, Shape> = {
  text: { content: true },
  image: media,
  voice: media,
  file: media,
  video: { media_id: true, title: true, description: true },
  textcard: { title: true, description: true, url: true, btntxt: true },
  news: { articles: [article] },
  markdown: { content: true },
  template_card: CARD,
}
const sending: Record<string, Shape> = {
  touser: true,
  toparty: true,
  totag: true,
  agentid: true,
  safe: true,
  enable_id_trans: true,
  enable_duplicate_check: true,
  duplicate_check_interval: true,
}
const span: Record<string, Shape> = { open_kfid: true, start_time: true, end_time: true }

/** What the documentation has for each call (sections 1 to 6): in strict mode nothing else may stand in a request. */
export const SHAPES: Record<string, RequestShape> = {
  '/cgi-bin/gettoken': get('corpid', 'corpsecret'),
  '/cgi-bin/getcallbackip': get(),
  '/cgi-bin/kf/sync_msg': post({ cursor: true, token: true, limit: true, voice_format: true, open_kfid: true }),
  '/cgi-bin/kf/send_msg': post(byMsgtype({ touser: true, open_kfid: true, msgid: true }, kfContent)),
  '/cgi-bin/kf/send_msg_on_event': post(byMsgtype({ code: true, msgid: true }, { text: { content: true }, msgmenu })),
  '/cgi-bin/kf/service_state/get': post(session),
  '/cgi-bin/kf/service_state/trans': post({ ...session, service_state: true, servicer_userid: true }),
  '/cgi-bin/kf/customer/batchget': post({ external_userid_list: true, need_enter_session_context: true }),
  '/cgi-bin/kf/customer/get_upgrade_service_config': get(),
  '/cgi-bin/kf/customer/upgrade_service': post({
    ...session,
    type: true,
    member: { userid: true, wording: true },
    groupchat: { chat_id: true, wording: true },
  }),
  '/cgi-bin/kf/customer/cancel_upgrade_service': post(session),
  '/cgi-bin/kf/account/add': post({ name: true, media_id: true }),
  '/cgi-bin/kf/account/del': post({ open_kfid: true }),
  '/cgi-bin/kf/account/update': post({ open_kfid: true, name: true, media_id: true }),
  '/cgi-bin/kf/account/list': post({ offset: true, limit: true }),
  '/cgi-bin/kf/add_contact_way': post({ open_kfid: true, scene: true }),
  '/cgi-bin/kf/servicer/add': post({ open_kfid: true, userid_list: true, department_id_list: true }),
  '/cgi-bin/kf/servicer/del': post({ open_kfid: true, userid_list: true, department_id_list: true }),
  '/cgi-bin/kf/servicer/list': get('open_kfid'),
  '/cgi-bin/kf/get_corp_statistic': post(span),
  '/cgi-bin/kf/get_servicer_statistic': post({ ...span, servicer_userid: true }),
  '/cgi-bin/media/upload': { query: ['type'] },
  '/cgi-bin/media/uploadimg': { query: [] },
  '/cgi-bin/media/get': get('media_id'),
  '/cgi-bin/message/send': post(byMsgtype(sending, appContent)),
  '/cgi-bin/message/update_template_card': post({
    userids: true,
    partyids: true,
    tagids: true,
    atall: true,
    agentid: true,
    response_code: true,
    enable_id_trans: true,
    button: { replace_name: true },
    template_card: REPLACEMENT_CARD,
  }),
  '/cgi-bin/message/recall': post({ msgid: true }),
  '/cgi-bin/auth/getuserinfo': get('code'),
  '/cgi-bin/auth/getuserdetail': post({ user_ticket: true }),
  '/cgi-bin/user/get': get('userid'),
  '/cgi-bin/user/simplelist': get('department_id'),
  '/cgi-bin/department/list': get('id'),
  '/cgi-bin/department/simplelist': get('id'),
  '/cgi-bin/get_jsapi_ticket': get(),
  '/cgi-bin/ticket/get': get('type'),
}
