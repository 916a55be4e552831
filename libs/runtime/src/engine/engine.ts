export type { EngineCommand, InstanceStatus, StepEffects } from './command.js';
export { type CompiledProcess, compile } from './compile.js';
export { ExecutionFault, InvalidLoopError, InvalidTimerError, NoFlowTakenError, NotDecidedError, ExpressionError, StepTooLongError, UnknownStateError, UnsupportedElementError, UnsupportedScriptError } from './errors.js';
export { type EngineState, LiveInstance, type RecoverOptions, type StartOptions } from './live-instance.js';
export { type ElementMapping, type Migrated, migrateState } from './migrate-state.js';
export type { Modification } from './modify.js';
export { type Passed, STEP_LIMIT, type Thrown } from './scope.js';
export type { StartTrigger, Trigger } from './start-trigger.js';
export type { Waiting, WaitingKind } from './waiting.js';
