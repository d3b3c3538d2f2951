import { BOT_CARD } from '../app/card-shape.ts'
import { byMsgtype, named, type Shape, Variant } from '../strict.ts'

const stream: Shape = {
  id: true,
  finish: true,
  content: true,
  msg_item: [{ msgtype: true, image: { base64: true, md5: true } }],
  feedback: { id: true },
}
const media: Shape = { media_id: true }
const pushed: Record<string, Shape> = {
  markdown: { content: true, feedback: { id: true } },
  template_card: BOT_CARD,
  file: media,
  image: media,
  voice: media,
  video: { media_id: true, title: true, description: true },
}

/** §7.2, §7.6: the body of each command. `stream_with_template_card` has its two objects under their own names. */
export const BOT_SHAPES: Record<string, Shape> = {
  aibot_subscribe: { bot_id: true, secret: true, scene: true, plug_version: true },
  ping: {},
  aibot_respond_msg: new Variant(
    'msgtype',
    {},
    { ...named({ stream, ...pushed }), stream_with_template_card: { stream, template_card: BOT_CARD } },
  ),
  aibot_respond_welcome_msg: byMsgtype({}, { text: { content: true }, template_card: BOT_CARD }),
  aibot_respond_update_msg: { response_type: true, userids: true, template_card: BOT_CARD },
  aibot_send_msg: byMsgtype({ chatid: true, chat_type: true }, pushed),
  aibot_upload_media_init: { type: true, filename: true, total_size: true, total_chunks: true, md5: true },
  aibot_upload_media_chunk: { upload_id: true, chunk_index: true, base64_data: true },
  aibot_upload_media_finish: { upload_id: true },
}
