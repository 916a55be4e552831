import type { ReportCell, ReportView } from '#contract';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { type Language, useLanguage } from '../../i18n/language.js';
import { useWords } from '../../i18n/words.js';
import { formatDate, formatInstant } from '../../time/format.js';
import { Section } from '../../ui/page.js';
import { text } from './words.js';
import './settlement.css';

type Column = ReportView['columns'][number];
const NUMBERS: ReadonlySet<Column['type']> = new Set(['count', 'money', 'share', 'hours', 'score']);

export function cellText(cell: ReportCell, { type }: Pick<Column, 'type'>, language: Language, unknown: string): string {
  const number = (value: number, digits: number): string => value.toLocaleString(language === 'vi' ? 'vi-VN' : 'en-GB', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  if (cell === null) return type === 'score' || type === 'money' ? unknown : '';
  if (typeof cell === 'number') return type === 'share' ? `${number(cell * 100, 2)} %` : number(cell, type === 'hours' ? 1 : type === 'score' ? 2 : 0);
  return type === 'instant' ? formatInstant(cell, language) : type === 'day' ? formatDate(cell, language) : cell;
}

/** Runs of columns under one head. */
function groupsOf(columns: readonly Column[]): { group: string | null; columns: Column[] }[] {
  const runs: { group: string | null; columns: Column[] }[] = [];
  for (const column of columns) {
    const run = runs.at(-1);
    if (run && column.group !== null && run.group === column.group) run.columns.push(column);
    else runs.push({ group: column.group, columns: [column] });
  }
  return runs;
}

type Shown = Pick<ReportView, 'title' | 'columns' | 'rows' | 'total'>;

const only = ({ columns, rows, total, title }: Shown, indices: readonly number[]): Shown => ({
  title, columns: indices.map((index) => columns[index]!), rows: rows.map(({ key, cells }) => ({ key, cells: indices.map((index) => cells[index]!) })), total: total && indices.map((index) => total[index]!),
});

/** What is not on the form, each beside the column of it that it belongs to, and only rows that have something to say. */
function asideOf(report: Shown): Shown | null {
  const { columns } = report;
  const apart = columns.flatMap(({ apart: beside }, index) => (beside === null ? [] : [{ beside, index }]));
  const beside = [...new Set(apart.map((one) => one.beside))];
  const shown = [...apart.map(({ index }) => index), ...beside.map((key) => columns.findIndex((column) => column.key === key && column.type === 'count'))];
  const rows = report.rows.filter(({ cells }) => shown.some((index) => index >= 0 && cells[index] !== null && cells[index] !== 0));
  const summed = report.total?.some((cell, index) => cell !== null && columns[index]!.apart !== null) ?? false;
  if (apart.length === 0 || (rows.length === 0 && !summed)) return null;
  return only({ ...report, rows }, [0, ...beside.flatMap((key) => [columns.findIndex((column) => column.key === key), ...apart.filter((one) => one.beside === key).map(({ index }) => index)])]);
}

/** The report as it is printed, and under it what is told beside the form. */
export function ReportTable({ report }: { report: Shown }): ReactNode {
  const t = useWords(text);
  const aside = asideOf(report);
  return (
    <>
      <OneTable report={only(report, report.columns.flatMap(({ apart }, index) => (apart === null ? [index] : [])))} />
      {aside && <><h3 className="aside-head">{t('aside')}</h3><OneTable report={{ ...aside, title: t('aside') }} /></>}
    </>
  );
}

/** Grouped heads, numbered columns, total. Wide ones are scrolled, also with the keyboard. */
function OneTable({ report: { title, columns, rows, total } }: { report: Shown }): ReactNode {
  const t = useWords(text);
  const language = useLanguage();
  const groups = groupsOf(columns);
  const cells = (all: readonly ReportCell[], row: string | null): ReactNode[] => all.map((cell, index) => {
    const column = columns[index]!;
    const written = cellText(cell, column, language, t('unknown'));
    const said = column.key === 'code' && row !== null ? <Link to="/ho-so/$code" params={{ code: row }}>{written}</Link> : written;
    return index === 0 ? <th key={column.key} scope="row" className="name">{said}</th> : <td key={column.key} className={NUMBERS.has(column.type) ? '' : column.type === 'text' ? 'words' : 'when'}>{said}</td>;
  });
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label={title}>
      <table className="settlement">
        <thead>
          <tr><th rowSpan={2} scope="col">{t('no')}</th>{groups.map(({ group, columns: [first, ...more] }) => (group === null ? <th key={first!.key} rowSpan={2} scope="col">{first!.name}</th> : <th key={first!.key} colSpan={more.length + 1} scope="colgroup">{group}</th>))}</tr>
          <tr>{groups.filter(({ group }) => group !== null).flatMap((run) => run.columns.map(({ key, name }) => <th key={key} scope="col">{name}</th>))}</tr>
          <tr className="numbers" aria-hidden="true"><td>1</td>{columns.map(({ key, number }) => <td key={key}>{number}</td>)}</tr>
        </thead>
        <tbody>{rows.map((row, index) => <tr key={row.key}><td>{index + 1}</td>{cells(row.cells, row.key)}</tr>)}</tbody>
        {total && <tfoot><tr><td />{cells(total, null)}</tr></tfoot>}
      </table>
    </div>
  );
}

/** Under every report: which checks held, and what it was made from. */
export function Proof({ report }: { report: ReportView }): ReactNode {
  const t = useWords(text);
  return (
    <Section title={t('identities')}>
      {report.notes.length > 0 && <ul className="lines" aria-label={t('notes')}>{report.notes.map((note) => <li key={note}>{note}</li>)}</ul>}
      <ul className="lines">
        {report.identities.map(({ name, holds }) => <li key={name}><span className={`tag ${holds ? 'tag-ok' : 'tag-late'}`}><span aria-hidden="true">{holds ? '✓' : '!'}</span> {t(holds ? 'holds' : 'fails')}</span> {name}</li>)}
      </ul>
      <dl className="facts"><dt>{t('position')}</dt><dd>{report.ledgerPosition}</dd><dt>{t('digest')}</dt><dd><code>{report.digest}</code></dd></dl>
    </Section>
  );
}
