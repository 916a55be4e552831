import type { DelegateTask, ReturnTask, TaskDetail } from '#contract';
import { Button, NativeSelect, Textarea } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { at, post } from '../../api/client.js';
import { useCommand } from '../../api/command.js';
import { useWords } from '../../i18n/words.js';
import { CommandDialog } from '../../ui/confirm.js';
import { DateField } from '../../ui/date-field.js';
import { useProblemText } from '../../ui/states.js';
import { StopDialog } from '../dossiers/stop-dialog.js';
import { taskWords } from './task-words.js';

type Open = 'return' | 'delegate' | 'stop' | null;

/** Everything one may do with a task besides completing it. */
export function TaskActions({ task }: { task: TaskDetail }): ReactNode {
  const t = useWords(taskWords);
  const say = useProblemText();
  const [open, setOpen] = useState<Open>(null);
  const hold = useCommand((verb: 'claim' | 'release', key) => post(at`/tasks/${task.id}/` + verb, {}, key));
  const may = (action: TaskDetail['actions'][number]): boolean => task.actions.includes(action);
  const close = (): void => setOpen(null);
  return (
    <>
      {may('claim') && <Button loading={hold.isPending} onClick={() => hold.mutate('claim')}>{t('claim')}</Button>}
      {may('return') && task.returnTargets.length > 0 && <Button variant="default" onClick={() => setOpen('return')}>{t('return')}</Button>}
      {may('complete') && task.deadlineState !== 'stopped' && <Button variant="default" onClick={() => setOpen('stop')}>{t('supplement')}</Button>}
      {may('delegate') && task.colleagues.length > 0 && <Button variant="default" onClick={() => setOpen('delegate')}>{t('delegate')}</Button>}
      {may('release') && <Button variant="subtle" loading={hold.isPending} onClick={() => hold.mutate('release')}>{t('release')}</Button>}
      {hold.error && <p className="note note-error" role="alert">{say(hold.error)}</p>}
      {open === 'return' && <ReturnDialog task={task} close={close} />}
      {open === 'delegate' && <DelegateDialog task={task} close={close} />}
      {open === 'stop' && <StopDialog code={task.dossier} close={close} />}
    </>
  );
}

/** Sends the work back to an earlier step, with the reason its officer will read. */
function ReturnDialog({ task, close }: { task: TaskDetail; close: () => void }): ReactNode {
  const t = useWords(taskWords);
  const navigate = useNavigate();
  const [to, setTo] = useState(task.returnTargets.at(-1)?.element ?? '');
  const [reason, setReason] = useState('');
  const send = useCommand((body: ReturnTask, key) => post(at`/tasks/${task.id}/return`, body, key), () => void navigate({ to: '/cong-viec', search: {} }));
  return (
    <CommandDialog title={t('return')} submit={t('return')} close={close} busy={send.isPending} error={send.error} run={() => send.mutate({ to, reason })}>
      <NativeSelect label={t('to')} value={to} onChange={(event) => setTo(event.currentTarget.value)} data={task.returnTargets.map((step) => ({ value: step.element, label: `${step.name} – ${step.agencyName}` }))} />
      <Textarea label={t('reason')} description={t('reasonHint')} required rows={3} value={reason} onChange={(event) => setReason(event.currentTarget.value)} data-autofocus />
    </CommandDialog>
  );
}

function DelegateDialog({ task, close }: { task: TaskDetail; close: () => void }): ReactNode {
  const t = useWords(taskWords);
  const [to, setTo] = useState('');
  const [until, setUntil] = useState('');
  const [reason, setReason] = useState('');
  const send = useCommand((body: DelegateTask, key) => post(at`/tasks/${task.id}/delegate`, body, key), close);
  const people = task.colleagues.map((person) => ({ value: person.username, label: person.name }));
  return (
    <CommandDialog title={t('delegate')} submit={t('delegate')} close={close} busy={send.isPending} error={send.error} run={() => send.mutate({ to, reason, ...(until && { until: `${until}T23:59:59+07:00` }) })}>
      <NativeSelect label={t('delegateTo')} required value={to} onChange={(event) => setTo(event.currentTarget.value)} data={[{ value: '', label: t('chooseOne') }, ...people]} />
      <DateField label={t('until')} value={until} onChange={setUntil} />
      <Textarea label={t('reason')} required rows={2} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
    </CommandDialog>
  );
}
