export type { DeskDeps, DocumentDesk, Issued, Issuer, JsSdk, Login } from './deps.ts'
export { checkWords } from './refusal.ts'
export { registerDesk } from './register.ts'
export { type Access, DESK_ROUTES, type DeskRoute } from './routes.ts'
