import { type Result, ok } from '#kernel';
import { type ModdleElement, extension, is, list, one } from './document.js';
import { type Moddle, editable, refuseUnreadable } from './editable.js';
import { parseBpmn } from './parse-bpmn.js';

/** The document under another name or code, all else as it was; byte for byte the same where neither is given. */
export async function renameProcedure(source: Buffer, { name, code }: { name?: string | undefined; code?: string | undefined }): Promise<Result<Buffer>> {
  const parsed = await parseBpmn(source);
  if (!parsed.ok) return parsed;
  if (name === undefined && code === undefined) return ok(source);
  const refused = refuseUnreadable(parsed.value);
  if (refused) return refused;
  const { moddle, definitions, write } = await editable(parsed.value);
  const process = list(definitions, 'rootElements').find((element) => is(element, 'Process') && element.id === parsed.value.process.id);
  if (process && name !== undefined) process.name = name;
  if (process && code !== undefined) procedureOf(moddle, process)['code'] = code;
  return ok(Buffer.from(await write(), 'utf8'));
}

/** The process's `iso:procedure`, made where there is none. */
function procedureOf(moddle: Moddle, process: ModdleElement): ModdleElement {
  const known = extension(process, 'Procedure');
  if (known) return known;
  const made = moddle.create('iso:Procedure', {});
  const extensions = one(process, 'extensionElements') ?? moddle.create('bpmn:ExtensionElements', { values: [] });
  Object.assign(process, { extensionElements: extensions });
  Object.assign(extensions, { values: [...list(extensions, 'values'), made] });
  Object.assign(extensions, { $parent: process });
  Object.assign(made, { $parent: extensions });
  return made;
}
