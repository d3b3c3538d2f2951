import type { Transaction } from 'kysely'
import type { Tables } from '../platform/db/index.ts'
import { AppError, shanghaiDay } from '../platform/kernel/index.ts'
import { type DraftDeps, render, type Unsubmitted } from '../talk/dialogue/index.ts'
import { completable, filedValues } from './acts.ts'
import type { Context } from './context.ts'
import { draftOf } from './draft.ts'
import { fileMatter } from './matters.ts'
import { reporterOf } from './reporter.ts'
import { dateInWords } from './words.ts'

/** A draft becomes a registered, incomplete matter, in the transaction that takes it out of the dialogue. */
export async function fileUnsubmitted(
  trx: Transaction<Tables>,
  unsubmitted: Unsubmitted,
  context: Context,
): ReturnType<DraftDeps['file']> {
  const { cause, missing, missingLabels, now } = unsubmitted
  const draft = { ...draftOf(unsubmitted, reporterOf(unsubmitted.conversation.id), context), incomplete: { missing } }
  const opened = await fileMatter(trx, draft, cause, context)
  if (!opened) throw new AppError({ code: 'filed_twice', message: `${cause} has filed before` })
  const values = { ...filedValues(opened, context), missing: missingLabels }
  const { draft_filed: text = '', draft_filed_step: step = '' } = context.wording.common.texts
  return {
    filed: {
      ...{ number: values.number, at: now.toISOString() },
      lacks: missing.filter((name) => completable(context).includes(name)),
    },
    text: render(text, values),
    push: {
      ...{ subject: opened.row.id, label: values.number },
      gist: render(step, { date: dateInWords(shanghaiDay(now), now) }),
      // It holds the query code: told whatever the person chose, and in full.
      ...{ weight: 'decision', whole: true },
    },
  }
}
