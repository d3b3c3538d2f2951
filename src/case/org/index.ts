export { findPlaces, type PlaceMatch } from './find-places.ts'
export { parseOrg } from './parse.ts'
export { officesNamed, recipientsOf, standIns } from './recipients.ts'
export { importOrg, readOrg } from './store.ts'
export {
  officeAncestors,
  officeSubordinates,
  petitionOfficeOf,
  placeChain,
  rootPlace,
  uncoveredCategories,
} from './tree.ts'
export type { Office, Org, Organisation, OrgFault, OrgFaultCode, Place, RouteRow, Staff } from './types.ts'
