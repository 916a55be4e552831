import { type Result, reject, text } from '#kernel';
import type { BpmnDocument, ModdleElement } from './document.js';
import { newModdle } from './moddle.js';

export interface Moddle {
  fromXML(xml: string): Promise<{ rootElement: ModdleElement; warnings: Lost[] }>;
  toXML(element: ModdleElement, options: { format: boolean }): Promise<{ xml: string }>;
  create(type: string, properties: Record<string, unknown>): ModdleElement;
}

interface Lost {
  message: string;
  element?: ModdleElement;
  property?: string;
  value?: string;
}

/** A document opened to be changed: a tree of its own, written as it was read but for the changes. */
export interface Editable {
  moddle: Moddle;
  definitions: ModdleElement;
  write(options?: { format: boolean }): Promise<string>;
}

/** What refers to nothing is written as it stood: a mistake that vanished in writing would be another meaning. */
export async function editable(document: BpmnDocument): Promise<Editable> {
  const moddle = newModdle() as unknown as Moddle;
  const { rootElement, warnings } = await moddle.fromXML(document.xml.replace(/^\uFEFF/, ''));
  const lost = warnings.filter(({ message }) => message.startsWith('unresolved reference'));
  return {
    moddle,
    definitions: rootElement,
    async write(options = { format: false }) {
      lost.forEach(putBack);
      return (await moddle.toXML(rootElement, options)).xml;
    },
  };
}

function putBack({ element, property, value }: Lost): void {
  const name = property?.replace(/^bpmn:/, '');
  if (!element || !name) return;
  const known = element[name];
  const dangling = { id: value };
  if (Array.isArray(known)) known.push(dangling);
  else element[name] = isMany(element, name) ? [dangling] : dangling;
}

const isMany = (element: ModdleElement, name: string): boolean =>
  (element['$descriptor'] as { properties: { name: string; isMany?: boolean }[] }).properties.some((property) => property.isMany === true && property.name.replace(/^bpmn:/, '') === name);

/** What reading had to leave out would be lost in writing: such a document is mended first. */
export function refuseUnreadable({ findings }: BpmnDocument): Extract<Result<never>, { ok: false }> | null {
  const left = unreadable(findings);
  return left.length === 0 ? null : reject('malformed', text(`Sơ đồ có nội dung không đọc được, hãy sửa trước: ${left[0]?.message.vi}`, `The diagram has content that cannot be read; mend it first: ${left[0]?.message.en}`), { errors: [] });
}

export const unreadable = (findings: BpmnDocument['findings']): BpmnDocument['findings'] => findings.filter(({ rule, severity }) => rule === 'unknown-content' && severity === 'error');
