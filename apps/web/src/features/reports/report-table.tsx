import type { ReportCell, ReportView } from '#contract';
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

/** The report as it is printed: grouped heads, numbered columns, total. Wide ones are scrolled, also with the keyboard. */
export function ReportTable({ report: { title, columns, rows, total } }: { report: Pick<ReportView, 'title' | 'columns' | 'rows' | 'total'> }): ReactNode {
  const t = useWords(text);
  const language = useLanguage();
  const groups = groupsOf(columns);
  const cells = (all: readonly ReportCell[]): ReactNode[] => all.map((cell, index) => {
    const column = columns[index]!;
    const written = cellText(cell, column, language, t('unknown'));
    return index === 0 ? <th key={column.key} scope="row" className="name">{written}</th> : <td key={column.key} className={NUMBERS.has(column.type) ? '' : 'words'}>{written}</td>;
  });
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label={title}>
      <table className="settlement">
        <thead>
          <tr><th rowSpan={2} scope="col">{t('no')}</th>{groups.map(({ group, columns: [first, ...more] }) => (group === null ? <th key={first!.key} rowSpan={2} scope="col">{first!.name}</th> : <th key={first!.key} colSpan={more.length + 1} scope="colgroup">{group}</th>))}</tr>
          <tr>{groups.filter(({ group }) => group !== null).flatMap((run) => run.columns.map(({ key, name }) => <th key={key} scope="col">{name}</th>))}</tr>
          <tr className="numbers" aria-hidden="true">{Array.from({ length: columns.length + 1 }, (_, index) => <td key={index}>{index + 1}</td>)}</tr>
        </thead>
        <tbody>{rows.map((row, index) => <tr key={row.key}><td>{index + 1}</td>{cells(row.cells)}</tr>)}</tbody>
        {total && <tfoot><tr><td />{cells(total)}</tr></tfoot>}
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
