import conditionalFlows from 'bpmnlint/rules/conditional-flows';
import fakeJoin from 'bpmnlint/rules/fake-join';
import labelRequired from 'bpmnlint/rules/label-required';
import noDuplicateFlows from 'bpmnlint/rules/no-duplicate-sequence-flows';
import noGatewayJoinFork from 'bpmnlint/rules/no-gateway-join-fork';
import noOverlapping from 'bpmnlint/rules/no-overlapping-elements';
import superfluousGateway from 'bpmnlint/rules/superfluous-gateway';

const RULES: Record<string, unknown> = {
  'conditional-flows': conditionalFlows,
  'fake-join': fakeJoin,
  'label-required': labelRequired,
  'no-duplicate-sequence-flows': noDuplicateFlows,
  'no-gateway-join-fork': noGatewayJoinFork,
  'no-overlapping-elements': noOverlapping,
  'superfluous-gateway': superfluousGateway,
};

/** How a drawing reads well: hints of bpmnlint on the canvas, off until asked for. What may run is judged by the proof, never here. */
export const STYLE_HINTS = {
  config: { rules: Object.fromEntries(Object.keys(RULES).map((name) => [name, 'warn'])) },
  resolver: {
    resolveRule: (_package: string, name: string): unknown => RULES[name],
    resolveConfig: (name: string): never => {
      throw new Error(`no configuration ${name} is known`);
    },
  },
};
