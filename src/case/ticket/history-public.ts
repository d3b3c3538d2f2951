/**
 * Which words of an event stand in its link as they are: names of ours, offices, dates. Every other text counts as personal, that
 * of an event that is not listed here too, and stands there by a commitment. `*` is any place in a list.
 */
const PUBLIC: Readonly<Record<string, readonly string[]>> = {
  registered: ['channel', 'receivedAt', 'petitionOffice'],
  forwarded: ['basis/how', 'basis/article', 'helping/*', 'owner'],
  assigned: ['due'],
  contested: ['objections/*/office'],
  directed: ['why'],
  refused: ['why'],
  delivered: ['of', 'means'],
  executed: ['demandId'],
  reviewed: ['outcome'],
  rereviewed: ['outcome'],
  heard: ['from', 'to'],
  warned: ['watching', 'rule', 'due', 'level'],
  silent: ['since'],
  paged: ['to/*'],
  acknowledged: ['officer'],
  answered: ['dispositions/*/demandId', 'dispositions/*/outcome'],
  closed: ['told', 'closing'],
  told: ['of', 'means'],
  redated: ['changes/*/rule', 'changes/*/was', 'changes/*/due'],
  code_reissued: ['how'],
  owned: ['officer'],
  led: ['due'],
  supervised: ['why', 'due'],
  replied: ['of'],
  met: ['with', 'on'],
  promised: ['due'],
  kept: ['of'],
  convened: ['offices/*', 'on'],
  followed_up: ['settled'],
  merged: ['into', 'number'],
  split: ['demands/*', 'number'],
  absorbed: ['number'],
}

/** The same in every event: what kind of matter it is, and which office has it or gives it to which. */
const ALWAYS = ['kind', 'office', 'fromOffice', 'toOffice']

/** A name that may stand in a path; what has other names is personal as a whole. */
const PLAIN = /^\w+$/

/** The paths in `{actor, data}` of what is personal in an event. */
export function personalPaths(event: { type: string; actor: { kind: string }; data: unknown }): string[] {
  const declared = [...ALWAYS, ...(PUBLIC[event.type] ?? [])].map((path) => `data/${path}`)
  const open = [...declared, 'actor/kind', 'actor/office']
  // Who acts for an office acts in public; a citizen does not.
  if (event.actor.kind !== 'citizen') open.push('actor/id')
  return textsIn({ actor: event.actor, data: event.data }).filter(
    (path) => !open.includes(path.replaceAll(/\/\d+(?=\/|$)/g, '/*')),
  )
}

function textsIn(value: unknown, path = ''): string[] {
  if (typeof value === 'string') return [path]
  if (value === null || typeof value !== 'object') return []
  const inner = Object.entries(value)
  if (inner.some(([name]) => !PLAIN.test(name))) return [path]
  return inner.flatMap(([name, each]) => textsIn(each, path === '' ? name : `${path}/${name}`))
}
