import type { AlertView } from '#contract';
import { NativeSelect, TextInput, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { at, request } from '../../api/client.js';
import { useCommand } from '../../api/command.js';
import { sessionQuery } from '../../api/queries.js';
import { useWords } from '../../i18n/words.js';
import { CommandDialog } from '../../ui/confirm.js';
import { alertWords } from './words.js';

export type AlertAction = AlertView['actions'][number];

/** Whatever is done about an alert is a small form; its version is sent, so that nobody decides on what has changed meanwhile. */
export function AlertDialog({ alert, action, close }: { alert: AlertView; action: AlertAction; close: () => void }): ReactNode {
  const t = useWords(alertWords);
  const me = useQuery(sessionQuery).data?.username;
  const people = action === 'ask' ? alert.persons : alert.assignees.filter(({ username }) => username !== alert.assignee?.username);
  const [to, setTo] = useState(people.find(({ username }) => username !== me)?.username ?? '');
  const [words, setWords] = useState('');
  const [document, setDocument] = useState('');
  const [measures, setMeasures] = useState('');
  const bodies: Record<AlertAction, object> = {
    ask: { to, question: words }, assign: { to, ...(words.trim() && { reason: words }) }, explain: { reason: words }, confirm: { reason: words, document, measures }, review: words.trim() ? { note: words } : {}, reopen: { reason: words },
  };
  const run = useCommand((body: object, key) => request<AlertView>('POST', at`/alerts/${alert.id}/` + action, { body, key, ...(action !== 'ask' && { version: alert.version }) }), close);
  const label = action === 'ask' ? 'question' : action === 'confirm' ? 'confirmReason' : 'reason';
  const hint = ({ ask: 'questionHint', explain: 'explainHint', review: 'reviewHint', reopen: 'reopenHint' } as const)[action as 'ask'];
  const named = action === 'ask' || action === 'assign';
  return (
    <CommandDialog title={t(action)} submit={t(action)} close={close} busy={run.isPending} error={run.error} run={() => run.mutate(bodies[action])}>
      {named && people.length > 0 && <NativeSelect label={t(action === 'ask' ? 'askTo' : 'assignTo')} value={to} error={run.error?.at('to')} onChange={(event) => setTo(event.currentTarget.value)} data={people.map(({ username, name }) => ({ value: username, label: `${name} (${username})` }))} />}
      {named && people.length === 0 && <TextInput label={t('askTo')} required value={to} error={run.error?.at('to')} onChange={(event) => setTo(event.currentTarget.value)} />}
      <Textarea label={t(label)} description={hint && t(hint)} required={action !== 'assign' && action !== 'review'} autosize={false} rows={4} maxLength={2000} value={words} onChange={(event) => setWords(event.currentTarget.value)} data-autofocus />
      {action === 'confirm' && <TextInput label={t('confirmDocument')} required maxLength={2000} value={document} error={run.error?.at('document')} onChange={(event) => setDocument(event.currentTarget.value)} />}
      {action === 'confirm' && <Textarea label={t('confirmMeasures')} required autosize={false} rows={2} maxLength={2000} value={measures} error={run.error?.at('measures')} onChange={(event) => setMeasures(event.currentTarget.value)} />}
    </CommandDialog>
  );
}
