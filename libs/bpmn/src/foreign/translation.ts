import type { JsonSchema } from '#contract';
import { type ModdleElement, extension, is, list, one } from '../document.js';
import type { Moddle } from '../editable.js';
import { slug } from '../read-model.js';
import { readResponsible } from '../table/read-responsible.js';
import type { Vocabulary } from '../table/vocabulary.js';

/** What became of a foreign word: its meaning here, why it has none, or null for what is said elsewhere. */
export type Outcome = { to: string } | { reason: string } | null;

/** What a meaning may do to the document. */
export class Translation {
  /** Forms kept at the process, by id (`zeebe:userTaskForm`). */
  readonly kept = new Map<string, string>();

  constructor(
    private readonly moddle: Moddle,
    readonly definitions: ModdleElement,
    readonly vocabulary: Vocabulary,
  ) {}

  /** The extension element of the kind, made where there is none. */
  iso(element: ModdleElement, kind: string, values: Record<string, unknown>): ModdleElement {
    const known = extension(element, kind);
    if (known) return Object.assign(known, values);
    const holder = one(element, 'extensionElements') ?? this.moddle.create('bpmn:ExtensionElements', { values: [] });
    holder.$parent = element;
    element['extensionElements'] = holder;
    const made = this.moddle.create(`iso:${kind}`, values);
    made.$parent = holder;
    holder['values'] = [...list(holder, 'values'), made];
    return made;
  }

  form(element: ModdleElement, schema: JsonSchema): string {
    const key = slug(element.id ?? 'bieu-mau').slice(0, 80) || 'bieu-mau';
    const process = processOf(element);
    const holder = this.iso(process, 'Procedure', {}).$parent as ModdleElement;
    const form = this.moddle.create('iso:Form', { key, schema: JSON.stringify(schema) });
    form.$parent = holder;
    holder['values'] = [...list(holder, 'values'), form];
    this.iso(element, 'Step', { form: key });
    return `iso:form ${key}`;
  }

  /** A group or person of another tool, looked for in the directory. */
  assign(element: ModdleElement, said: string): Outcome {
    if (/^[$#]\{|^=/.test(said.trim())) return { reason: 'phân công bằng biểu thức của công cụ khác; hãy chọn cơ quan và vị trí' };
    const who = readResponsible(said.replace(/[-_.]+/g, ' '), this.vocabulary, null);
    const code = this.vocabulary.roles.find((role) => slug(said) === role.code)?.code;
    if (who.agency === null && code === undefined) return { reason: 'không khớp với vị trí nào trong danh bạ' };
    const values = { ...(who.agency !== null && { agency: who.agency }), role: code ?? who.role };
    this.iso(element, 'Step', values);
    return { to: `iso:step agency="${who.agency ?? ''}" role="${values.role}" (đoán, cần xem lại)` };
  }
}

function processOf(element: ModdleElement): ModdleElement {
  let at: ModdleElement = element;
  while (at.$parent && !is(at, 'Process')) at = at.$parent;
  return at;
}
