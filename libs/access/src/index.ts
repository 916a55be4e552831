import { AccountRow, DelegationRow, PositionRow, SessionRow } from './account.entities.js';
import { AgencyClosureRow, AgencyRow, NationalDayRow, OpeningHoursRow, RoleRow, TerritoryRow } from './directory.entities.js';

/** Every row of the room, for the data source. */
export const ACCESS_ENTITIES = [
  AccountRow, AgencyClosureRow, AgencyRow, DelegationRow, NationalDayRow, OpeningHoursRow, PositionRow, RoleRow, SessionRow, TerritoryRow,
] as const;

export { AccessModule } from './access.module.js';
export { Agencies } from './agencies.js';
export { type Agency, Directory, type Person, type RelationFacts, type Role, type Territory } from './directory.js';
export { type Reach, type Span } from './calendar-edits.js';
export { endAgency } from './end-agency.js';
export { EditCalendar, type PreparedEdits } from './edit-calendar.js';
export {
  type AgencyKinds, type DossierAccess, type GovernanceStep, type TaskAccess,
  canAdminister, canContest, canDeclareForceMajeure, canGovern, canKeepGuards, canKeepLadders, canMergeAgencies, canSeeDossier, canSeePapers, canSignApology, canStopClock, canSupervise, canWorkTask, decidesContestsAt, supervisedAgencies,
} from './permissions.js';
export { DirectorySeed, type SeedOptions, type SeedOutcome, hasDemoAccounts, seedDirectory } from './seed-directory.js';
export { SESSION_CLOCK, SignIn, type SignedIn } from './sign-in.js';
export { agencyView, principalView } from './views.js';
