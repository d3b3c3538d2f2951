import { z } from 'zod'
import { historyEntry, objection } from './history.ts'
import { checkpointWord, delivered, stateWord, stepWord, supervisedFor } from './words.ts'

const instant = z.iso.datetime()
const day = z.iso.date()

export const actWord = z.enum([
  ...(['told', 'accept', 'answer', 'close', 'forward', 'object', 'agree', 'insist', 'designate', 'direct'] as const),
  ...(['refuse', 'extend', 'execute', 'report', 'decide_review', 'decide_rereview', 'hear', 'escalate'] as const),
  ...(['deliver', 'dispute', 'request_review', 'request_rereview', 'withdraw', 'recuse', 'own', 'lead'] as const),
  ...(['supervise', 'reply', 'propose', 'respond', 'meet', 'promise', 'keep', 'convene', 'mediate'] as const),
  ...(['follow_up'] as const),
])

export const officeName = z.strictObject({ id: z.string(), name: z.string() })
export const officeList = z.strictObject({ offices: z.array(officeName) })

/** Every answer that is not what was asked for: a stable code, the values it speaks of, and words for a person. */
export const problem = z.strictObject({
  code: z.string(),
  message: z.string(),
  values: z.record(z.string(), z.string()).optional(),
})

export const me = z.strictObject({
  userid: z.string(),
  name: z.string(),
  role: z.enum(['handler', 'lead', 'supervisor']),
  office: officeName,
  /** May take down letters, calls and visits. */
  mayRegister: z.boolean(),
})

export const clock = z.strictObject({
  rule: z.string(),
  due: day,
  article: z.string(),
  /** The date touches a year whose holiday notice is not loaded. */
  provisional: z.boolean(),
  /** The grounds of the date, exactly; null where it rests on more than its start. */
  sentence: z.string().nullable(),
  metAt: instant.nullable(),
})

/** What somebody owes the matter beside its legal clocks. `open`: what it is about, where somebody wrote it. */
export const checkpoint = z.strictObject({
  id: z.string(),
  kind: checkpointWord,
  due: day,
  metAt: instant.nullable(),
  /** The office that owes it. */
  office: z.string(),
  what: z.string().nullable(),
})

/** Nothing in it names a citizen: a list is not a read. */
export const ticketSummary = z.strictObject({
  id: z.string(),
  number: z.string(),
  state: stateWord,
  stateText: z.string(),
  category: z.string().nullable(),
  place: z.string().nullable(),
  danger: z.boolean(),
  registeredAt: instant,
  /** The next legal date that is still running. */
  due: day.nullable(),
})
export const ticketPage = z.strictObject({ tickets: z.array(ticketSummary), more: z.boolean() })

/** Another matter that may be the same, as far as the person who asks may open it. */
export const similarMatter = z.strictObject({
  id: z.string(),
  number: z.string(),
  stateText: z.string(),
  office: z.string(),
  place: z.string().nullable(),
  registeredAt: instant,
  /** Half of its words and more are the same. */
  copy: z.boolean(),
  /** The person who asks may merge this matter into it now. */
  mergeable: z.boolean(),
})

export const file = z.strictObject({
  id: z.string(),
  kind: z.string(),
  state: z.enum(['pending', 'stored', 'failed']),
  contentType: z.string().nullable(),
  bytes: z.number().nullable(),
  name: z.string().nullable(),
})

export const talkEntry = z.strictObject({
  at: instant,
  by: z.enum(['citizen', 'servicer']),
  name: z.string().nullable(),
  kind: z.string(),
  text: z.string(),
})

/** What may be chosen, with its owner's note. */
export interface CategoryNode {
  name: string
  note: string | null
  children: CategoryNode[]
}
const categoryNode: z.ZodType<CategoryNode> = z.strictObject({
  name: z.string(),
  note: z.string().nullable(),
  get children() {
    return z.array(categoryNode)
  },
})
export const categoryTree = z.strictObject({ version: z.string(), categories: z.array(categoryNode) })

