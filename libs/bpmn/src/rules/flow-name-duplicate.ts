import { text } from '#kernel';
import { type Rule, at } from './rule.js';

/** Two branches of one element with the same name cannot be told apart on the diagram or in the record of the dossier. */
export const flowNameDuplicate: Rule = {
  id: 'flow-name-duplicate',
  severity: 'warning',
  check: ({ nodes }) =>
    nodes.flatMap(({ outgoing }) => {
      const names = outgoing.map(({ element }) => element.name?.trim().toLowerCase() ?? '');
      return outgoing
        .filter((_, index) => names[index] !== '' && names.indexOf(names[index] ?? '') < index)
        .map(({ element }) => at(element, text(`Hai nhánh cùng tên «${element.name}».`, `Two branches share the name "${element.name}".`)));
    }),
};
