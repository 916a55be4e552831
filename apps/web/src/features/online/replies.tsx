import type { ReplyReport } from '#contract';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { get } from '../../api/client.js';
import { isoDay } from '../../time/format.js';
import { useNow } from '../../time/now.js';
import { useWords } from '../../i18n/words.js';
import { DataTable } from '../../ui/data-table.js';
import { DateField } from '../../ui/date-field.js';
import { Section } from '../../ui/page.js';
import { Empty, Loaded } from '../../ui/states.js';
import { online } from './words.js';

const DAY_MS = 86_400_000;

type Row = ReplyReport['rows'][number];

/** How a period's submissions were answered: in time, late, or not yet; by agency, with the sum. */
export function Replies(): ReactNode {
  const t = useWords(online);
  const now = useNow();
  const [from, setFrom] = useState(() => isoDay(new Date(now.getTime() - 30 * DAY_MS)));
  const [to, setTo] = useState(() => isoDay(now));
  const end = to ? isoDay(new Date(Date.parse(`${to}T00:00:00+07:00`) + DAY_MS)) : '';
  const report = useQuery({
    queryKey: ['/online-submissions', 'replies', from, end], enabled: from !== '' && end !== '', placeholderData: keepPreviousData,
    queryFn: ({ signal }) => get<ReplyReport>('/online-submissions/replies', { from, to: end }, signal),
  });
  return (
    <Section title={t('report')} className="list">
      <div className="filters">
        <DateField label={t('from')} value={from} onChange={setFrom} />
        <DateField label={t('to')} value={to} onChange={setTo} />
      </div>
      <Loaded of={report}>
        {({ rows, total }) => (rows.length === 0 ? <Empty title={t('none')} /> : (
          <DataTable
            caption={t('report')} rows={[...rows, { agency: '', agencyName: t('sum'), ...total }]} rowKey={(row) => row.agency}
            columns={[
              { head: t('agency'), kind: 'main', cell: (row) => <span className={row.agency === '' ? 'strong' : ''}>{row.agencyName}</span> },
              ...(['total', 'inTime', 'late', 'waiting', 'overdue', 'accepted', 'refused', 'supplementTitle'] as const).map((head) => ({ head: t(head), kind: 'number' as const, cell: (row: Row) => row[FIELD[head]] })),
            ]}
          />
        ))}
      </Loaded>
    </Section>
  );
}

const FIELD = { total: 'submitted', inTime: 'inTime', late: 'late', waiting: 'waiting', overdue: 'overdue', accepted: 'accepted', refused: 'refused', supplementTitle: 'supplement' } as const;
