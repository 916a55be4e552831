import { type BpmnDocument, parseBpmn } from './index.js';

const NAMESPACES = 'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:iso="urn:lienthong:bpmn:iso:1"';

/** A whole document around the inside of a process; a text that is a document already stays as it is. */
export const documentAround = (inside: string): string =>
  /^\s*<(\?xml|definitions)/.test(inside)
    ? inside
    : `<?xml version="1.0" encoding="UTF-8"?>
<definitions ${NAMESPACES} id="d" targetNamespace="urn:test">
<signal id="tin-hieu" name="tin-hieu"/><message id="thong-diep" name="thong-diep"/>
<error id="loi" errorCode="loi"/><escalation id="leo-thang" escalationCode="leo-thang"/>
<process id="p" isExecutable="true">
${inside}
</process>
</definitions>`;

export async function readDocument(inside: string): Promise<BpmnDocument> {
  const parsed = await parseBpmn(documentAround(inside));
  if (!parsed.ok) throw new Error(parsed.rejection.message.en);
  return parsed.value;
}

const TAGS: Record<string, string> = {
  start: 'startEvent', end: 'endEvent', task: 'userTask', xor: 'exclusiveGateway', and: 'parallelGateway', or: 'inclusiveGateway', any: 'eventBasedGateway',
};
const CATCHES: Record<string, string> = { message: '<messageEventDefinition messageRef="thong-diep"/>', timer: '<timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition>' };

/**
 * A process in short: statements separated by `;`, either `<kind> <id> <id>…` or flows `a>b>c`. Kinds are those of `TAGS` and `CATCHES`;
 * anything that starts with `<` is taken as XML.
 */
export function chart(source: string): string {
  let flows = 0;
  const statements = source.split(';').map((statement) => statement.trim()).filter(Boolean);
  return statements
    .map((statement) => {
      if (statement.startsWith('<')) return statement;
      if (statement.includes('>')) {
        const ids = statement.split('>').map((id) => id.trim());
        return ids.slice(1).map((id, index) => `<sequenceFlow id="${ids[index]}-${id}-${++flows}" sourceRef="${ids[index]}" targetRef="${id}"/>`).join('\n');
      }
      const [kind = '', ...ids] = statement.split(/\s+/);
      return ids.map((id) => (CATCHES[kind] ? `<intermediateCatchEvent id="${id}">${CATCHES[kind]}</intermediateCatchEvent>` : `<${TAGS[kind]} id="${id}"/>`)).join('\n');
    })
    .join('\n');
}
