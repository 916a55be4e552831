import type { RevisionState, RevisionView } from '#contract';
import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { at, post } from '../../api/client.js';
import { useCommand } from '../../api/command.js';
import { useWords } from '../../i18n/words.js';
import { CommandDialog, ReasonDialog } from '../../ui/confirm.js';
import { DateField } from '../../ui/date-field.js';
import { ProblemNote } from '../../ui/states.js';
import { hasRole, usePrincipal } from '../session/session.js';
import { Findings } from './findings.js';
import { governanceWords } from './governance-words.js';
import { procedureWords } from './words.js';

type Step = 'check' | 'approve';
type Open = 'publish' | 'withdraw' | 'return' | null;

/** What comes next on the way to publication, by the state of the revision. */
const NEXT: Partial<Record<RevisionState, Step | 'publish'>> = { draft: 'check', checked: 'approve', approved: 'publish' };

export function RevisionActions({ revision }: { revision: RevisionView }): ReactNode {
  const t = useWords(procedureWords);
  const g = useWords(governanceWords);
  const principal = usePrincipal();
  const [open, setOpen] = useState<Open>(null);
  const path = at`/procedures/${revision.code}/revisions/${revision.revision}/`;
  const step = useCommand((verb: Step, key) => post<RevisionView>(path + verb, {}, key));
  const next = NEXT[revision.state];
  const close = (): void => setOpen(null);
  if (!hasRole(principal, 'thiet-ke-quy-trinh', 'kiem-tra-quy-trinh', 'lanh-dao', 'quan-tri')) return null;
  return (
    <>
      {next && <Button loading={step.isPending} {...(next === 'approve' && { title: t('otherPerson') })} onClick={() => (next === 'publish' ? setOpen('publish') : step.mutate(next))}>{t(next)}</Button>}
      {(revision.state === 'draft' || revision.state === 'checked') && hasRole(principal, 'kiem-tra-quy-trinh', 'lanh-dao', 'quan-tri') && <Button variant="default" onClick={() => setOpen('return')}>{g('sendBack')}</Button>}
      {revision.state !== 'withdrawn' && revision.state !== 'superseded' && revision.state !== 'returned' && <Button variant="subtle" color="late" onClick={() => setOpen('withdraw')}>{t('withdraw')}</Button>}
      <ProblemNote error={step.error} />
      {step.error && step.error.findings.length > 0 && <Findings findings={step.error.findings} />}
      {open === 'publish' && <PublishDialog path={path} close={close} />}
      {open === 'return' && <ReturnDialog path={path} close={close} />}
      {open === 'withdraw' && <WithdrawDialog path={path} close={close} />}
    </>
  );
}

function PublishDialog({ path, close }: { path: string; close: () => void }): ReactNode {
  const t = useWords(procedureWords);
  const [day, setDay] = useState('');
  const publish = useCommand((body: { effectiveFrom?: string }, key) => post<RevisionView>(`${path}publish`, body, key), close);
  return (
    <CommandDialog title={t('publish')} submit={t('publish')} close={close} busy={publish.isPending} error={publish.error} run={() => publish.mutate(day ? { effectiveFrom: `${day}T00:00:00+07:00` } : {})}>
      <DateField label={t('effectiveFrom')} description={t('effectiveHint')} value={day} onChange={setDay} />
      {publish.error && publish.error.findings.length > 0 && <Findings findings={publish.error.findings} />}
    </CommandDialog>
  );
}

function ReturnDialog({ path, close }: { path: string; close: () => void }): ReactNode {
  const g = useWords(governanceWords);
  const sendBack = useCommand((reason: string, key) => post<RevisionView>(`${path}return`, { reason }, key), close);
  return <ReasonDialog title={g('sendBack')} submit={g('sendBack')} label={g('sendBackReason')} hint={g('sendBackHint')} close={close} run={(reason) => sendBack.mutate(reason)} busy={sendBack.isPending} error={sendBack.error} />;
}

function WithdrawDialog({ path, close }: { path: string; close: () => void }): ReactNode {
  const t = useWords(procedureWords);
  const withdraw = useCommand((reason: string, key) => post<RevisionView>(`${path}withdraw`, { reason }, key), close);
  return <ReasonDialog title={t('withdraw')} submit={t('withdraw')} label={t('reason')} danger close={close} run={(reason) => withdraw.mutate(reason)} busy={withdraw.isPending} error={withdraw.error} />;
}
