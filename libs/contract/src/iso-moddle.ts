export const ISO_NAMESPACE = 'urn:lienthong:bpmn:iso:1';

const attribute = (name: string) => ({ name, isAttr: true, type: 'String' });
const attributes = (...names: string[]) => names.map(attribute);
const children = (name: string, type: string) => ({ name, type, isMany: true });

/**
 * The ISO extension as a moddle descriptor; `docs/iso-extension.md` is its manual. Every value is read as text: whether it is a
 * number, a unit or a state is judged by `readModel`, which can name the element at fault, while moddle would read `NaN` in silence.
 */
export const isoModdle = {
  name: 'Iso',
  prefix: 'iso',
  uri: ISO_NAMESPACE,
  xml: { tagAlias: 'lowerCase' },
  types: [
    {
      name: 'Procedure',
      superClass: ['Element'],
      properties: [
        ...attributes('code', 'nameEn', 'kind', 'field', 'level', 'legalLimit', 'legalUnit', 'basis', 'basisConfirmed', 'convention', 'firstDay', 'cutoff', 'acknowledge', 'ladder'),
        children('papers', 'Paper'),
        children('results', 'Result'),
        children('extensions', 'Extension'),
      ],
    },
    { name: 'Paper', superClass: ['Element'], properties: attributes('code', 'name', 'nameEn', 'originals', 'copies', 'required', 'compartment') },
    { name: 'Result', superClass: ['Element'], properties: attributes('code', 'name', 'nameEn') },
    { name: 'Extension', superClass: ['Element'], properties: attributes('code', 'name', 'nameEn', 'amount', 'unit', 'basis', 'basisConfirmed') },
    { name: 'Form', superClass: ['Element'], properties: [attribute('key'), { name: 'schema', isBody: true, type: 'String' }] },
    {
      name: 'Step',
      superClass: ['Element'],
      properties: [
        ...attributes('nameEn', 'agency', 'role', 'budget', 'unit', 'opinion', 'signature', 'form', 'ladder'),
        children('papersIn', 'PaperIn'),
        children('papersOut', 'PaperOut'),
      ],
    },
    { name: 'PaperIn', superClass: ['Element'], properties: attributes('code') },
    { name: 'PaperOut', superClass: ['Element'], properties: attributes('code', 'name', 'nameEn', 'compartment', 'required') },
    { name: 'Clock', superClass: ['Element'], properties: attributes('stop', 'evidence') },
    { name: 'Dmn', superClass: ['Element'], properties: [attribute('key'), { name: 'source', isBody: true, type: 'String' }] },
    { name: 'Decision', superClass: ['Element'], properties: attributes('ref', 'result') },
    { name: 'Job', superClass: ['Element'], properties: attributes('topic', 'retries', 'backoff') },
    { name: 'Start', superClass: ['Element'], properties: attributes('agencies', 'catchUp') },
    { name: 'Correlation', superClass: ['Element'], properties: attributes('key') },
    { name: 'Loop', superClass: ['Element'], properties: attributes('rounds') },
    { name: 'Milestone', superClass: ['Element'], properties: attributes('state', 'result') },
    {
      name: 'MultiInstance',
      extends: ['bpmn:MultiInstanceLoopCharacteristics'],
      properties: attributes('collection', 'elementVariable', 'outputCollection'),
    },
  ],
};
