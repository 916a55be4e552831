export { type LedgerEntry, type LedgerFault, UnrecordableDataError } from './chain.js';
export { type Checkpoint, type CheckpointFault, type CheckpointTrust, Checkpoints } from './checkpoints.js';
export { type Followed, type LedgerGap, entriesOfChains, followLedger } from './follow.js';
export { lastSafePosition, lastSeqOf } from './ledger.repository.js';
export { LEDGER_KINDS, type LedgerKind, kindName } from './kinds.js';
export { LedgerModule } from './ledger.module.js';
export { DIRECTORY_CHAIN, Ledger, alertChain, guardChain, type LedgerDraft, type LedgerPage, type Verification, type VerifyOptions, procedureChain } from './ledger.js';
