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
  /** Representatives speak for those who file together; at most five (Regulations Art. 20). */
  contact: Contact | null
  circumstances?: Circumstances
  media: string[]
  category: string | null
  danger: boolean
  noticeVersion: string
  /** Registered although nobody submitted it, with what was still to be asked (keys of fields). */
  incomplete?: { missing: string[] }
}

export interface Contact {
  name?: string
  phone?: string
  /** Where papers reach them (article 19). */
  address?: string
  representatives?: { name: string; phone?: string }[]
}

/** What is told beside place and party; absent where nothing was said. */
export interface Circumstances {
  /** When it happened, in the citizen's words, with the days meant where they could be reckoned. */
  time?: { text: string; from?: string; to?: string }
  /** What was done about it before. */
  tried?: string
  /** Sums of money it is about. */
  amount?: string
  /** How many households or people it concerns, whoever files it. */
  concerned?: string
  /** How many file together. */
  people?: number
  /**
   * What kind of matter the citizen takes it for (Art. 29–31); staff decide. `words`: read out of them and shown before it was
   * filed; `presumed`: nothing in the words makes it anything but a claim.
   */
  kind?: { suggested: 'claim' | 'suggestion' | 'report'; by: 'citizen' | 'words' | 'presumed' }
  /** How documents are to reach the citizen: into the chat or on paper. Absent: never asked, which is no consent. */
  delivery?: 'chat' | 'paper'
  /**
   * Told for somebody else: whether that person has agreed, and who is to be told how it goes; null where the citizen did not say.
   */
  behalf?: { who: string; agreed: boolean | null; tell?: 'filer' | 'concerned' | 'both' | null }
}

export interface Facts extends Circumstances {
  place: Draft['place']
  party: string | null
  danger: boolean
}
