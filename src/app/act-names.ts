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
  'offer_code_by_text',
  'text_proof',
  'reissue_by_text',
  'tell',
] as const
export type ActNameInFlow = (typeof ACT_NAMES)[number]
