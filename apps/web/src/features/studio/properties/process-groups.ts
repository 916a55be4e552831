import { language } from '../../../i18n/language.js';
import { translate } from '../../../i18n/words.js';
import { attributesOf, isoAttribute, isoChildren, writeChildren, writeIso } from '../modeler/iso-values.js';
import type { Shape } from '../modeler/parts.js';
import { together } from '../modeler/together.js';
import { amountOf, isAmount } from '../table/amounts.js';
import type { Entry, Group, Item } from './entry-types.js';
import { choiceEntry, flagEntry, group, listGroup, textEntry } from './entries.js';
import { notesEntry } from './general-group.js';
import type { Subject } from './subject.js';
import { UNITS, unitWords } from './words.js';

/** What the procedure as a whole says: `iso:procedure`. */
export function processGroups(subject: Subject, owner: Shape): Group[] {
  const { t } = subject;
  const text = attribute(subject);
  return [
    group('procedure', t('procedure'), [
      text('code', 'code', { hint: t('codeHint'), wrong: (value) => (/^[a-z0-9]+(-[a-z0-9]+)*$/.test(value) ? null : t('codeWrong')) }), processName(subject, owner), text('nameEn', 'nameEn'),
      choice(subject, 'kind', 'kind', [['procedure', t('kindProcedure')], ['component', t('kindComponent')]]), text('field', 'field'), choice(subject, 'level', 'level', [['commune', t('commune')], ['district', t('district')]]), notesEntry(subject),
    ], true),
    group('limit', t('limit'), [
      textEntry({ id: 'iso-legalLimit', label: t('legalLimit'), get: () => isoAttribute(subject.model, 'iso:Procedure', 'legalLimit'), set: (legalLimit) => write(subject, { legalLimit: amountOf(legalLimit), legalUnit: isoAttribute(subject.model, 'iso:Procedure', 'legalUnit') || (legalLimit ? 'working_day' : undefined) }), wrong: amountMistake(subject) }), choice(subject, 'legalUnit', 'unit', unitOptions()), text('basis', 'basis'),
      flagEntry({ id: 'basisConfirmed', label: t('basisConfirmed'), get: () => isoAttribute(subject.model, 'iso:Procedure', 'basisConfirmed') === 'true', set: (on) => write(subject, { basisConfirmed: on ? 'true' : 'false' }) }),
      choice(subject, 'convention', 'convention', [['exact', t('exact')], ['end_of_day', t('endOfDay')], ['half_day', t('halfDay')]]),
      choice(subject, 'firstDay', 'firstDay', [['counted', t('counted')], ['not_counted', t('notCounted')]]), text('cutoff', 'cutoff', { hint: t('cutoffHint'), wrong: (value) => (/^(([01]\d|2[0-3]):[0-5]\d)?$/.test(value) ? null : t('timeOfDay')) }), text('ladder', 'ladder'),
    ], true),
    papersGroup(subject),
    resultsGroup(subject),
  ];
}

/** The pool carries the name of its process. */
function processName({ t, get, shape, model }: Subject, owner: Shape): Entry {
  return textEntry({
    id: 'name', label: t('name'), get: () => model.get<string | undefined>('name') ?? '',
    set: (name) => together(get, () => {
      get('modeling').updateModdleProperties(shape, model, { name });
      if (owner.type === 'bpmn:Participant') get('modeling').updateProperties(owner, { name });
    }),
  });
}

export const unitOptions = (): [string, string][] => UNITS.map((unit) => [unit, translate(unitWords, language(), unit)]);

export const amountMistake = ({ t }: Pick<Subject, 't'>) => (value: string): string | null => (isAmount(value) ? null : t('number'));

const write = ({ get, shape, model }: Subject, values: Record<string, string | undefined>): void => writeIso(get, shape, model, 'iso:Procedure', values);

const attribute = (subject: Subject) => (name: string, label: Parameters<Subject['t']>[0], more: { hint?: string; wrong?: (value: string) => string | null } = {}): Entry =>
  textEntry({ id: `iso-${name}`, label: subject.t(label), get: () => isoAttribute(subject.model, 'iso:Procedure', name), set: (value) => write(subject, { [name]: value }), ...more });

const choice = (subject: Subject, name: string, label: Parameters<Subject['t']>[0], options: [string, string][]): Entry =>
  choiceEntry({ id: `iso-${name}`, label: subject.t(label), get: () => isoAttribute(subject.model, 'iso:Procedure', name), set: (value) => write(subject, { [name]: value }) }, options.map(([value, name]) => ({ value, label: name })));

const papersGroup = (subject: Subject): Group => {
  const { t } = subject;
  return childList(subject, 'papers', 'iso:Paper', t('papers'), t('paper'), [['code', t('code')], ['name', t('name')], ['nameEn', t('nameEn')], ['originals', t('originals')], ['copies', t('copies')], ['compartment', t('compartment')]], [['required', t('required')]]);
};

const resultsGroup = (subject: Subject): Group => {
  const { t } = subject;
  return childList(subject, 'results', 'iso:Result', t('results'), t('result'), [['code', t('code')], ['name', t('name')], ['nameEn', t('nameEn')]], []);
};

function childList(subject: Subject, list: string, type: string, label: string, one: string, texts: [string, string][], flags: [string, string][]): Group {
  return rowsGroup({ subject, parent: 'iso:Procedure', list, type, label, one, texts, flags, fresh: () => ({ code: `${list === 'papers' ? 'giay-to' : 'ket-qua'}-${isoChildren(subject.model, 'iso:Procedure', list).length + 1}`, name: one }) });
}

interface Rows {
  subject: Subject;
  parent: string;
  list: string;
  type: string;
  label: string;
  one: string;
  texts: [name: string, label: string][];
  flags: [name: string, label: string][];
  fresh: () => Record<string, string>;
}

/** A list of children of an `iso:` element, each with a few attributes. */
export function rowsGroup({ subject, parent, list, type, label, one, texts, flags, fresh }: Rows): Group {
  const { get, shape, model } = subject;
  const children = isoChildren(model, parent, list);
  const rewrite = (rows: Record<string, string | undefined>[]): void => writeChildren(get, shape, model, parent, list, type, rows);
  const items: Item[] = children.map((child, index) => {
    const id = `${list}-${index}`;
    const set = (name: string) => (value: string | undefined): void => get('modeling').updateModdleProperties(shape, child, { [name]: value || undefined });
    const read = (name: string): string => child.get<string | undefined>(name) ?? '';
    return {
      id, label: read('name') || read('code') || one, autoFocusEntry: `${id}-code`,
      entries: [
        ...texts.map(([name, words]) => textEntry({ id: `${id}-${name}`, label: words, get: () => read(name), set: set(name) })),
        ...flags.map(([name, words]) => flagEntry({ id: `${id}-${name}`, label: words, get: () => read(name) !== 'false', set: (on) => set(name)(on ? undefined : 'false') })),
      ],
      remove: (event) => {
        event.stopPropagation();
        rewrite(children.filter((other) => other !== child).map(attributesOf));
      },
    };
  });
  return listGroup(list, label, items, () => rewrite([...children.map(attributesOf), fresh()]));
}
