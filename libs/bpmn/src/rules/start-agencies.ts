import { text } from '#kernel';
import { extension, is, list } from '../document.js';
import type { FlowNode } from '../graph.js';
import { type Flaw, type Rule, at } from './rule.js';

/**
 * A timer or a signal opens dossiers that nobody hands in, so that the diagram says where. Not asked of a component, which begins by being
 * called, nor of a plain diagram without `iso:procedure`, whose dossiers a desk opens.
 */
export const startAgencies: Rule = {
  id: 'start-agencies',
  severity: 'error',
  check: ({ document, model, graph }) => {
    const declared = extension(document.process, 'Procedure') !== undefined && model.kind === 'procedure';
    return declared ? graph.nodes.filter((node) => opensByItself(node) && !model.starts?.[node.id]).map(missing) : [];
  },
};

const opensByItself = ({ element }: FlowNode): boolean =>
  is(element, 'StartEvent') && element['parallelMultiple'] !== true && list(element, 'eventDefinitions').some((definition) => is(definition, 'TimerEventDefinition', 'SignalEventDefinition'));

const missing = (node: FlowNode): Flaw =>
  at(
    node,
    text(
      'Sự kiện bắt đầu theo thời gian hoặc tín hiệu phải nêu các cơ quan mở hồ sơ (iso:start agencies).',
      'A start by timer or signal states the agencies at which dossiers are opened (iso:start agencies).',
    ),
  );
