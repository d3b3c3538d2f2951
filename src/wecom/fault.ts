import { explainErrcode, type FaultKind } from './errcode.ts'

/** The platform (or the way to it) said no. `errcode` is null when no platform answer was read. */
export interface WecomFault {
  kind: FaultKind
  errcode: number | null
  errmsg: string
  /** How long the caller should leave this API alone. Set for 'frequency' and for a held configuration fault. */
  retryAfterMs?: number
  /** What WeCom's support asks for (`hint: […]`) and the caller's address, which 60020 needs. */
  hint?: string
}

/** Length of the per-minute block after 45009 (§1.4); longer blocks simply answer 45009 again. */
export const FREQUENCY_HOLD_MS = 60_000

export function faultOf(errcode: number, errmsg: string): WecomFault {
  const { kind } = explainErrcode(errcode)
  const hint = hintIn(errmsg)
  return {
    kind,
    errcode,
    errmsg,
    ...(kind === 'frequency' && { retryAfterMs: FREQUENCY_HOLD_MS }),
    ...(hint !== null && { hint }),
  }
}

export const busy = (errmsg: string): WecomFault => ({ kind: 'busy', errcode: null, errmsg })
export const ours = (errmsg: string): WecomFault => ({ kind: 'ours', errcode: null, errmsg })

function hintIn(errmsg: string): string | null {
  const parts = errmsg.match(/hint: \[[^\]]*\]|from ip: [0-9a-fA-F.:]+/g)
  return parts === null ? null : parts.join(', ')
}
