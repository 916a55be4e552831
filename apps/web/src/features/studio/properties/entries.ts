import { CheckboxEntry, Group as GroupComponent, ListGroup, SelectEntry, TextAreaEntry, TextFieldEntry, isCheckboxEntryEdited, isSelectEntryEdited, isTextAreaEntryEdited, isTextFieldEntryEdited } from '@bpmn-io/properties-panel';
import { h } from '@bpmn-io/properties-panel/preact';
import { useService } from 'bpmn-js-properties-panel';
import { translate } from '../modeler/translate.js';
import type { Entry, Group, Item, PropertiesComponent } from './entry-types.js';
import type { Option, OptionGroup } from '../directory.js';

/** The few kinds of field that the properties are made of. */

interface Field<T> {
  id: string;
  label: string;
  get: () => T;
  set: (value: T | undefined) => void;
  hint?: string | undefined;
  /** What is wrong with the value, for people; it is kept nevertheless, the proof will say so too. */
  wrong?: (value: string) => string | null;
}

const TextField: PropertiesComponent = (props) => h(TextFieldEntry, { ...props, debounce: useService('debounceInput') });
const TextArea: PropertiesComponent = (props) => h(TextAreaEntry, { ...props, debounce: useService('debounceInput') });

const common = <T,>({ id, label, get, set, hint, wrong }: Field<T>): Entry => ({
  id, label, component: TextField, getValue: get, setValue: set, ...(hint && { description: hint }), ...(wrong && { validate: (value: string | undefined) => (value ? wrong(value) : null) }),
});

export const textEntry = (field: Field<string>): Entry => ({ ...common(field), isEdited: isTextFieldEntryEdited });

export const longEntry = (field: Field<string>, rows = 2): Entry => ({ ...common(field), component: TextArea, rows, autoResize: true, isEdited: isTextAreaEntryEdited });

export const expressionEntry = (field: Field<string>): Entry => ({ ...common(field), component: TextArea, rows: 2, monospace: true, autoResize: true, isEdited: isTextAreaEntryEdited });

export const flagEntry = (field: Field<boolean>): Entry => ({ ...common(field), component: CheckboxEntry, isEdited: isCheckboxEntryEdited });

/** One of several; a value that is not among them is shown too, so that nothing is changed by looking at it. */
export function choiceEntry(field: Field<string>, offered: readonly (Option | OptionGroup)[], empty = ''): Entry {
  const options = (): object[] => {
    const value = field.get();
    const known = offered.some((one) => ('options' in one ? one.options.some((option) => option.value === value) : one.value === value));
    return [{ value: '', label: empty }, ...(value && !known ? [{ value, label: value }] : []), ...offered.map((one) => ('options' in one ? { label: one.label, children: one.options } : one))];
  };
  return { ...common(field), component: SelectEntry, getOptions: options, isEdited: isSelectEntryEdited };
}

export const group = (id: string, label: string, entries: Entry[], shouldOpen = false): Group => ({ id, label, component: GroupComponent, entries, shouldOpen, translate } as Group);

export const listGroup = (id: string, label: string, items: Item[], add: () => void): Group => ({
  id, label, component: ListGroup, items, translate,
  add: (event: Event) => {
    event.stopPropagation();
    add();
  },
} as Group);
