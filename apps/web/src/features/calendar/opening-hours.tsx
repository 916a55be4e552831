import type { AgencyCalendarView, CalendarEdit, WeeklySession } from '#contract';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { agenciesQuery, openingHoursQuery } from '../../api/queries.js';
import { useLanguage } from '../../i18n/language.js';
import { useWords } from '../../i18n/words.js';
import { formatDate } from '../../time/format.js';
import { CommandDialog } from '../../ui/confirm.js';
import { DataTable } from '../../ui/data-table.js';
import { DateField } from '../../ui/date-field.js';
import { Empty, Loaded } from '../../ui/states.js';
import { usePrincipal } from '../session/session.js';
import { PreviewDialog } from './preview-dialog.js';
import { WEEKDAYS, calendar } from './words.js';

const route = getRouteApi('/inside/lich');

type Hours = AgencyCalendarView['openingHours'][number];

/** The weeks of one agency, season by season. */
export function OpeningHours(): ReactNode {
  const t = useWords(calendar);
  const { administers, positions } = usePrincipal();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const agencies = useQuery(agenciesQuery).data?.items ?? [];
  const agency = search.coQuan ?? positions[0]?.agency ?? agencies[0]?.code ?? '';
  const [editing, setEditing] = useState(false);
  const [edits, setEdits] = useState<CalendarEdit[] | null>(null);
  const hours = useQuery({ ...openingHoursQuery(agency), enabled: agency !== '' });
  return (
    <>
      <div className="filters">
        <NativeSelect className="wide" label={t('agency')} value={agency} onChange={(event) => void navigate({ search: (before) => ({ ...before, coQuan: event.currentTarget.value }), replace: true })} data={agencies.map((one) => ({ value: one.code, label: one.name }))} />
        {administers && <Button style={{ flexGrow: 0 }} onClick={() => setEditing(true)}>{t('setHours')}</Button>}
      </div>
      <div className="card list"><Loaded of={hours}>{({ openingHours }) => <Seasons rows={openingHours} />}</Loaded></div>
      {editing && <WeekDialog agency={agency} now={hours.data?.openingHours ?? []} close={() => setEditing(false)} preview={(edit) => { setEditing(false); setEdits([edit]); }} />}
      {edits && <PreviewDialog edits={edits} close={() => setEdits(null)} />}
    </>
  );
}

function Seasons({ rows }: { rows: readonly Hours[] }): ReactNode {
  const t = useWords(calendar);
  const language = useLanguage();
  const day = (date: string): string => formatDate(`${date}T12:00:00+07:00`, language);
  if (rows.length === 0) return <Empty title={t('noHours')} />;
  const seasons = [...Map.groupBy(rows, (row) => `${row.validFrom}/${row.validTo ?? ''}`).values()].sort((a, b) => (a[0]!.validFrom < b[0]!.validFrom ? 1 : -1));
  return (
    <DataTable
      caption={t('hours')} rows={seasons} rowKey={([first]) => `${first!.validFrom}${first!.validTo ?? ''}`}
      columns={[
        { head: t('season'), kind: 'tight', cell: ([first]) => <span className="strong">{day(first!.validFrom)}<span className="sub">{first!.validTo ? t('until', { day: day(first!.validTo) }) : t('forGood')}</span></span> },
        { head: t('week'), kind: 'main', cell: (season) => WEEKDAYS.map((name, at) => <WeekdayLine key={name} name={t(name)} sessions={season.filter(({ weekday }) => weekday === at + 1)} />) },
      ]}
    />
  );
}

function WeekdayLine({ name, sessions }: { name: string; sessions: readonly Hours[] }): ReactNode {
  const t = useWords(calendar);
  return <div>{name}: {sessions.length === 0 ? <span className="sub" style={{ display: 'inline' }}>{t('closedDay')}</span> : sessions.map(({ opens, closes }) => `${opens}–${closes}`).join(', ')}</div>;
}

const TIME = /^([01]\d|2[0-4]):[0-5]\d$/;

/** The four times of a day; an empty pair means no session. */
type DayTimes = [opens: string, closes: string, opensAgain: string, closesAgain: string];

const timesOf = (rows: readonly Hours[], weekday: number): DayTimes => {
  const [first, second] = rows.filter((row) => row.weekday === weekday && row.validTo === null).toSorted((a, b) => (a.opens < b.opens ? -1 : 1));
  return [first?.opens ?? '', first?.closes ?? '', second?.opens ?? '', second?.closes ?? ''];
};

function WeekDialog({ agency, now, close, preview }: { agency: string; now: readonly Hours[]; close: () => void; preview: (edit: CalendarEdit) => void }): ReactNode {
  const t = useWords(calendar);
  const [validFrom, setFrom] = useState('');
  const [validTo, setTo] = useState('');
  const [week, setWeek] = useState(WEEKDAYS.map((_, at) => timesOf(now, at + 1)));
  const set = (day: number, at: number, value: string): void => setWeek(week.map((times, index) => (index === day ? (times.map((time, n) => (n === at ? value : time)) as DayTimes) : times)));
  const sessions = week.flatMap(([a, b, c, d], at): WeeklySession[] => [[a, b], [c, d]].flatMap(([opens, closes]) => (opens || closes ? [{ weekday: at + 1, opens: opens!, closes: closes! }] : [])));
  const wrong = (value: string): string | undefined => (value === '' || TIME.test(value) ? undefined : t('badTime'));
  const run = (): void => {
    if (week.flat().every((value) => !wrong(value))) preview({ kind: 'opening_hours', agency, validFrom, validTo: validTo || null, week: sessions });
  };
  return (
    <CommandDialog title={t('setHours')} submit={t('next')} close={close} busy={false} error={null} run={run}>
      <DateField label={t('from')} required value={validFrom} onChange={setFrom} />
      <DateField label={t('to')} description={t('toHint')} value={validTo} onChange={setTo} />
      <p className="sub">{t('hoursHint')}</p>
      {WEEKDAYS.map((name, day) => (
        <fieldset key={name} className="week-day">
          <legend>{t(name)}</legend>
          {week[day]!.map((value, at) => (
            <TextInput
              key={at} size="xs" inputMode="numeric" aria-label={`${t(name)}, ${t(at < 2 ? 'morning' : 'afternoon')}, ${t(at % 2 === 0 ? 'opens' : 'closes')}`} placeholder="00:00"
              value={value} error={wrong(value)} onChange={(event) => set(day, at, event.currentTarget.value)}
            />
          ))}
        </fieldset>
      ))}
    </CommandDialog>
  );
}
