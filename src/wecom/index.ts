export { BOT_TEXT_BYTES, type BotBody, type BotSaid, botCardUpdate, botPush, botReply, botWelcome } from './bot/body.ts'
export { fetchBotFile } from './bot/file.ts'
export { type BotEnd, type BotHooks, type BotLine, type BotLineOptions, openBotLine } from './bot/line.ts'
export { type BotContent, type BotFile, type BotPush, parseBotPush } from './bot/push.ts'
export type { CallbackCodec, CallbackFault, CallbackQuery } from './callback/codec.ts'
export { createCallbackCodec } from './callback/codec.ts'
export { decryptMedia } from './callback/crypto.ts'
export type { AppInbound, CallbackEvent, SelectedItem } from './callback/event.ts'
export { dedupeKey, parseEvent } from './callback/event.ts'
export type { XmlTree } from './callback/xml.ts'
export { childrenOf, textOf, textsOf } from './callback/xml.ts'
export type { AppApi, AppSent, SendAppMessage, UpdateTemplateCard } from './client/app.ts'
export type { CallRecord, ClientOptions } from './client/call.ts'
export type { WecomClient } from './client/client.ts'
export { createWecomClient } from './client/client.ts'
export type { Department, Identity, ListedMember, Member } from './client/directory.ts'
export type { HoldStore } from './client/holds.ts'
export { EVERY_API, memoryHoldStore } from './client/holds.ts'
export type { JsSdkApi, TicketKind } from './client/jssdk.ts'
export type {
  KfAccount,
  KfApi,
  KfCustomer,
  KfCustomers,
  KfEventSend,
  KfPage,
  KfSend,
  KfSent,
  KfServicer,
  KfSession,
  ServiceState,
} from './client/kf.ts'
export type { MediaApi, MediaFile, MediaKind, MediaUpload } from './client/media.ts'
export type { AccessToken, TokenStore } from './client/token.ts'
export { memoryTokenStore, tokenKey } from './client/token.ts'
export type { ErrcodeEntry, FaultKind } from './errcode.ts'
export { ERRCODES, explainErrcode } from './errcode.ts'
export type { WecomFault } from './fault.ts'
export { jsSdkSignature } from './jssdk.ts'
export { oauthUrl, qrLoginUrl } from './links.ts'
export type { AppContent } from './message/app-content.ts'
export { appMarkdown, appText, appTextCard, checkAppContent } from './message/app-content.ts'
export type { MessageRefusal } from './message/check.ts'
export type {
  KfContent,
  KfEvent,
  KfEventBody,
  KfInbound,
  KfMessage,
  KfOrigin,
  KfUnknown,
  MenuEntry,
  MergedItem,
  ServicerStatus,
} from './message/inbound.ts'
export { parseKfMessage } from './message/inbound.ts'
export type { KfMenuItem, KfOutbound } from './message/outbound.ts'
export {
  checkKfEventMessage,
  checkKfMessage,
  kfCaLink,
  kfLink,
  kfLocation,
  kfMedia,
  kfMenu,
  kfMiniprogram,
  kfText,
  menuClick,
  menuText,
  menuView,
} from './message/outbound.ts'
export type { TemplateCard } from './message/template-card.ts'
export { checkTemplateCard } from './message/template-card.ts'
export { byteLength, clip, splitText } from './message/text.ts'
