import type { CalendarEdit, ClosureView } from '#contract';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { agenciesQuery, closuresQuery } from '../../api/queries.js';
import { useWords } from '../../i18n/words.js';
import { CommandDialog } from '../../ui/confirm.js';
import { DataTable } from '../../ui/data-table.js';
import { DateField } from '../../ui/date-field.js';
import { When } from '../../ui/due.js';
import { Section } from '../../ui/page.js';
import { Empty, Loaded } from '../../ui/states.js';
import { usePrincipal } from '../session/session.js';
import { PreviewDialog } from './preview-dialog.js';
import { calendar } from './words.js';

/** When an agency, or all of them, is shut: no working time passes meanwhile. */
export function Closures(): ReactNode {
  const t = useWords(calendar);
  const { administers } = usePrincipal();
  const [adding, setAdding] = useState(false);
  const [edits, setEdits] = useState<CalendarEdit[] | null>(null);
  const agencies = useQuery(agenciesQuery).data?.items ?? [];
  const nameOf = (code: string | null): string => (code === null ? t('everyAgency') : agencies.find((one) => one.code === code)?.name ?? code);
  return (
    <Section title={t('closures')} className="list" aside={administers && <Button variant="default" onClick={() => setAdding(true)}>{t('shut')}</Button>}>
      <Loaded of={useQuery(closuresQuery)}>
        {({ items }) => (items.length === 0 ? <Empty title={t('noClosures')} /> : (
          <DataTable
            caption={t('closures')} rows={items} rowKey={(row) => row.id}
            columns={[
              { head: t('agency'), kind: 'main', cell: (row) => <span className="strong">{nameOf(row.agency)}</span> },
              { head: t('shutFrom'), kind: 'tight', cell: (row) => <When at={row.from} /> },
              { head: t('shutTo'), kind: 'tight', cell: (row) => <When at={row.to} /> },
              { head: t('reason'), cell: (row) => row.reason },
              { head: t('document'), cell: (row) => row.document },
              ...(administers ? [{ head: t('edit'), kind: 'tight' as const, cell: (row: ClosureView) => <Button size="xs" variant="default" onClick={() => setEdits([{ kind: 'closure_removed', id: row.id }])}>{t('reopen')}</Button> }] : []),
            ]}
          />
        ))}
      </Loaded>
      {adding && <ClosureDialog close={() => setAdding(false)} preview={(edit) => { setAdding(false); setEdits([edit]); }} />}
      {edits && <PreviewDialog edits={edits} close={() => setEdits(null)} />}
    </Section>
  );
}

const at = (date: string, time: string): string => `${date}T${time}:00+07:00`;

function ClosureDialog({ close, preview }: { close: () => void; preview: (edit: CalendarEdit) => void }): ReactNode {
  const t = useWords(calendar);
  const agencies = useQuery(agenciesQuery).data?.items ?? [];
  const [agency, setAgency] = useState('');
  const [from, setFrom] = useState({ date: '', time: '00:00' });
  const [to, setTo] = useState({ date: '', time: '24:00' });
  const [reason, setReason] = useState('');
  const end = to.time === '24:00' ? { date: to.date, time: '23:59' } : to;
  const run = (): void => preview({ kind: 'closure', agency: agency || null, from: at(from.date, from.time), to: at(end.date, end.time), reason });
  return (
    <CommandDialog title={t('shut')} submit={t('next')} close={close} busy={false} error={null} run={run}>
      <NativeSelect label={t('agency')} value={agency} onChange={(event) => setAgency(event.currentTarget.value)} data={[{ value: '', label: t('everyAgency') }, ...agencies.map((one) => ({ value: one.code, label: one.name }))]} />
      <DateField label={t('shutFrom')} required value={from.date} onChange={(date) => setFrom({ ...from, date })} />
      <TextInput label={t('timeOf')} required pattern="([01]\d|2[0-3]):[0-5]\d" title={t('badTime')} value={from.time} onChange={(event) => setFrom({ ...from, time: event.currentTarget.value })} />
      <DateField label={t('shutTo')} required value={to.date} onChange={(date) => setTo({ ...to, date })} />
      <TextInput label={t('timeOf')} required pattern="([01]\d|2[0-3]):[0-5]\d|24:00" title={t('badTime')} value={to.time} onChange={(event) => setTo({ ...to, time: event.currentTarget.value })} />
      <TextInput label={t('reason')} required value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
    </CommandDialog>
  );
}
