import { adHocContent } from './ad-hoc-content.js';
import { boundaryAttached } from './boundary-attached.js';
import { callNamesCode } from './call-names-code.js';
import { compensationHandler } from './compensation-handler.js';
import { conditionMissing } from './condition-missing.js';
import { dataAssociation } from './data-association.js';
import { defaultFlow } from './default-flow.js';
import { elementUnreachable } from './element-unreachable.js';
import { endEvent } from './end-event.js';
import { eventGatewayTargets } from './event-gateway-targets.js';
import { eventRefNamed } from './event-ref-named.js';
import { executableSubset } from './executable-subset.js';
import { feelSyntax } from './feel-syntax.js';
import { flowEnds } from './flow-ends.js';
import { flowNameDuplicate } from './flow-name-duplicate.js';
import { foreignBehaviour } from './foreign-behaviour.js';
import { gatewayDirection } from './gateway-direction.js';
import { handOverAcknowledged } from './hand-over-acknowledged.js';
import { linkPair } from './link-pair.js';
import { loopValues } from './loop-values.js';
import { messageFlow } from './message-flow.js';
import type { Rule } from './rule.js';
import { scriptFeel } from './script-feel.js';
import { startAgencies } from './start-agencies.js';
import { startEvent } from './start-event.js';
import { structure } from './structure.js';
import { taskPasses } from './task-passes.js';
import { timerValue } from './timer-value.js';
import { tokenQuantity } from './token-quantity.js';
import { transactionCancel } from './transaction-cancel.js';

/** Rules on the drawing alone, in the order in which their findings are shown: what can run, then how it is put together. */
export const RULES: readonly Rule[] = [
  structure, executableSubset, scriptFeel, feelSyntax, dataAssociation, timerValue, foreignBehaviour,
  flowEnds, gatewayDirection, messageFlow, linkPair, compensationHandler, transactionCancel, adHocContent, tokenQuantity,
  startEvent, startAgencies, endEvent, elementUnreachable, boundaryAttached, eventGatewayTargets, eventRefNamed, callNamesCode, loopValues, taskPasses,
  defaultFlow, conditionMissing, flowNameDuplicate, handOverAcknowledged,
];
