export { createHost, type DialogueHost } from './host.ts'
