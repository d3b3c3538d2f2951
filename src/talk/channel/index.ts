export { createRobot, type Robot, type RobotHooks } from './bot-robot.ts'
export { freeConfigHolds, sharedHoldStore } from './hold-store.ts'
export { KF_WINDOW, kfChannel } from './kf.ts'
export { freeChannelLeases } from './lease.ts'
export {
  appChannel,
  type CardSent,
  type StaffCard,
  type StaffChannel,
  type StaffMessage,
  type StaffOption,
} from './staff.ts'
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
  People,
  ReplyWindow,
  Servicers,
  SessionChange,
  SessionState,
} from './types.ts'
