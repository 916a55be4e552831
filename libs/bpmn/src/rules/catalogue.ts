import { boundaryAttached } from './boundary-attached.js';
import { callNamesCode } from './call-names-code.js';
import { conditionMissing } from './condition-missing.js';
import { defaultFlow } from './default-flow.js';
import { elementUnreachable } from './element-unreachable.js';
import { endEvent } from './end-event.js';
import { eventGatewayTargets } from './event-gateway-targets.js';
import { eventRefNamed } from './event-ref-named.js';
import { executableSubset } from './executable-subset.js';
import { feelSyntax } from './feel-syntax.js';
import { flowNameDuplicate } from './flow-name-duplicate.js';
import { foreignBehaviour } from './foreign-behaviour.js';
import { loopValues } from './loop-values.js';
import type { Rule } from './rule.js';
import { scriptFeel } from './script-feel.js';
import { startEvent } from './start-event.js';
import { taskPasses } from './task-passes.js';
import { timerValue } from './timer-value.js';

/** Rules on the drawing alone, in the order in which their findings are shown: what can run, then how it is put together. */
export const RULES: readonly Rule[] = [
  executableSubset, scriptFeel, feelSyntax, timerValue, foreignBehaviour,
  startEvent, endEvent, elementUnreachable, boundaryAttached, eventGatewayTargets, eventRefNamed, callNamesCode, loopValues, taskPasses,
  defaultFlow, conditionMissing, flowNameDuplicate,
];
