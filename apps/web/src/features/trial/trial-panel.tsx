import type { TrialView } from '#contract';
import { Button, NativeSelect } from '@mantine/core';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useLanguage } from '../../i18n/language.js';
import { useWords } from '../../i18n/words.js';
import { SchemaFields, fieldPaths } from '../../forms/schema-fields.js';
import { type FormValues, filledValues, initialValues } from '../../forms/schema-form.js';
import { formatInstant } from '../../time/format.js';
import { ProblemNote } from '../../ui/states.js';
import type { Surroundings } from '../studio/properties/surroundings.js';
import type { StudioSession } from '../studio/session.js';
import './trial.css';
import { type Trial, useTrial } from './use-trial.js';
import { WaitCard } from './wait-card.js';
import { trialEvents, trialWords } from './words.js';

interface Props {
  session: StudioSession;
  agencies: Surroundings['agencies'];
  changes: number;
  /** Whether the panel is the one that is seen: only then its tokens stand on the canvas. */
  active: boolean;
}

/** One dossier taken through the drawing: what waits, what can be done with it, the clock, and what happened. */
export function TrialPanel({ session, agencies, changes, active }: Props): ReactNode {
  const t = useWords(trialWords);
  const trial = useTrial(() => session.content(), changes);
  useTokens(session, active ? trial.view : null);
  return (
    <div className="stack trial">
      {trial.view ? <Running trial={trial} view={trial.view} changes={changes} nameOf={(id) => session.modeler.nameOf(id)} /> : <><p className="sub">{t('lead')}</p><SetUp trial={trial} session={session} agencies={agencies} /></>}
    </div>
  );
}

function SetUp({ trial, session, agencies }: { trial: Trial } & Pick<Props, 'session' | 'agencies'>): ReactNode {
  const t = useWords(trialWords);
  const receiving = agencies.filter(({ roles }) => roles.some(({ code }) => code === 'tiep-nhan'));
  const [agency, setAgency] = useState('');
  const [startEvent, setStartEvent] = useState('');
  const { problem } = trial;
  const intake = (session.attachments.forms['tiep-nhan'] ?? problem?.body['intake'] ?? null);
  const starts = (problem?.body['starts'] ?? []) as { element: string; name: string }[];
  const [typed, setTyped] = useState<FormValues | null>(null);
  const values = typed ?? (intake ? initialValues(intake, {}) : {});
  const chosen = agency || receiving[0]?.code || '';
  return (
    <form className="stack" onSubmit={(event) => {
      event.preventDefault();
      void trial.begin({ agency: chosen, ...(startEvent && { startEvent }), ...(intake && { data: filledValues(intake, values) }) });
    }}>
      <NativeSelect label={t('agency')} value={chosen} onChange={(event) => setAgency(event.currentTarget.value)} data={receiving.map(({ code, name }) => ({ value: code, label: name }))} />
      {starts.length > 0 && <NativeSelect label={t('start')} value={startEvent} onChange={(event) => setStartEvent(event.currentTarget.value)} data={[{ value: '', label: '–' }, ...starts.map(({ element, name }) => ({ value: element, label: name }))]} />}
      {intake && <fieldset><legend>{t('intake')}</legend><SchemaFields schema={intake} values={values} onChange={setTyped} problem={problem} /></fieldset>}
      <ProblemNote error={problem} shown={intake ? fieldPaths(intake) : []} />
      <Button type="submit" loading={trial.pending} disabled={!chosen}>{t('begin')}</Button>
    </form>
  );
}

