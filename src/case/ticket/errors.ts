import type { Refusal } from './acts.ts'

/** Refusals are values, worded in flows/ and the console. The meanings here are for docs/errors.md. */
export const REFUSALS: { readonly [code in Refusal['code']]: string } = {
  already_done: 'the act was done before; carries who and when',
  not_registered: 'there is no matter yet',
  not_forwarded: 'no office has the matter that could accept or return it',
  not_accepted: 'an answer needs an acceptance first',
  not_answered: 'closing needs an answer first',
  after_acceptance: 'an accepted matter is not passed on or returned',
  is_closed: 'the matter is closed',
  no_sender: 'the petition office holds the matter itself and has nobody to return it to',
  moved_on: 'since the actor looked, the matter went to another office',
  barred_office: 'the office is complained of, or is under one that is',
  text_required: 'the answer has no words',
  reason_required: 'the return has no reason',
  note_required: 'told by phone or on paper needs a note',
  answer_not_told: 'the citizen has not been told the answer',
}

/** Codes of AppErrors thrown here: bugs and broken infrastructure. */
export const THROWN = {
  clock_impossible: 'an event starts a clock and does not carry what its date needs',
  clock_without_base: 'a clock runs on from another that was never started',
  matter_without_mark: 'a matter is in a state whose act left no mark',
  number_key_length: 'the key of the number permutation has not 32 bytes',
  number_out_of_range: 'a sequence is outside the range of numbers',
  random_source_broken: 'the random source gives no usable byte',
} as const
