import type { CompleteTask, CompletedTask, TaskDetail } from '#contract';
import { Button, Checkbox, TextInput, Textarea } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, type ReactNode, useRef, useState } from 'react';
import { at, post } from '../../api/client.js';
import { useCommand } from '../../api/command.js';
import { SchemaFields, fieldPaths, useFirstError } from '../../forms/schema-fields.js';
import { type FieldSchema, filledValues, initialValues } from '../../forms/schema-form.js';
import { useWords } from '../../i18n/words.js';
import { DateField } from '../../ui/date-field.js';
import { Section } from '../../ui/page.js';
import { ProblemNote } from '../../ui/states.js';
import { PaperUpload } from './paper-upload.js';
import { taskWords } from './task-words.js';

/** The form of a step with its opinion and papers. What is typed stays when the server refuses. */
export function TaskForm({ task }: { task: TaskDetail }): ReactNode {
  const t = useWords(taskWords);
  const navigate = useNavigate();
  const schema = task.form as FieldSchema;
  const [values, setValues] = useState(() => initialValues(schema, task.data));
  const [opinion, setOpinion] = useState(task.opinion ?? '');
  const [papers, setPapers] = useState<ReadonlySet<string>>(new Set());
  const [done, setDone] = useState({ day: '', time: '' });
  const complete = useCommand(
    (body: CompleteTask, key) => post<CompletedTask>(at`/tasks/${task.id}/complete`, body, key),
    ({ nextTasks: [next] }) => void navigate({ to: '/cong-viec', search: next ? { tiep: next.id } : {} }),
  );
  const form = useRef<HTMLFormElement>(null);
  useFirstError(form, complete.error);
  const may = task.actions.includes('complete');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    complete.mutate({ data: filledValues(schema, values), ...(opinion.trim() && { opinion: opinion.trim() }), ...(papers.size > 0 && { papers: [...papers] }), ...(done.day && done.time && { doneAt: `${done.day}T${done.time}:00+07:00` }) });
  };
  const tick = (code: string, on: boolean): void => setPapers(new Set(on ? [...papers, code] : [...papers].filter((one) => one !== code)));
  return (
    <Section title={t('work')}>
      {!may && <p className="note">{t(task.actions.includes('claim') ? 'notYours' : task.endedAt ? 'doneState' : 'readOnly')}</p>}
      <form onSubmit={submit} ref={form}>
        <fieldset className="bare stack" disabled={!may}>
          <SchemaFields schema={schema} values={values} onChange={setValues} problem={complete.error} />
          <Textarea
            label={t('opinion')} description={t('opinionHint')} rows={3} required={task.requires.opinion} value={opinion} error={complete.error?.at('opinion')}
            onChange={(event) => setOpinion(event.currentTarget.value)}
          />
          {task.requires.papers.length > 0 && (
            <fieldset>
              <legend>{t('papersOut')}</legend>
              <p className="sub">{t('papersOutHint')}</p>
              <ul className="lines">
                {task.requires.papers.map((code) => (
                  <li key={code} className="paper-line">
                    <Checkbox label={task.paperNames[code] ?? code} checked={papers.has(code)} onChange={(event) => tick(code, event.currentTarget.checked)} />
                    {may && <PaperUpload dossier={task.dossier} code={code} name={task.paperNames[code] ?? code} onDone={() => tick(code, true)} />}
                  </li>
                ))}
              </ul>
            </fieldset>
          )}
          <details>
            <summary>{t('doneBefore')}</summary>
            <p className="sub">{t('doneHint')}</p>
            <DateField label={t('doneDay')} value={done.day} error={complete.error?.at('doneAt')} onChange={(day) => setDone({ ...done, day })} />
            <TextInput label={t('doneTime')} placeholder="08:30" pattern="([01]\d|2[0-3]):[0-5]\d" title={t('badTime')} value={done.time} onChange={(event) => setDone({ ...done, time: event.currentTarget.value })} />
          </details>
          {task.requires.signature && <p className="note">{t('signature')}</p>}
          <ProblemNote error={complete.error} shown={['opinion', 'doneAt', ...fieldPaths(schema)]} />
          {may && <div className="actions end"><Button type="submit" loading={complete.isPending}>{t('complete')}</Button></div>}
        </fieldset>
      </form>
    </Section>
  );
}
