import type { SettlementReport, SettlementRow } from '#contract';
import { Button, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { problemOf } from '../../api/problem.js';
import { settlementQuery } from '../../api/queries.js';
import { useLanguage } from '../../i18n/language.js';
import { useWords, words } from '../../i18n/words.js';
import { formatDate, isoDay } from '../../time/format.js';
import { useNow } from '../../time/now.js';
import { DateField } from '../../ui/date-field.js';
import { PageHead, Section } from '../../ui/page.js';
import { Failure, Loading } from '../../ui/states.js';
import './settlement.css';

const route = getRouteApi('/inside/thong-ke');

const text = words(
  {
    title: 'Thống kê giải quyết hồ sơ', form: 'Biểu 06/VPCP/KSTT', unit: 'Đơn vị tính: hồ sơ', from: 'Từ ngày', to: 'Đến hết ngày', by: 'Xếp theo', agency: 'Cơ quan', field: 'Lĩnh vực', month: 'Tháng này', quarter: 'Quý này', year: 'Năm nay', print: 'In', no: 'TT', name: 'Cơ quan, lĩnh vực',
    received: 'Tiếp nhận', settled: 'Đã giải quyết', pending: 'Đang giải quyết', total: 'Tổng số', online: 'Trực tuyến', direct: 'Trực tiếp, bưu chính', carriedOver: 'Kỳ trước chuyển qua', early: 'Trước hạn', onTime: 'Đúng hạn', late: 'Quá hạn', inTime: 'Trong hạn', sum: 'Tổng cộng',
    identities: 'Kiểm tra số liệu', holds: 'đúng', fails: 'không đúng', position: 'Vị trí sổ cái', digest: 'Mã băm báo cáo', refused: 'Báo cáo không khớp số liệu nên không được phát hành', rowsAtFault: 'Các dòng không khớp', empty: 'Không có hồ sơ nào trong kỳ này.',
  },
  {
    title: 'Settlement report', form: 'Form 06/VPCP/KSTT', unit: 'Unit: dossiers', from: 'From', to: 'To the end of', by: 'By', agency: 'Agency', field: 'Field', month: 'This month', quarter: 'This quarter', year: 'This year', print: 'Print', no: 'No.', name: 'Agency, field',
    received: 'Received', settled: 'Settled', pending: 'Pending', total: 'Total', online: 'Online', direct: 'In person, by post', carriedOver: 'Carried over', early: 'Early', onTime: 'On time', late: 'Late', inTime: 'In time', sum: 'Sum',
    identities: 'Checks of the figures', holds: 'holds', fails: 'does not hold', position: 'Ledger position', digest: 'Digest of the report', refused: 'The report does not reconcile and is not issued', rowsAtFault: 'Rows at fault', empty: 'No dossiers in this period.',
  },
);

/** Midnight after a local date, since the API's period ends before its `to`. */
const dayAfter = (day: string): string => isoDay(new Date(new Date(`${day}T00:00:00+07:00`).getTime() + 24 * 3_600_000));
const midnight = (day: string): string => `${day}T00:00:00+07:00`;

export function SettlementPage(): ReactNode {
  const t = useWords(text);
  const today = isoDay(useNow());
  const search = route.useSearch();
  const period = { from: search.tu ?? `${today.slice(0, 4)}-01-01`, to: search.den ?? today, by: search.theo ?? 'agency' };
  const report = useQuery(settlementQuery({ from: midnight(period.from), to: midnight(dayAfter(period.to)), by: period.by }));
  return (
    <>
      <PageHead title={t('title')} lead={`${t('form')} · ${t('unit')}`}><Button variant="default" className="no-print" onClick={() => print()}>{t('print')}</Button></PageHead>
      <Filters {...period} today={today} />
      {report.data ? <Report report={report.data} /> : report.error ? <Refused error={report.error} retry={() => void report.refetch()} /> : <Loading />}
    </>
  );
}

function Filters({ from, to, by, today }: { from: string; to: string; by: string; today: string }): ReactNode {
  const t = useWords(text);
  const navigate = route.useNavigate();
  const set = (change: { tu?: string; den?: string; theo?: string }): void => void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
  const year = today.slice(0, 4);
  const quarter = String(Math.floor((Number(today.slice(5, 7)) - 1) / 3) * 3 + 1).padStart(2, '0');
  const periods = [['month', `${today.slice(0, 7)}-01`], ['quarter', `${year}-${quarter}-01`], ['year', `${year}-01-01`]] as const;
  return (
    <div className="filters">
      <DateField label={t('from')} value={from} onChange={(day) => day && set({ tu: day })} />
      <DateField label={t('to')} value={to} onChange={(day) => day && set({ den: day })} />
      <NativeSelect label={t('by')} value={by} onChange={(event) => set({ theo: event.currentTarget.value })} data={[{ value: 'agency', label: t('agency') }, { value: 'field', label: t('field') }]} />
      <div className="actions wide">
        {periods.map(([name, start]) => <Button key={name} variant={from === start && to === today ? 'light' : 'default'} onClick={() => set({ tu: start, den: today })}>{t(name)}</Button>)}
      </div>
    </div>
  );
}

function Report({ report }: { report: SettlementReport }): ReactNode {
  const t = useWords(text);
  const language = useLanguage();
  return (
    <>
      <section className="card">
        <p className="sub">{formatDate(report.from, language)} – {formatDate(new Date(new Date(report.to).getTime() - 1), language)}</p>
        {report.rows.length === 0 && <p className="note">{t('empty')}</p>}
        <FiguresTable rows={report.rows} total={report.total} />
      </section>
      <Section title={t('identities')}>
        <ul className="lines">
          {report.identities.map(({ name, holds }) => (
            <li key={name}><span className={`tag ${holds ? 'tag-ok' : 'tag-late'}`}><span aria-hidden="true">{holds ? '✓' : '!'}</span> {t(holds ? 'holds' : 'fails')}</span> {name}</li>
          ))}
        </ul>
        <dl className="facts">
          <dt>{t('position')}</dt><dd>{report.ledgerPosition}</dd>
          <dt>{t('digest')}</dt><dd><code>{report.digest}</code></dd>
        </dl>
      </Section>
    </>
  );
}

const GROUPS = [
  ['received', ['total', 'online', 'direct', 'carriedOver']],
  ['settled', ['total', 'early', 'onTime', 'late']],
  ['pending', ['total', 'inTime', 'late']],
] as const;

function FiguresTable({ rows, total }: { rows: SettlementRow[]; total?: SettlementRow }): ReactNode {
  const t = useWords(text);
  const cells = (row: SettlementRow): ReactNode =>
    GROUPS.flatMap(([group, names]) => names.map((name) => {
      const figure = (row[group] as Record<string, number>)[name] ?? 0;
      return <td key={group + name} className={name === 'late' && figure > 0 ? 'late' : name === 'total' ? 'strong' : ''}>{figure}</td>;
    }));
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label={t('form')}>
      <table className="settlement">
        <thead>
          <tr><th rowSpan={2}>{t('no')}</th><th rowSpan={2} className="name">{t('name')}</th>{GROUPS.map(([group, names]) => <th key={group} colSpan={names.length} scope="colgroup">{t(group)}</th>)}</tr>
          <tr>{GROUPS.flatMap(([group, names]) => names.map((name) => <th key={group + name} scope="col">{t(name)}</th>))}</tr>
          <tr className="numbers" aria-hidden="true">{Array.from({ length: 13 }, (_, index) => <td key={index}>{index + 1}</td>)}</tr>
        </thead>
        <tbody>
          {rows.map((row, index) => <tr key={row.key}><td>{index + 1}</td><th scope="row" className="name">{row.name}</th>{cells(row)}</tr>)}
        </tbody>
        {total && <tfoot><tr><td /><th scope="row" className="name">{t('sum')}</th>{cells(total)}</tr></tfoot>}
      </table>
    </div>
  );
}

/** A report whose identities fail is not printed; the rows at fault are. */
function Refused({ error, retry }: { error: unknown; retry: () => void }): ReactNode {
  const t = useWords(text);
  const problem = problemOf(error);
  if (problem.code !== 'report_does_not_reconcile') return <Failure error={error} retry={retry} />;
  const rows = Array.isArray(problem.body['rows']) ? (problem.body['rows'] as SettlementRow[]) : [];
  return (
    <section className="card stack">
      <div className="note note-error" role="alert"><p className="strong">{t('refused')}</p><p>{problem.message}</p></div>
      {rows.length > 0 && <><h2>{t('rowsAtFault')}</h2><FiguresTable rows={rows} /></>}
    </section>
  );
}
