import type { DeclareForceMajeure, ForceMajeureView } from '#contract';
import { Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { post, request } from '../../api/client.js';
import { useCommand } from '../../api/command.js';
import { useWords } from '../../i18n/words.js';
import { CommandDialog } from '../../ui/confirm.js';
import { DateField } from '../../ui/date-field.js';
import { ProblemNote } from '../../ui/states.js';
import { AgencyChoice } from './agency-choice.js';
import { ExcusedTable } from './excused-table.js';
import { forceMajeure } from './words.js';

interface Props {
  close: () => void;
  declared: (id: string) => void;
}

const TIME = '([01]\\d|2[0-3]):[0-5]\\d';

/** Agencies, interval, reason and document; then what it would come to; then the declaration itself. */
export function DeclareDialog({ close, declared }: Props): ReactNode {
  const t = useWords(forceMajeure);
  const [codes, setCodes] = useState<string[]>([]);
  const [from, setFrom] = useState({ day: '', time: '07:00' });
  const [to, setTo] = useState({ day: '', time: '17:00' });
  const [reason, setReason] = useState('');
  const [document, setDocument] = useState('');
  const [trying, setTrying] = useState<DeclareForceMajeure | null>(null);
  const body = (dryRun: boolean): DeclareForceMajeure => ({ agencies: codes, from: `${from.day}T${from.time}:00+07:00`, to: `${to.day}T${to.time}:00+07:00`, reason, document, dryRun });
  if (trying) return <Preview order={trying} back={() => setTrying(null)} close={close} declared={declared} />;
  return (
    <CommandDialog title={t('declare')} submit={t('next')} close={close} busy={false} error={null} run={() => { if (codes.length > 0) setTrying(body(true)); }}>
      <AgencyChoice chosen={codes} choose={setCodes} />
      <DateField label={t('from')} required value={from.day} onChange={(day) => setFrom({ ...from, day })} />
      <TextInput label={`${t('from')}, ${t('time')}`} required pattern={TIME} title={t('badTime')} value={from.time} onChange={(event) => setFrom({ ...from, time: event.currentTarget.value })} />
      <DateField label={t('to')} required value={to.day} onChange={(day) => setTo({ ...to, day })} />
      <TextInput label={`${t('to')}, ${t('time')}`} required pattern={TIME} title={t('badTime')} value={to.time} onChange={(event) => setTo({ ...to, time: event.currentTarget.value })} />
      <TextInput label={t('reason')} description={t('reasonHint')} required maxLength={1000} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
      <TextInput label={t('document')} description={t('documentHint')} required maxLength={1000} value={document} onChange={(event) => setDocument(event.currentTarget.value)} />
    </CommandDialog>
  );
}

function Preview({ order, back, close, declared }: Props & { order: DeclareForceMajeure; back: () => void }): ReactNode {
  const t = useWords(forceMajeure);
  const tried = useQuery({ queryKey: ['/force-majeure', 'try-out', order], queryFn: () => request<ForceMajeureView>('POST', '/force-majeure', { body: order }), retry: false, staleTime: 0, gcTime: 0 });
  const declare = useCommand((_: void, key) => post<ForceMajeureView>('/force-majeure', { ...order, dryRun: false }, key), ({ id }) => declared(id ?? ''));
  return (
    <CommandDialog wide title={t('preview')} submit={t('order')} close={close} busy={declare.isPending || tried.isFetching} error={declare.error} run={() => declare.mutate()}>
      {!tried.data && !tried.error && <p role="status">{t('counting')}</p>}
      <ProblemNote error={tried.error} />
      {tried.data && (
        <>
          <p className="note" role="status">{t('effect', tried.data.counts)}</p>
          {tried.data.items.length > 0 && <div style={{ maxHeight: 280, overflowY: 'auto' }} tabIndex={0} role="group" aria-label={t('preview')}><ExcusedTable rows={tried.data.items} /></div>}
        </>
      )}
      <div><Button variant="default" onClick={back}>{t('back')}</Button></div>
    </CommandDialog>
  );
}
