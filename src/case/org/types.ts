export interface Organisation {
  name: string
  level: 'county'
  /** GB/T 2260, six digits. */
  region: string
}

export interface Place {
  id: string
  name: string
  level: 'county' | 'town' | 'village'
  /** null for the one place that holds all others. */
  parent: string | null
  aliases: readonly string[]
}

export interface Office {
  id: string
  name: string
  kind: 'petition' | 'department' | 'town'
  /** The superior office; null where the organisation's own list ends. */
  parent: string | null
  place: string
  phone: string
  address: string
  hours: string
}

export interface Staff {
  userid: string
  name: string
  office: string
  role: 'handler' | 'lead' | 'supervisor'
  substitute: string | null
}

/** Category '*' = whatever it is about; no place = everywhere; no kind = every kind. */
export interface RouteRow {
  category: string
  place: string | null
  kind: 'suggestion' | 'report' | 'claim' | null
  office: string
  /** 首办责任人, of that office; null: the office names somebody. */
  owner: string | null
}

/** One shift of the duty roster (值班表), half-open. */
export interface Shift {
  office: string
  userid: string
  from: Date
  to: Date
  /** Again every seven days from then on. */
  weekly: boolean
}

/** An imported organisation. Lists keep the order of the file; ids are unique in each. */
export interface Org {
  organisation: Organisation
  places: readonly Place[]
  offices: readonly Office[]
  staff: readonly Staff[]
  routes: readonly RouteRow[]
  duty: readonly Shift[]
}

export interface OrgFault {
  /** 1-based line of ORG_FILE. */
  line: number
  code: OrgFaultCode
  message: string
}

export type OrgFaultCode =
  | 'yaml'
  | 'shape'
  | 'duplicate'
  | 'unknown_office'
  | 'unknown_place'
  | 'unknown_staff'
  | 'unknown_category'
  | 'cycle'
  | 'root'
  | 'no_fallback'
  | 'no_staff'
  | 'not_of_office'
  | 'shift'
