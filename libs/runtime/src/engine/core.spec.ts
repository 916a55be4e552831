import { readFileSync } from 'node:fs';
import * as core from './core.js';

describe('the execution core is the one that was examined', () => {
  it('is of the pinned version: another one is to be judged by the conformance tests and by this file', () => {
    const { version } = JSON.parse(readFileSync(new URL('../../../../node_modules/bpmn-elements/package.json', import.meta.url), 'utf8')) as { version: string };
    expect(version).toBe('17.3.0');
  });

  it('has the members that are overridden or called', () => {
    const members: [unknown, string[]][] = [
      [core.Activity, ['_onInbound', '_onJoinInbound', '_onRunMessage', '_continueRunMessage', '_publishEvent', '_doRunLeave', '_doRunOutbound', '_publishRunOutbound', '_runDiscard', 'evaluateOutbound', 'run', 'shake']],
      [core.BoundaryEventBehaviour, ['_onCompleted', '_onRepeatMessage']],
      [core.SubProcessBehaviour, ['_upsertExecution']],
      [core.EventBasedGatewayBehaviour, ['_onTargetCompleted']],
      [core.ErrorEventDefinition, ['executeThrow', '_onErrorMessage', '_catchError']],
      [core.CancelEventDefinition, ['executeThrow']],
      [core.TerminateEventDefinition, ['execute']],
      [core.LoopCharacteristics, ['execute']],
    ];
    for (const [type, names] of members) {
      const { prototype } = type as { prototype: Record<string, unknown> };
      for (const name of names) expect(`${name} ${typeof prototype[name]}`).toBe(`${name} function`);
    }
  });
});
