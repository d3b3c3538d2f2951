import type { Form } from '../../case/documents/index.ts'
import { type Org, officeSubordinates, type Staff } from '../../case/org/index.ts'
import type { Matter } from '../../case/ticket/index.ts'
import type { ActRequest } from '../contract/index.ts'
import type { ReadScope } from '../store/index.ts'

/** A session's user as the organisation knows them; WeCom's userids are not case-sensitive. */
export function staffMember(userid: string, org: Pick<Org, 'staff'>): Staff | null {
  const wanted = userid.toLowerCase()
  return org.staff.find((member) => member.userid.toLowerCase() === wanted) ?? null
}

/** Whose matters the person may open; the query that loads a matter enforces it. */
export function readScope(viewer: Staff, org: Pick<Org, 'offices'>): ReadScope {
  const below = officeSubordinates(viewer.office, org.offices).filter((id) => id !== viewer.office)
  return { userid: viewer.userid, office: viewer.office, supervised: viewer.role === 'supervisor' ? below : [] }
}

export interface Standing {
  viewer: Staff
  matter: Matter
  /** The viewer got a card of this turn: also as substitute or supervisor where the first recipients were not reached. */
  gotCard: boolean
}

export type DeskAct = ActRequest['type']

/** Whoever passes matters on takes them down: the petition offices. */
export const mayRegister = (viewer: Staff, { offices }: Pick<Org, 'offices'>): boolean =>
  offices.some(({ id, kind }) => id === viewer.office && kind === 'petition')

/** The office that sent it decides about an objection (article 23 ¶3). */
const OF_SENDER: readonly DeskAct[] = ['agree', 'insist']
/** What comes on paper or over a counter comes to either of them. */
const OF_EITHER: readonly DeskAct[] = ['deliver', 'withdraw', 'dispute', 'request_review', 'request_rereview']

/** Orders and proposals come from above the office that has it (articles 38–40): the petition office, or whoever supervises it. */
const FROM_ABOVE: readonly DeskAct[] = ['supervise', 'propose', 'lead', 'convene']
/** Talks and visits are held by either of them; who looks again after closing as well. */
const BY_EITHER: readonly DeskAct[] = ['meet', 'follow_up', 'lead', 'convene']

/** Who may do it at all; whether the matter allows it now is the transition's to say. */
export function mayAct(act: DeskAct, standing: Standing, org: Pick<Org, 'offices'>): boolean {
  const { viewer, matter, gotCard } = standing
  const [sent, holds] = [viewer.office === matter.petitionOffice, viewer.office === matter.holder || gotCard]
  if (act === 'forward') return forwardTargets(standing, org).length > 0
  // Whoever may read it may say that it is too near to them.
  if (act === 'recuse') return true
  if (OF_SENDER.includes(act)) return sent
  if (FROM_ABOVE.includes(act) && isAbove(standing, org)) return true
  if (act === 'supervise' || act === 'propose') return sent
  if (BY_EITHER.includes(act)) return sent || holds
  if (act === 'own') return viewer.office === matter.holder
  return holds || (sent && OF_EITHER.includes(act))
}

const isAbove = ({ viewer, matter }: Standing, { offices }: Pick<Org, 'offices'>): boolean =>
  viewer.role === 'supervisor' &&
  viewer.office !== matter.holder &&
  officeSubordinates(viewer.office, offices).includes(matter.holder)

/** Oneself, or for whoever leads the office its staff: by then it is known who answers for it. */
export function ownableBy({ viewer, matter }: Standing, org: Pick<Org, 'staff'>): Staff[] {
  if (viewer.office !== matter.holder) return []
  if (viewer.role === 'handler') return [viewer]
  const others = org.staff.filter(({ office, userid }) => office === viewer.office && userid !== viewer.userid)
  return [viewer, ...others]
}

/** Oneself, or for whoever leads an office its staff (article 28). */
export function recusableBy(viewer: Staff, org: Pick<Org, 'staff'>): Staff[] {
  if (viewer.role !== 'lead') return [viewer]
  return [viewer, ...org.staff.filter(({ office, userid }) => office === viewer.office && userid !== viewer.userid)]
}

/** Whoever may act on the matter, in whatever state it is: the one that has it, or the one that gives it away. */
export function mayDecideCategory({ viewer, matter, gotCard }: Standing): boolean {
  return viewer.office === matter.holder || viewer.office === matter.petitionOffice || gotCard
}

/** A repeat is put to the older matter, and matters that came in one are taken apart, by the same. */
export const mayJoin = mayDecideCategory

/** The office where the person stands: the one that has the matter, or the one that registered it. */
export function mayReissueCode(viewer: Staff, matter: Matter): boolean {
  return viewer.office === matter.holder || viewer.office === matter.petitionOffice
}

/**
 * For which office the person may issue such a document: the one that has the matter, by whoever may act for it; the petition
 * office that registered it; the superior of the one that has it. null: for none.
 */
export function issuerFor(form: Pick<Form, 'by'>, standing: Standing, org: Pick<Org, 'offices'>): string | null {
  const { viewer, matter } = standing
  if (form.by.includes('holder') && mayAct('accept', standing, org)) return matter.holder
  if (form.by.includes('petition') && viewer.office === matter.petitionOffice) return viewer.office
  const superior = org.offices.find(({ id }) => id === matter.holder)?.parent
  return form.by.includes('superior') && viewer.office === superior ? viewer.office : null
}

/** The petition office that registered forwards anywhere, the holder to the offices under it (article 22). */
export function forwardTargets({ viewer, matter }: Standing, org: Pick<Org, 'offices'>): string[] {
  if (viewer.office === matter.petitionOffice) return org.offices.map(({ id }) => id)
  if (viewer.office !== matter.holder) return []
  return officeSubordinates(viewer.office, org.offices).filter((id) => id !== viewer.office)
}
