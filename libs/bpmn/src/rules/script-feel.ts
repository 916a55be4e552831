import { type Text, text } from '#kernel';
import { type ModdleElement, is, string } from '../document.js';
import { feelError } from '../feel.js';
import { type Rule, at } from './rule.js';

/** No code comes from a diagram: a script is a FEEL expression or it is refused. Without a script nothing is run (BPMN 2.0.2, 10.3.3). */
export const scriptFeel: Rule = {
  id: 'script-feel',
  severity: 'error',
  check: ({ nodes }) =>
    nodes
      .filter(({ element }) => is(element, 'ScriptTask') && hasScript(element))
      .flatMap(({ element }) => {
        const format = string(element, 'scriptFormat') ?? '';
        if (!/^(feel|application\/feel)$/i.test(format)) {
          return [at(element, unknown(format))];
        }
        const fault = feelError(string(element, 'script') ?? '');
        return fault === null ? [] : [at(element, text(`Kịch bản FEEL sai cú pháp: ${fault.vi}.`, `The FEEL script does not parse: ${fault.en}.`))];
      }),
};

const unknown = (format: string): Text =>
  format
    ? text(`Không nhận kịch bản «${format}»; chỉ nhận FEEL (scriptFormat="feel").`, `Script format "${format}" is not accepted, only FEEL (scriptFormat="feel").`)
    : text('Kịch bản không ghi ngôn ngữ; chỉ nhận FEEL (scriptFormat="feel").', 'The script says no format; only FEEL is accepted (scriptFormat="feel").');

/** A script task without one is passed like an abstract task. */
export const hasScript = (element: ModdleElement): boolean => element['script'] !== undefined;
