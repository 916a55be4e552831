import type { NationalDayView, PutNationalDay } from '#contract';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { at, request } from '../../api/client.js';
import { useCommand } from '../../api/command.js';
import { nationalDaysQuery } from '../../api/queries.js';
import { useLanguage } from '../../i18n/language.js';
import { useWords, words } from '../../i18n/words.js';
import { formatDate, formatWeekday, isoDay } from '../../time/format.js';
import { useNow } from '../../time/now.js';
import { CommandDialog } from '../../ui/confirm.js';
import { DataTable } from '../../ui/data-table.js';
import { DateField } from '../../ui/date-field.js';
import { PageHead } from '../../ui/page.js';
import { Empty, Loaded, ProblemNote } from '../../ui/states.js';
import { usePrincipal } from '../session/session.js';

const text = words(
  {
    title: 'Lịch ngày nghỉ, ngày làm bù', lead: 'Ngày chưa xác nhận là ngày chưa có văn bản; hãy sửa khi có quyết định chính thức.', date: 'Ngày', kind: 'Loại', off: 'Nghỉ', make_up: 'Làm bù', name: 'Tên', source: 'Căn cứ', confirmed: 'Đã xác nhận', unconfirmed: 'Chưa xác nhận', edit: 'Sửa', add: 'Thêm ngày', remove: 'Bỏ ngày này', nameVi: 'Tên tiếng Việt', nameEn: 'Tên tiếng Anh', save: 'Lưu', none: 'Chưa có ngày nào trong năm này', year: 'Năm', status: 'Tình trạng',
    later: 'Hạn đang chạy giữ nguyên ngày hẹn đã hứa; chỉ hạn mở sau đó tính theo lịch mới.', sourceHint: 'Số, ngày văn bản',
  },
  {
    title: 'Days off and make-up days', lead: 'An unconfirmed day has no official document yet; correct it once there is one.', date: 'Date', kind: 'Kind', off: 'Day off', make_up: 'Make-up day', name: 'Name', source: 'Source', confirmed: 'Confirmed', unconfirmed: 'Not confirmed', edit: 'Edit', add: 'Add a day', remove: 'Remove this day', nameVi: 'Vietnamese name', nameEn: 'English name', save: 'Save', none: 'No days in this year yet', year: 'Year', status: 'Status',
    later: 'Deadlines that run keep the due date that was promised; only later ones count by the new calendar.', sourceHint: 'Number and date of the document',
  },
);

const route = getRouteApi('/inside/lich');

const noon = (date: string): string => `${date}T12:00:00+07:00`;

export function CalendarPage(): ReactNode {
  const t = useWords(text);
  const { administers } = usePrincipal();
  const [editing, setEditing] = useState<NationalDayView | 'new' | null>(null);
  return (
    <>
      <PageHead title={t('title')} lead={t('lead')}>{administers && <Button onClick={() => setEditing('new')}>{t('add')}</Button>}</PageHead>
      <Loaded of={useQuery(nationalDaysQuery)}>{({ items }) => <Year all={items} edit={administers ? setEditing : null} />}</Loaded>
      {editing && <DayDialog day={editing === 'new' ? null : editing} close={() => setEditing(null)} />}
    </>
  );
}

type Edit = ((day: NationalDayView) => void) | null;

/** One year at a time: the chosen one, else the present one. */
function Year({ all, edit }: { all: NationalDayView[]; edit: Edit }): ReactNode {
  const t = useWords(text);
  const present = isoDay(useNow()).slice(0, 4);
  const { nam: year = present } = route.useSearch();
  const navigate = route.useNavigate();
  const years = [...new Set([present, year, ...all.map((day) => day.date.slice(0, 4))])].sort();
  return (
    <>
      <div className="filters"><NativeSelect label={t('year')} value={year} onChange={(event) => void navigate({ search: { nam: event.currentTarget.value }, replace: true })} data={years} /></div>
      <Days days={all.filter((day) => day.date.startsWith(year))} edit={edit} />
    </>
  );
}

function Days({ days, edit }: { days: NationalDayView[]; edit: Edit }): ReactNode {
  const t = useWords(text);
  const language = useLanguage();
  if (days.length === 0) return <div className="card"><Empty title={t('none')} /></div>;
  return (
    <div className="card list">
      <DataTable
        caption={t('title')} rows={days} rowKey={(day) => day.date}
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

/** Adds, changes or removes one day. */
function DayDialog({ day, close }: { day: NationalDayView | null; close: () => void }): ReactNode {
  const t = useWords(text);
  const [date, setDate] = useState(day?.date ?? '');
  const [values, setValues] = useState<PutNationalDay>({ kind: day?.kind ?? 'off', nameVi: day?.nameVi ?? '', nameEn: day?.nameEn ?? '', confirmed: day?.confirmed ?? false, source: day?.source ?? null });
  const put = useCommand((body: PutNationalDay, key) => request<NationalDayView>('PUT', at`/calendar/national-days/${date}`, { body, key }), close);
  const remove = useCommand((_: void, key) => request('DELETE', at`/calendar/national-days/${date}`, { key }), close);
  const set = (change: Partial<PutNationalDay>): void => setValues({ ...values, ...change });
  return (
    <CommandDialog title={day ? t('edit') : t('add')} submit={t('save')} close={close} busy={put.isPending} error={put.error} run={() => put.mutate({ ...values, source: values.source || null })}>
      <DateField label={t('date')} required disabled={day !== null} value={date} onChange={setDate} />
      <NativeSelect label={t('kind')} value={values.kind} onChange={(event) => set({ kind: event.currentTarget.value as PutNationalDay['kind'] })} data={(['off', 'make_up'] as const).map((value) => ({ value, label: t(value) }))} />
      <TextInput label={t('nameVi')} required value={values.nameVi} onChange={(event) => set({ nameVi: event.currentTarget.value })} />
      <TextInput label={t('nameEn')} required value={values.nameEn} onChange={(event) => set({ nameEn: event.currentTarget.value })} />
      <TextInput label={t('source')} description={t('sourceHint')} value={values.source ?? ''} onChange={(event) => set({ source: event.currentTarget.value })} />
      <label><input type="checkbox" checked={values.confirmed} onChange={(event) => set({ confirmed: event.currentTarget.checked })} /> {t('confirmed')}</label>
      <p className="sub">{t('later')}</p>
      {day && <div><Button variant="subtle" color="late" size="xs" loading={remove.isPending} onClick={() => remove.mutate()}>{t('remove')}</Button></div>}
      <ProblemNote error={remove.error} />
    </CommandDialog>
  );
}
