export { composeForm, missingOf } from './compose.ts'
export { renderDocx } from './docx.ts'
export { documentHtml, escaped, PHONE_STYLE, paperHtml } from './html.ts'
export { loadForms } from './load.ts'
export { findPrinter, type Printer } from './pdf.ts'
export {
  correctable,
  type DocumentRow,
  documentByToken,
  documentOf,
  documentsOf,
  issueDocument,
  markOpened,
  openContent,
  WORD_TYPE,
  wordFile,
} from './store.ts'
export type {
  Block,
  DemandValue,
  Field,
  Form,
  FormDocument,
  FormFault,
  Forms,
  Issuer,
  Missing,
  Value,
  Values,
} from './types.ts'
export { filledWith, type Issuing, isReport, type MatterParts, offeredForms, valuesOf } from './values.ts'
