import type { Entry, Group } from './entry-types.js';
import { group, longEntry, textEntry } from './entries.js';
import type { Subject } from './subject.js';
import type { Model } from '../modeler/parts.js';

/** Name, id and notes of any element. */
export const generalGroup = (subject: Subject): Group => {
  const { t, model } = subject;
  return group('general', t('general'), [nameEntry(subject), textEntry({ id: 'id', label: t('id'), get: () => model.id ?? '', set: (id) => renameId(subject, id), wrong: (id) => (mayBecome(subject, id) ? null : t('idWrong')) }), notesEntry(subject)], true);
};

export const nameEntry = ({ t, get, shape, model }: Subject): Entry =>
  longEntry({ id: 'name', label: t('name'), get: () => model.get<string | undefined>('name') ?? '', set: (name) => get('modeling').updateProperties(shape, { name }) }, 1);

const mayBecome = ({ get, model }: Subject, id: string): boolean => id === model.id || (/^[A-Za-z_][\w.-]*$/.test(id) && !get('elementRegistry').get(id));

/** An id is changed only to one that the document can have. */
function renameId(subject: Subject, id: string | undefined): void {
  const { get, shape, model } = subject;
  if (id && id !== model.id && mayBecome(subject, id)) get('modeling').updateProperties(shape, { id });
}

export function notesEntry({ t, get, shape, model }: Subject): Entry {
  const notes = (): Model | undefined => model.get<Model[]>('documentation')[0];
  return longEntry({
    id: 'documentation', label: t('documentation'), get: () => notes()?.get<string | undefined>('text') ?? '',
    set: (text) => {
      const made = text ? [get('bpmnFactory').create('bpmn:Documentation', { text })] : [];
      for (const one of made) one.$parent = model;
      get('modeling').updateModdleProperties(shape, model, { documentation: made });
    },
  });
}
