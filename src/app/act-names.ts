/** What a flow may `do:` (flows/*.yaml); acts.ts binds each name. */
export const ACT_NAMES = [
  'submit_complaint',
  'list_matters',
  'look_up_matter',
  'open_matter',
  'supplement_matter',
  'attach_photos',
  'add_place',
  'complete_matter',
  'choose_notices',
  'explain_law',
  'list_hotlines',
  'list_answered',
  'receive_documents',
  'withdraw_matter',
  'dispute_answer',
  'review_state',
  'request_review',
  'rating_state',
  'rate_matter',
  'tell',
] as const
export type ActNameInFlow = (typeof ACT_NAMES)[number]
