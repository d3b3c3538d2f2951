export { kfChannel } from './kf.ts'
export { appChannel, type CardSent, type StaffCard, type StaffChannel } from './staff.ts'
export { freeTokenLeases, sharedTokenStore } from './token-store.ts'
export type {
  Channel,
  ChannelFault,
  Content,
  Inbound,
  InboundBody,
  MediaFile,
  Outgoing,
  Page,
  SessionState,
} from './types.ts'
