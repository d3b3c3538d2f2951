export { composeForm, missingOf } from './compose.ts'
export { loadForms } from './load.ts'
export type {
  Block,
  DemandValue,
  Field,
  Form,
  FormDocument,
  FormFault,
  Forms,
  Missing,
  Value,
  Values,
} from './types.ts'
export { filledWith, type Issuing, isReport, type MatterParts, offeredForms, valuesOf } from './values.ts'
