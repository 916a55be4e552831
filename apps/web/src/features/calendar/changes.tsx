import type { CalendarChangeList, CalendarChangeView, CalendarEdit } from '#contract';
import { useQuery } from '@tanstack/react-query';
import { Link, getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { agenciesQuery, calendarChangeQuery, calendarChangesQuery } from '../../api/queries.js';
import { useLanguage } from '../../i18n/language.js';
import { useWords } from '../../i18n/words.js';
import { formatDate, formatInstant } from '../../time/format.js';
import { DataTable } from '../../ui/data-table.js';
import { When } from '../../ui/due.js';
import { Section } from '../../ui/page.js';
import { Empty, Loaded } from '../../ui/states.js';
import { MovedTable } from './moved-table.js';
import { calendar } from './words.js';

const route = getRouteApi('/inside/lich');

/** What was changed, by whom and on which document, how far its deadlines are counted anew, and what moved. */
export function Changes(): ReactNode {
  const { lan } = route.useSearch();
  return lan ? <OneChange id={lan} /> : <AllChanges />;
}

function AllChanges(): ReactNode {
  const t = useWords(calendar);
  return (
    <Section title={t('changes')} className="list">
      <Loaded of={useQuery(calendarChangesQuery)}>
        {({ items }) => (items.length === 0 ? <Empty title={t('noChanges')} /> : (
          <DataTable
            caption={t('changes')} rows={items} rowKey={(row) => row.id ?? row.at}
            columns={[
              { head: t('change'), kind: 'main', cell: (row) => <Link to="/lich" search={{ muc: 'thay-doi', lan: row.id ?? '' }} className="strong"><Edits of={row.changes} /></Link> },
              { head: t('document'), cell: (row) => row.document },
              { head: t('by'), kind: 'tight', cell: (row) => <span>{row.by}<span className="sub"><When at={row.at} /></span></span> },
              { head: t('preview'), cell: (row) => <Progress of={row} /> },
            ]}
          />
        ))}
      </Loaded>
    </Section>
  );
}

function OneChange({ id }: { id: string }): ReactNode {
  const t = useWords(calendar);
  return (
    <Loaded of={useQuery(calendarChangeQuery(id))}>
      {(change) => (
        <Section title={t('preview')} className="list" aside={<Link to="/lich" search={{ muc: 'thay-doi' }}>{t('back')}</Link>}>
          <p className="strong"><Edits of={change.changes} /></p>
          <p className="sub">{change.document} · {change.by}, <When at={change.at} /></p>
          <p role="status"><Progress of={change} /></p>
          {change.moved.length > 0 && <MovedTable moved={change.moved} />}
          {change.moved.length < change.counts.later + change.counts.earlier && <p className="sub">{t('shown', { count: change.moved.length })}</p>}
        </Section>
      )}
    </Loaded>
  );
}

function Progress({ of: { counts } }: { of: Pick<CalendarChangeView, 'counts'> }): ReactNode {
  const t = useWords(calendar);
  const { dossiers, pending, later, earlier } = counts;
  if (dossiers === 0) return t('noEffect');
  return <>{pending > 0 && <progress max={dossiers} value={dossiers - pending} aria-label={t('changes')} />} {t('progress', { done: dossiers - pending, all: dossiers })} · {t('moved', { later, earlier })}</>;
}

function Edits({ of: edits }: { of: CalendarChangeList['items'][number]['changes'] }): ReactNode {
  const t = useWords(calendar);
  const language = useLanguage();
  const agencies = useQuery(agenciesQuery).data?.items ?? [];
  const nameOf = (code: string | null): string => (code === null ? t('everyAgency') : agencies.find((one) => one.code === code)?.name ?? code);
  const day = (date: string): string => formatDate(`${date}T12:00:00+07:00`, language);
  const words = (edit: CalendarEdit): string => {
    switch (edit.kind) {
      case 'national_day':
        return edit.day ? t('editDay', { day: day(edit.date), what: `${t(edit.day.kind)}, ${language === 'vi' ? edit.day.nameVi : edit.day.nameEn}` }) : t('removeDay', { day: day(edit.date) });
      case 'opening_hours':
        return t('editHours', { agency: nameOf(edit.agency), day: day(edit.validFrom) });
      case 'closure':
        return t('editClosure', { agency: nameOf(edit.agency), from: formatInstant(edit.from, language), to: formatInstant(edit.to, language), reason: edit.reason });
      case 'closure_removed':
        return t('removeClosure');
    }
  };
  return edits.map(words).join('; ');
}