const path = z.array(z.string())
export const categoryView = z.strictObject({
  /** False: suggestions are turned off, and staff decide without. */
  suggesting: z.boolean(),
  /** At the filing; null: nothing was said. `set`: the true one is most likely among these; empty where it was unsure. */
  proposed: z.strictObject({ set: z.array(z.string()), unsure: z.boolean(), modelVersion: z.string() }).nullable(),
  byCitizen: z.string().nullable(),
  /** Second and third level, likeliest first, with the words that speak for it and how many alike matters are under it. */
  entries: z.array(z.strictObject({ path, words: z.array(z.string()), confirmed: z.number() })),
  /** Oldest first; the last one holds. */
  decisions: z.array(
    z.strictObject({
      ...{ path, by: z.string(), office: z.string(), at: instant },
      ...{ modelVersion: z.string().nullable(), rulesVersion: z.string() },
    }),
  ),
  mayDecide: z.boolean(),
})

/** What its words say a matter is, with these words; staff decide. */
export const legalView = z.strictObject({
  rulesVersion: z.string(),
  nature: z.enum(['claim', 'suggestion', 'report', 'unclear']),
  natureWords: z.array(z.string()),
  /** Of article 31, likeliest first. */
  ways: z.array(
    z.strictObject({
      way: z.number(),
      name: z.string(),
      who: z.string(),
      words: z.array(z.string()),
      /** Legal limits that may run out meanwhile; not confirmed: the figure was not read in the law itself. */
      limits: z.array(
        z.strictObject({
          ...{ what: z.string(), length: z.string(), from: z.string(), cite: z.string() },
          confirmed: z.boolean(),
        }),
      ),
    }),
  ),
  ask: z.string(),
})

