import { Button, Checkbox, NativeSelect, TextInput, Textarea } from '@mantine/core';
import '@mantine/core/styles/InlineInput.layer.css';
import '@mantine/core/styles/Checkbox.layer.css';
import '@mantine/core/styles/CheckboxIndicator.layer.css';
import { type ReactNode, type RefObject, useEffect } from 'react';
import type { ProblemError } from '../api/problem.js';
import { useLanguage } from '../i18n/language.js';
import { useWords } from '../i18n/words.js';
import { writeDate } from '../time/local-date.js';
import { DateField } from '../ui/date-field.js';
import { ui } from '../ui/words.js';
import './schema-fields.css';
import { type FieldSchema, type FormValues, choicesOf, fieldsOf, hintOf, kindOf, titleOf } from './schema-form.js';
import { form } from './words.js';

interface FieldsProps {
  schema: FieldSchema;
  values: FormValues;
  onChange: (values: FormValues) => void;
  /** The last refusal, whose errors are shown at their fields. */
  problem?: ProblemError | null;
  /** Dotted path of these fields in what is sent. */
  path?: string;
}

/** The paths of all fields of a form, as the server names them in its errors. */
export const fieldPaths = (schema: FieldSchema, path = 'data'): string[] =>
  fieldsOf(schema).flatMap(([name, field]) => [`${path}.${name}`, ...fieldPaths(field, `${path}.${name}`)]);

/** Brings the first field that was refused into view and under the cursor. */
export function useFirstError(form: RefObject<HTMLElement | null>, problem: ProblemError | null): void {
  useEffect(() => {
    if (problem && problem.errors.length > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [form, problem]);
}

/** The fields of a procedure's form, drawn from its JSON Schema. */
export function SchemaFields({ schema, values, onChange, problem, path = 'data' }: FieldsProps): ReactNode {
  const t = useWords(form);
  const fields = fieldsOf(schema);
  if (fields.length === 0) return <p className="sub">{t('nothing')}</p>;
  return (
    <div className="grid">
      {fields.map(([name, field]) => (
        <Field
          key={name} name={name} field={field} value={values[name]} required={schema.required?.includes(name) ?? false} path={`${path}.${name}`} problem={problem ?? null}
          onChange={(value) => onChange({ ...values, [name]: value })}
        />
      ))}
    </div>
  );
}

interface FieldProps {
  name: string;
  field: FieldSchema;
  value: unknown;
  required: boolean;
  path: string;
  problem: ProblemError | null;
  onChange: (value: unknown) => void;
}

function Field({ name, field, value, required, path, problem, onChange }: FieldProps): ReactNode {
  const language = useLanguage();
  const t = useWords(form);
  const u = useWords(ui);
  const example = field.examples?.[0];
  const hint = hintOf(field, language) ?? (typeof example === 'string' || typeof example === 'number' ? t('example', { example: kindOf(field) === 'date' ? writeDate(String(example)) : example }) : undefined);
  const common = { label: titleOf(name, field, language), description: hint, required, error: problem?.at(path), disabled: field.readOnly ?? false };
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  const kind = kindOf(field);

  if (kind === 'group') {
    return (
      <fieldset className="wide">
        <legend className="strong">{common.label}</legend>
        <SchemaFields schema={field} values={(value ?? {}) as FormValues} onChange={onChange} problem={problem} path={path} />
      </fieldset>
    );
  }
  if (kind === 'boolean') {
    return <Checkbox label={common.label} description={hint} error={common.error} checked={value === true} onChange={(event) => onChange(event.currentTarget.checked)} />;
  }
  if (kind === 'choice') {
    const choices = choicesOf(field, language);
    return (
      <NativeSelect
        {...common} value={String(choices.findIndex((choice) => choice.value === value))} onChange={(event) => onChange(choices[Number(event.currentTarget.value)]?.value)}
        data={[{ value: '-1', label: u('choose') }, ...choices.map((choice, index) => ({ value: String(index), label: choice.label }))]}
      />
    );
  }
  if (kind === 'list') return <ListField {...common} values={Array.isArray(value) ? value.map(String) : []} onChange={onChange} />;
  if (kind === 'long') return <Textarea {...common} className="wide" rows={3} value={text} onChange={(event) => onChange(event.currentTarget.value)} />;
  if (kind === 'number') {
    const whole = field.type === 'integer';
    return (
      <TextInput
        {...common} type="number" inputMode={whole ? 'numeric' : 'decimal'} step={whole ? 1 : 'any'} min={field.minimum} max={field.maximum} value={text}
        onChange={(event) => onChange(event.currentTarget.value === '' ? undefined : event.currentTarget.valueAsNumber)}
      />
    );
  }
  if (kind === 'datetime') return <TextInput {...common} type="datetime-local" value={text.slice(0, 16)} onChange={(event) => onChange(toInstant(event.currentTarget.value))} />;
  if (kind === 'date') return <DateField {...common} value={text} onChange={onChange} />;
  return <TextInput {...common} value={text} onChange={(event) => onChange(event.currentTarget.value)} />;
}

/** A local hour of Vietnam as an instant. */
const toInstant = (local: string): string => (local ? `${local}:00+07:00` : '');

interface ListProps {
  label: string;
  description: string | undefined;
  required: boolean;
  error: string | undefined;
  values: string[];
  onChange: (values: string[]) => void;
}

/** A list of texts, one line each. */
function ListField({ label, description, required, error, values, onChange }: ListProps): ReactNode {
  const t = useWords(form);
  const lines = values.length > 0 ? values : [''];
  const set = (index: number, text: string): void => onChange(lines.map((line, at) => (at === index ? text : line)));
  return (
    <fieldset className="wide list-field">
      <legend>{label}{required && <span aria-hidden="true"> *</span>}</legend>
      {description && <p className="sub">{description}</p>}
      {lines.map((line, index) => (
        <div className="actions" key={index}>
          <TextInput style={{ flex: 1 }} aria-label={`${label}, ${t('line', { count: index + 1 })}`} value={line} onChange={(event) => set(index, event.currentTarget.value)} />
          {lines.length > 1 && <button type="button" className="icon-button" aria-label={t('remove', { count: index + 1 })} onClick={() => onChange(lines.filter((_, at) => at !== index))}>×</button>}
        </div>
      ))}
      <Button variant="default" size="xs" onClick={() => onChange([...lines, ''])}>{t('add')}</Button>
      {error && <p className="field-error" role="alert">{error}</p>}
    </fieldset>
  );
}
