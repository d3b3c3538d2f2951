import { AppError } from '../../platform/kernel/index.ts'

/** `why` names a program or what is missing, never a word of the paper. */
export const pdfFailed = (why: string, cause?: unknown) =>
  new AppError({ code: 'pdf_failed', message: `a document could not be made into PDF: ${why}`, cause })

export const documentChanged = (id: string) =>
  new AppError({ code: 'document_changed', message: `document ${id} has other bytes than were issued` })

/** Whoever issues has asked first what is missing. */
export const documentIncomplete = (form: string) =>
  new AppError({ code: 'document_incomplete', message: `a document of form ${form} was issued with values missing` })
