import { err, ok, type Result } from '../../platform/kernel/index.ts'
import {
  type Org,
  officeAncestors,
  officeSubordinates,
  petitionOfficeOf,
  placeChain,
  type RouteRow,
} from '../org/index.ts'
import type { ForwardBasis } from './acts.ts'
import type { MatterKind } from './states.ts'

export interface RouteQuestion {
  /** First-level category, or null where nobody is sure. */
  category: string | null
  /** Id of the place of the problem, or null where it is unknown. */
  place: string | null
  kind: MatterKind
  /** Offices complained of. */
  respondents?: readonly string[]
}

export interface Route {
  officeId: string
  how: Exclude<ForwardBasis['how'], 'by_hand'>
  /** Of the regulation: 22(1) own level, 22(2) lower level, 30 for a report. */
  article: string
  /** Of that office, who answers for such matters; null: the office names somebody. */
  owner: string | null
}

export type RouteFault = { code: 'no_independent_office'; barred: readonly string[] }

/** The offices complained of and everything under them: none may receive the matter (articles 30, 46(5)). */
export function barredOffices(respondents: readonly string[], org: Pick<Org, 'offices'>): string[] {
  return [...new Set(respondents.flatMap((id) => officeSubordinates(id, org.offices)))]
}

/** The nearest office above all of these (article 24); null where they have none in common that is free to decide. */
export function commonSuperior(
  offices: readonly string[],
  org: Pick<Org, 'offices'>,
  free: (office: string) => boolean,
): string | null {
  const [first = [], ...others] = offices.map((id) => officeAncestors(id, org.offices).map((office) => office.id))
  return first.find((id) => free(id) && others.every((above) => above.includes(id))) ?? null
}

/**
 * Place × level × subject (article 5). Most specific first: category and place up its chain, category anywhere, then the
 * place's own office for whatever it is, then the petition office. A route that leads to an office complained of is
 * skipped; where every route for the subject does, its superior has it.
 */
export function route(question: RouteQuestion, org: Org): Result<Route, RouteFault> {
  const barred = barredOffices(question.respondents ?? [], org)
  const free = (officeId: string) => !barred.includes(officeId)
  const candidates = candidatesFor(question, org)
  const found = candidates.find(({ officeId }) => free(officeId)) ?? superiorOf(candidates[0], org, free)
  if (found !== undefined) return ok({ ...found, article: articleFor(question.kind, found.officeId, org) })
  const fallback = petitionOfficeOf(question.place, org)
  const above = fallback === undefined ? [] : [fallback, ...officeAncestors(fallback.id, org.offices)]
  const independent = above.find(({ id }) => free(id))
  if (independent === undefined) return err({ code: 'no_independent_office', barred })
  const how = independent.id === fallback?.id ? 'fallback' : 'superior'
  return ok({ officeId: independent.id, how, owner: null, article: articleFor(question.kind, independent.id, org) })
}

type Candidate = Pick<Route, 'officeId' | 'how' | 'owner'>

/** Rows for this kind of matter, where there are any, leave the others no say: a report goes to discipline inspection. */
function candidatesFor(question: RouteQuestion, org: Org): Candidate[] {
  const forKind = candidatesAmong(
    org.routes.filter((row) => row.kind === question.kind),
    question,
    org,
  )
  return forKind.length > 0
    ? forKind
    : candidatesAmong(
        org.routes.filter((row) => row.kind === null),
        question,
        org,
      )
}

/** Where rows name the subject, the place's own office is no substitute for them: it may be under the one skipped. */
function candidatesAmong(rows: readonly RouteRow[], question: RouteQuestion, org: Org): Candidate[] {
  const places = question.place === null ? [] : placeChain(question.place, org.places).map(({ id }) => id)
  const bySubject = rows.filter((row) => row.category === question.category)
  const named = [...atPlaces(bySubject, places, 'category+place'), ...atPlaces(bySubject, [null], 'category')]
  if (named.length > 0) return named
  const anything = rows.filter((row) => row.category === '*')
  // '*' for everywhere is only allowed with a kind, which then is the subject.
  return [...atPlaces(anything, places, 'place'), ...atPlaces(anything, [null], 'category')]
}

/** The rows of those places, in the order of the places. */
function atPlaces(rows: readonly RouteRow[], places: readonly (string | null)[], how: Route['how']): Candidate[] {
  const here = (place: string | null) => rows.filter((row) => row.place === place)
  return places.flatMap((place) => here(place).map(({ office, owner }) => ({ officeId: office, how, owner })))
}

function superiorOf(skipped: Candidate | undefined, org: Org, free: (id: string) => boolean): Candidate | undefined {
  if (skipped === undefined) return undefined
  const superior = officeAncestors(skipped.officeId, org.offices).find(({ id }) => free(id))
  return superior === undefined ? undefined : { officeId: superior.id, how: 'superior', owner: null }
}

function articleFor(kind: MatterKind, officeId: string, org: Org): string {
  if (kind === 'report') return '30'
  return org.offices.find(({ id }) => id === officeId)?.kind === 'town' ? '22(2)' : '22(1)'
}