export const ticketView = z.strictObject({
  id: z.string(),
  /** Printed in groups. */
  number: z.string(),
  state: stateWord,
  stateText: z.string(),
  category: z.string().nullable(),
  place: z.strictObject({ name: z.string().nullable(), text: z.string().nullable() }),
  registeredAt: instant,
  danger: z.boolean(),
  /** Registered from what its author never submitted; null: it was submitted. */
  incomplete: z.strictObject({ missing: z.array(z.string()) }).nullable(),
  words: z.array(z.string()),
  /** Each gets a disposition; without words it is the whole matter. */
  demands: z.array(
    z.strictObject({
      id: z.string(),
      text: z.string(),
      /** The matter it goes on as. */ goneTo: z.string().nullable(),
    }),
  ),
  /** `transcribedBy`: written down from a voice by that member, not by the citizen. */
  supplements: z.array(z.strictObject({ at: instant, words: z.string(), transcribedBy: z.string().nullable() })),
  /** Voices that somebody still has to write down. */
  voices: z.array(z.strictObject({ mediaId: z.string() })),
  /** What citizen and servicers said to each other since the filing, oldest first. */
  talk: z.array(talkEntry),
  /** Name in WeChat: whatever the person chose to be called there. */
  nickname: z.string().nullable(),
  /** The link or poster the person came by. */
  entry: z.strictObject({ scene: z.string(), place: z.string().nullable(), office: z.string().nullable() }).nullable(),
  contact: z
    .strictObject({
      name: z.string().nullable(),
      phone: z.string().nullable(),
      address: z.string().nullable(),
      /** Who speaks for those that file together, five at most. */
      representatives: z.array(z.strictObject({ name: z.string(), phone: z.string().nullable() })),
    })
    .nullable(),
  party: z.string().nullable(),
  /** In the citizen's words; null where nothing was said. */
  circumstances: z.strictObject({
    time: z.string().nullable(),
    tried: z.string().nullable(),
    /** Whoever passed it on, and their number for it. */
    source: z.strictObject({ name: z.string(), number: z.string().nullable() }).nullable(),
    /** Sums of money it is about. */
    amount: z.string().nullable(),
    /** How many households or people it concerns; `people`: how many file together. */
    concerned: z.string().nullable(),
    people: z.number().nullable(),
    /** Where documents are wanted; null: never asked, which is no consent to electronic delivery. */
    delivery: z.enum(['chat', 'paper']).nullable(),
    behalf: z
      .strictObject({
        who: z.string(),
        agreed: z.boolean().nullable(),
        /** Who is to be told how it goes. */
        tell: z.enum(['filer', 'concerned', 'both']).nullable(),
      })
      .nullable(),
    /** What the citizen takes it for, and where that came from; staff decide. */
    kind: z
      .strictObject({
        suggested: z.enum(['claim', 'suggestion', 'report']),
        by: z.enum(['citizen', 'words', 'presumed']),
      })
      .nullable(),
  }),
  office: officeName,
  petitionOffice: officeName,
  files: z.array(file),
  history: z.array(historyEntry),
  clocks: z.array(clock),
  /** Soonest first; those that were met last. */
  checkpoints: z.array(checkpoint),
  /** What the record itself shows of article 40; a person judges it. */
  breaches: z.array(z.strictObject({ why: supervisedFor, since: day })),
  /** Who of the office works on it. */
  owner: z.string().nullable(),
  /** The leader in charge, with opinion, standard and date. */
  lead: z.strictObject({ leader: z.string(), opinion: z.string(), standard: z.string(), due: day }).nullable(),
  /** Steps that the chat could not tell: somebody has to, by telephone or on paper. */
  notTold: z.array(z.strictObject({ step: stepWord, since: instant })),
  /** Likest first. */
  similar: z.array(similarMatter),
  legal: legalView,
  classification: categoryView,
  /** Offices that said it is not theirs, oldest first: both sides where two did. */
  objections: z.array(objection),
  /** The day by which the office that assigned it wants the closing report. */
  assigned: day.nullable(),
  helping: z.array(officeName),
  /** The citizen does not accept the answer: the next word is another officer's. */
  disputed: z.boolean(),
  /** Demands by id that were supported and that nobody has recorded as done. */
  toExecute: z.array(z.string()),
  /** Documents known to be in the citizen's hands. */
  delivered: z.array(delivered),
  /** What the person who asks may do now, and with which choices. */
  acts: z.array(actWord),
  /** Whether how it ended is known to have reached the citizen; else closing asks how the citizen was told. */
  answerTold: z.boolean(),
  forwardTo: z.array(officeName),
  designateTo: z.array(officeName),
  /** Offices that may be asked to help the one it is forwarded to. */
  helpFrom: z.array(officeName),
  /** Documents for which a receipt may be recorded. */
  deliverable: z.array(delivered),
  /** Who may be named as working on it; the first is the person who asks. */
  ownable: z.array(z.strictObject({ userid: z.string(), name: z.string() })),
  /** Offices that may come to a joint conference. */
  convenable: z.array(officeName),
  /** Who may be said to stand aside; the first is the person who asks. */
  recusable: z.array(z.strictObject({ userid: z.string(), name: z.string() })),
  mayReissueCode: z.boolean(),
  /** Into an older matter of the same author, which has to be named. */
  mayMerge: z.boolean(),
  maySplit: z.boolean(),
})

export type StateWord = z.infer<typeof stateWord>
export type ActWord = z.infer<typeof actWord>
export type OfficeName = z.infer<typeof officeName>
export type OfficeList = z.infer<typeof officeList>
export type Problem = z.infer<typeof problem>
export type Me = z.infer<typeof me>
export type Clock = z.infer<typeof clock>
export type CheckpointView = z.infer<typeof checkpoint>
export type File = z.infer<typeof file>
export type SimilarMatter = z.infer<typeof similarMatter>
export type TicketSummary = z.infer<typeof ticketSummary>
export type TicketPage = z.infer<typeof ticketPage>
export type TalkEntry = z.infer<typeof talkEntry>
export type CategoryView = z.infer<typeof categoryView>
export type TicketView = z.infer<typeof ticketView>

export const jsSdkSignatures = z.strictObject({
  corpId: z.string(),
  agentId: z.number(),
  timestamp: z.number(),
  nonceStr: z.string(),
  /** For wx.config. */
  signature: z.string(),
  /** For wx.agentConfig. */
  agentSignature: z.string(),
})
export type JsSdkSignatures = z.infer<typeof jsSdkSignatures>