function Running({ trial, view, changes, nameOf }: { trial: Trial; view: TrialView; changes: number; nameOf: (id: string) => string }): ReactNode {
  const t = useWords(trialWords);
  const language = useLanguage();
  const end = view.end ? nameOf(view.end) : '';
  const top = useRef<HTMLDivElement>(null);
  useEffect(() => top.current?.focus(), [trial.actions.length]);
  return (
    <>
      <div className="actions" ref={top} tabIndex={-1} role="group" aria-label={t('waits', { count: view.waits.length })}>
        <Button size="compact-sm" variant="default" disabled={trial.actions.length === 0 || trial.pending} onClick={() => void trial.undo()}>↶ {t('undo')}</Button>
        <Button size="compact-sm" variant="default" onClick={trial.reset}>{t('again')}</Button>
      </div>
      {trial.of !== changes && <p className="note note-warn">{t('changed')} <button type="button" className="plain" onClick={() => void trial.rerun()}>{t('rerun')}</button></p>}
      <dl className="trial-head">
        <dt>{t('now')}</dt><dd>{formatInstant(view.now, language)}</dd>
        <dt>{t('due')}</dt><dd>{view.stopped ? <span className="tag tag-stopped">‖ {t('stopped')}</span> : view.dueAt ? formatInstant(view.dueAt, language) : t('noLimit')} {view.late && <span className="tag tag-late">! {t('late')}</span>}</dd>
      </dl>
      {view.status === 'ended' && <p className="note note-good" role="status">✓ {t('ended', { end })}</p>}
      {view.status === 'failed' && <p className="note note-error" role="status">✕ {t('failed', { end })}</p>}
      <ProblemNote error={trial.problem} />
      {view.status === 'running' && <Clock trial={trial} view={view} />}
      {view.waits.length > 0 && (
        <section aria-label={t('waits', { count: view.waits.length })}>
          <h3>{t('waits', { count: view.waits.length })}</h3>
          <ul className="lines">{view.waits.map((wait) => <WaitCard key={wait.wait} wait={wait} trial={trial} nameOf={nameOf} />)}</ul>
        </section>
      )}
      <Log view={view} />
      <details><summary>{t('variables')}</summary><pre className="trial-data">{JSON.stringify(view.variables, null, 2)}</pre></details>
    </>
  );
}

function Clock({ trial, view }: { trial: Trial; view: TrialView }): ReactNode {
  const t = useWords(trialWords);
  const next = view.waits.filter(({ kind, dueAt }) => kind === 'timer' && dueAt).toSorted((a, b) => a.dueAt!.localeCompare(b.dueAt!))[0];
  return (
    <div className="actions" role="group" aria-label={t('clock')}>
      {([['PT1H', 'hour'], ['P1D', 'day'], ['P1W', 'week']] as const).map(([by, label]) => <Button key={by} size="compact-sm" variant="default" disabled={trial.pending} onClick={() => void trial.act({ kind: 'advance', by })}>{t(label)}</Button>)}
      {next && <Button size="compact-sm" variant="default" disabled={trial.pending} onClick={() => void trial.act({ kind: 'timer', wait: next.wait })}>{t('next')}</Button>}
    </div>
  );
}

function Log({ view }: { view: TrialView }): ReactNode {
  const t = useWords(trialWords);
  const say = useWords(trialEvents);
  const language = useLanguage();
  return (
    <section aria-label={t('log')}>
      <h3>{t('log')}</h3>
      <ol className="lines trial-log" reversed>
        {view.log.toReversed().map(({ at, event, name, agency }, index) => <li key={view.log.length - index}><time dateTime={at}>{formatInstant(at, language)}</time> {say(event, { name })}{agency && <span className="sub"> · {agency}</span>}</li>)}
      </ol>
    </section>
  );
}

/** What waits, on the canvas, and the flows that were taken. */
function useTokens({ modeler }: StudioSession, view: TrialView | null): void {
  const t = useWords(trialWords);
  useEffect(() => {
    if (!view) return;
    const standing = [...Map.groupBy(view.waits.filter(({ guards }) => guards === null), ({ drawnAt }) => drawnAt)];
    const taken = view.taken.map((element) => ({ element, marker: 'trial-taken' }));
    modeler.layers.set('tokens', [...taken, ...standing.map(([element, here]) => ({
      element, marker: 'studio-token', badge: { sign: here.length > 1 ? `● ${here.length}` : '●', className: 'token', label: t('token', { names: here.map(({ name }) => name).join(', ') }), corner: 'bottom-left' as const },
    }))]);
    if (standing[0]) modeler.bringIntoView(standing[0][0]);
    return () => modeler.layers.set('tokens', []);
  }, [modeler, view]);
}
