/** What a citizen confirmed, in the words of this side. The talking side's ids (`reporter`, `media`) are opaque here. */
export interface Draft {
  /** The same for every try of the same filing: a second one finds the first. */
  cause: string
  /** Whom to tell; the talking side gave it and understands it. */
  reporter: string
  channel: 'online' | 'letter' | 'phone' | 'fax' | 'visit'
  receivedAt: Date
  /** The citizen's own words in order, never edited. */
  words: string[]
  demands: string[]
  place: { id: string | null; text: string; latitude?: number; longitude?: number } | null
  party: string | null
  contact: { name?: string; phone?: string } | null
  media: string[]
  category: string | null
  danger: boolean
  noticeVersion: string
  /** Registered although nobody submitted it, with what was still to be asked (keys of fields). */
  incomplete?: { missing: string[] }
}

export interface Facts {
  place: Draft['place']
  party: string | null
  danger: boolean
}
