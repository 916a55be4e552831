import type { TrialWait } from '#contract';
import { Button, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { SchemaFields, fieldPaths } from '../../forms/schema-fields.js';
import { type FieldSchema, filledValues, initialValues } from '../../forms/schema-form.js';
import { useLanguage } from '../../i18n/language.js';
import { useWords } from '../../i18n/words.js';
import { formatBudget, formatInstant } from '../../time/format.js';
import type { Trial } from './use-trial.js';
import { trialWords } from './words.js';

interface Props {
  wait: TrialWait;
  trial: Trial;
  nameOf: (element: string) => string;
}

/** One thing that the dossier waits for, and what can happen to it. */
export function WaitCard({ wait, trial, nameOf }: Props): ReactNode {
  const schema = wait.form as FieldSchema | null;
  const [values, setValues] = useState(() => (schema ? initialValues(schema, {}) : {}));
  const path = `actions.${trial.actions.length}.data`;
  const complete = (): void => void trial.act({ kind: 'complete', wait: wait.wait, data: schema ? filledValues(schema, values) : {} });
  return (
    <li className="trial-wait">
      <p className="strong">{wait.name}</p>
      <Facts wait={wait} nameOf={nameOf} />
      <form className="stack" onSubmit={(event) => { event.preventDefault(); complete(); }}>
        {schema && fieldPaths(schema).length > 0 && <SchemaFields schema={schema} values={values} onChange={setValues} problem={trial.problem} path={path} />}
        <div className="actions"><Ways wait={wait} trial={trial} /></div>
      </form>
    </li>
  );
}

function Facts({ wait: { kind, agency, role, unresolved, budget, dueAt, guards, procedure, element, drawnAt, requires, stops }, nameOf }: Pick<Props, 'wait' | 'nameOf'>): ReactNode {
  const t = useWords(trialWords);
  const language = useLanguage();
  const facts = [
    kind === 'user' ? null : t(kind === 'message' || kind === 'signal' ? 'message' : kind),
    agency && role ? t('who', { role: role.name, agency: agency.name }) : null,
    formatBudget(budget, language) || null,
    dueAt && t(kind === 'timer' ? 'firesAt' : 'dueAt', { when: formatInstant(dueAt, language) }),
    guards && t('guards', { name: nameOf(guards) }),
    drawnAt !== element && t('inside', { code: procedure }),
    requires?.opinion && t('opinion'), requires?.signature && t('signature'), requires && requires.papersOut.length > 0 && t('papers', { papers: requires.papersOut.join(', ') }),
  ].filter(Boolean);
  return <>
    <p className="sub">{facts.join(' · ')} {stops && <span className="tag tag-stopped">‖ {t('stops')}</span>}</p>
    {unresolved && <p className="field-error" role="alert">! {unresolved}</p>}
  </>;
}

function Ways({ wait: { kind, wait, errors }, trial }: Pick<Props, 'wait' | 'trial'>): ReactNode {
  const t = useWords(trialWords);
  const [code, setCode] = useState(errors[0] ?? '');
  const size = 'compact-sm';
  if (kind === 'timer') return <Button size={size} variant="default" disabled={trial.pending} onClick={() => void trial.act({ kind: 'timer', wait })}>{t('fire')}</Button>;
  if (kind === 'message' || kind === 'signal' || kind === 'condition') {
    const label = { message: 'message', signal: 'signal', condition: 'judge' } as const;
    return <Button size={size} disabled={trial.pending} onClick={() => void trial.act({ kind: 'message', wait })}>{t(label[kind])}</Button>;
  }
  return (
    <>
      <Button type="submit" size={size} disabled={trial.pending}>{t('complete')}</Button>
      {(kind === 'job' || errors.length > 0) && (
        <>
          <TextInput size="xs" aria-label={t('error')} placeholder={t('error')} value={code} onChange={(event) => setCode(event.currentTarget.value)} />
          <Button size={size} variant="default" disabled={trial.pending || !code.trim()} onClick={() => void trial.act({ kind: 'fail', wait, code: code.trim() })}>{t('fail')}</Button>
        </>
      )}
    </>
  );
}
