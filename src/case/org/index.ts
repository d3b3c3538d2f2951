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
export { type DutyHole, dutyHoles, onDuty } from './duty.ts'
export { findPlaces, type PlaceMatch } from './find-places.ts'
export { nextToPage, type Paging } from './paging.ts'
export { parseOrg, parseRoster } from './parse.ts'
export { emptyOffices, officesNamed, presentRecipients, recipientsOf, standIns } from './recipients.ts'
export { type EntryScene, recordScene, sceneOf } from './scenes.ts'
export { importOrg, readOrg, replaceRoster } from './store.ts'
export {
  officeAncestors,
  officeSubordinates,
  petitionOfficeOf,
  placeChain,
  rootPlace,
  uncoveredCategories,
} from './tree.ts'
export type { Office, Org, Organisation, OrgFault, OrgFaultCode, Place, RouteRow, Shift, Staff } from './types.ts'
