/** What a flow may `do:` (flows/*.yaml); acts.ts binds each name. */
export const ACT_NAMES = [
  'submit_complaint',
  'list_matters',
  'look_up_matter',
  'open_matter',
  'supplement_matter',
  'complete_matter',
  'choose_notices',
] as const
export type ActNameInFlow = (typeof ACT_NAMES)[number]
