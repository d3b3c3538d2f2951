import type { MatterKind, State } from '../ticket/index.ts'

/** How a value is written and printed: one line, paragraphs, a day, a key with its words, the list of demands. */
export type FieldKind = 'line' | 'text' | 'date' | 'word' | 'demands'

/** matter: read from its rows and events · staff: written by whoever issues · issue: set by the issuing itself. */
export type FieldSource = 'matter' | 'staff' | 'issue'

export interface Option {
  text: string
  cite: string | null
  /** Fields that must be filled when this one is chosen. */
  needs: readonly string[]
}

export interface Field {
  name: string
  /** What staff call it; said when it is missing. */
  label: string
  from: FieldSource
  kind: FieldKind
  required: boolean
  /** Whether staff may write something else than the matter says. */
  edit: boolean
  help: string | null
  /** For a word: what may be chosen, by key. */
  options: Readonly<Record<string, Option>>
  /** For demands: what each of them must have, and what staff call it. */
  needs: { readonly [key in DemandKey]?: string }
}

export const DEMAND_KEYS = ['n', 'demand', 'outcome', 'facts', 'basis'] as const
export type DemandKey = (typeof DEMAND_KEYS)[number]
/** One claim and what is decided on it (article 32). `outcome` is a key of the field's options. */
export type DemandValue = { readonly [key in DemandKey]?: string }

export type Value = string | readonly DemandValue[]
export type Values = Readonly<Record<string, Value | undefined>>

/** A block as it is written in a form, with {placeholders}. */
export type FormBlock =
  | { kind: 'heading'; text: string }
  | { kind: 'paragraph'; text: string }
  | { kind: 'note'; text: string }
  | { kind: 'rows'; rows: readonly { label: string; text: string }[] }
  | { kind: 'each'; list: string; lines: readonly string[] }
  | { kind: 'ticks'; field: string; label: string | null }
  | { kind: 'seal'; organ: string; date: string }
  | { kind: 'signatures'; labels: readonly string[] }

/** When a form is offered to staff, and for which matters. */
export interface Offered {
  states: readonly State[]
  /** The event that must stand in the history. */
  after: string | null
  kinds: readonly MatterKind[]
  /** Profiles of rules whose matters have other papers. */
  notUnder: readonly string[]
}

export const ISSUERS = ['holder', 'petition', 'superior'] as const
export type Issuer = (typeof ISSUERS)[number]

export interface Form {
  id: string
  version: string
  title: string
  cite: string
  /** citizen: gets a link · organ: goes to another organ · file: is filled by hand and kept. */
  to: 'citizen' | 'organ' | 'file'
  by: readonly Issuer[]
  offered: Offered
  fields: readonly Field[]
  blocks: readonly FormBlock[]
}

export interface Forms {
  all: readonly Form[]
  numbering: Numbering
}

export interface Numbering {
  /** 机关代字 by office id. */
  marks: Readonly<Record<string, string>>
}

export interface FormFault {
  file: string
  /** 1-based. */
  line: number
  message: string
}

/** A finished document: words only, in the order of the page. */
export type Block =
  | { kind: 'heading' | 'paragraph' | 'note'; text: string }
  | { kind: 'rows'; rows: readonly { label: string; text: string }[] }
  | { kind: 'list'; items: readonly (readonly string[])[] }
  /** With a label they stand in one line behind it. */
  | { kind: 'ticks'; label: string | null; options: readonly { text: string; ticked: boolean }[] }
  | { kind: 'seal'; organ: string; date: string }
  | { kind: 'signatures'; labels: readonly string[] }

export interface FormDocument {
  form: string
  version: string
  title: string
  /** The printed number. */
  number: string
  blocks: readonly Block[]
}

export interface Missing {
  field: string
  /** In words staff understand. */
  label: string
  /** Which of the demands, from 1. */
  item?: number
}
