export {
  absentStaff,
  type DirectoryMember,
  markStale,
  recordDepartment,
  recordDirectory,
  recordLeft,
  recordStanding,
  removeDepartment,
  renameStaff,
  type Standing as DirectoryStanding,
  staleLater,
  staleMembers,
} from './directory.ts'
export { findPlaces, type PlaceMatch } from './find-places.ts'
export { parseOrg } from './parse.ts'
export { emptyOffices, officesNamed, presentRecipients, recipientsOf, standIns } from './recipients.ts'
export { type EntryScene, recordScene, sceneOf } from './scenes.ts'
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
