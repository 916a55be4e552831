import type { CalendarEdit, NationalDayView, PutNationalDay } from '#contract';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { nationalDaysQuery } from '../../api/queries.js';
import { useLanguage } from '../../i18n/language.js';
import { useWords } from '../../i18n/words.js';
import { formatDate, formatWeekday, isoDay } from '../../time/format.js';
import { useNow } from '../../time/now.js';
import { CommandDialog } from '../../ui/confirm.js';
import { DataTable } from '../../ui/data-table.js';
import { DateField } from '../../ui/date-field.js';
import { Empty, Loaded } from '../../ui/states.js';
import { usePrincipal } from '../session/session.js';
import { PreviewDialog } from './preview-dialog.js';
import { calendar } from './words.js';

const route = getRouteApi('/inside/lich');

const noon = (date: string): string => `${date}T12:00:00+07:00`;

/** Days off and make-up days of the country, one year at a time: the chosen one, else the present one. */
export function NationalDays(): ReactNode {
  const t = useWords(calendar);
  const { administers } = usePrincipal();
  const [editing, setEditing] = useState<NationalDayView | 'new' | null>(null);
  const [order, setOrder] = useState<{ edits: CalendarEdit[]; document: string } | null>(null);
  const present = isoDay(useNow()).slice(0, 4);
  const { nam: year = present } = route.useSearch();
  const navigate = route.useNavigate();
  const preview = (edit: CalendarEdit, document: string): void => {
    setEditing(null);
    setOrder({ edits: [edit], document });
  };
  return (
    <>
      <p className="sub">{t('daysLead')}</p>
      <Loaded of={useQuery(nationalDaysQuery)}>
        {({ items }) => (
          <>
            <div className="filters">
              <NativeSelect label={t('year')} value={year} onChange={(event) => void navigate({ search: (before) => ({ ...before, nam: event.currentTarget.value }), replace: true })} data={[...new Set([present, year, ...items.map((day) => day.date.slice(0, 4))])].sort()} />
              {administers && <Button style={{ flexGrow: 0 }} onClick={() => setEditing('new')}>{t('add')}</Button>}
            </div>
            <Days days={items.filter((day) => day.date.startsWith(year))} edit={administers ? setEditing : null} />
          </>
        )}
      </Loaded>
      {editing && <DayDialog day={editing === 'new' ? null : editing} close={() => setEditing(null)} preview={preview} />}
      {order && <PreviewDialog edits={order.edits} document={order.document} close={() => setOrder(null)} />}
    </>
  );
}

function Days({ days, edit }: { days: NationalDayView[]; edit: ((day: NationalDayView) => void) | null }): ReactNode {
  const t = useWords(calendar);
  const language = useLanguage();
  if (days.length === 0) return <div className="card"><Empty title={t('none')} /></div>;
  return (
    <div className="card list">
      <DataTable
        caption={t('days')} rows={days} rowKey={(day) => day.date}
        columns={[
          { head: t('date'), kind: 'main', cell: (day) => <span><span className="strong">{formatDate(noon(day.date), language)}</span><span className="sub">{formatWeekday(noon(day.date), language)}</span></span> },
          { head: t('kind'), kind: 'tight', cell: (day) => t(day.kind) },
          { head: t('name'), cell: (day) => day.name },
          { head: t('status'), kind: 'tight', cell: (day) => <span className={`tag ${day.confirmed ? 'tag-ok' : 'tag-near'}`}><span aria-hidden="true">{day.confirmed ? '✓' : '?'}</span> {t(day.confirmed ? 'confirmed' : 'unconfirmed')}</span> },
          { head: t('source'), cell: (day) => day.source },
          ...(edit ? [{ head: t('edit'), kind: 'tight' as const, cell: (day: NationalDayView) => <Button size="xs" variant="default" onClick={() => edit(day)} aria-label={`${t('edit')}: ${formatDate(noon(day.date), language)}`}>{t('edit')}</Button> }] : []),
        ]}
      />
    </div>
  );
}

/** One day as it shall be, or its removal; what that does is shown next. */
function DayDialog({ day, close, preview }: { day: NationalDayView | null; close: () => void; preview: (edit: CalendarEdit, document: string) => void }): ReactNode {
  const t = useWords(calendar);
  const [date, setDate] = useState(day?.date ?? '');
  const [values, setValues] = useState<PutNationalDay>({ kind: day?.kind ?? 'off', nameVi: day?.nameVi ?? '', nameEn: day?.nameEn ?? '', confirmed: day?.confirmed ?? false, source: day?.source ?? null });
  const set = (change: Partial<PutNationalDay>): void => setValues({ ...values, ...change });
  return (
    <CommandDialog title={day ? t('edit') : t('add')} submit={t('next')} close={close} busy={false} error={null} run={() => preview({ kind: 'national_day', date, day: { ...values, source: values.source || null } }, values.source ?? '')}>
      <DateField label={t('date')} required disabled={day !== null} value={date} onChange={setDate} />
      <NativeSelect label={t('kind')} value={values.kind} onChange={(event) => set({ kind: event.currentTarget.value as PutNationalDay['kind'] })} data={(['off', 'make_up'] as const).map((value) => ({ value, label: t(value) }))} />
      <TextInput label={t('nameVi')} required value={values.nameVi} onChange={(event) => set({ nameVi: event.currentTarget.value })} />
      <TextInput label={t('nameEn')} required value={values.nameEn} onChange={(event) => set({ nameEn: event.currentTarget.value })} />
      <TextInput label={t('source')} description={t('sourceHint')} value={values.source ?? ''} onChange={(event) => set({ source: event.currentTarget.value })} />
      <label><input type="checkbox" checked={values.confirmed} onChange={(event) => set({ confirmed: event.currentTarget.checked })} /> {t('confirmed')}</label>
      {day && <div><Button variant="subtle" color="late" size="xs" onClick={() => preview({ kind: 'national_day', date, day: null }, '')}>{t('remove')}</Button></div>}
    </CommandDialog>
  );
}
