import type { CheckReport, CheckedReport, FormColumn, PrintedRow } from '#contract';
import { Button, FileButton } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { request } from '../../api/client.js';
import { useCommand } from '../../api/command.js';
import { useWords } from '../../i18n/words.js';
import { DataTable } from '../../ui/data-table.js';
import { Section } from '../../ui/page.js';
import { ProblemNote } from '../../ui/states.js';
import { text } from './words.js';

const COLUMNS: readonly FormColumn[] = ['3', '4', '5', '6', '7', '8', '9', '10', '11', '12', '13'];
type Typed = { name: string } & Partial<Record<FormColumn, string>>;

/** Fields left empty are not on the paper. */
const rowOf = ({ name, ...typed }: Typed, unnamed: string): PrintedRow => ({ name: name.trim() || unnamed, figures: Object.fromEntries(COLUMNS.flatMap((column) => (typed[column]?.trim() ? [[column, Number(typed[column].replaceAll('.', ''))]] : []))) });
const asTyped = ({ name, figures }: PrintedRow): Typed => ({ name, ...Object.fromEntries(Object.entries(figures).map(([column, value]) => [column, String(value)])) });

/** For whoever is sent a report on paper: the figures typed, or the file, and each identity that does not hold. */
export function CheckPaper(): ReactNode {
  const t = useWords(text);
  const [rows, setRows] = useState<Typed[]>([{ name: '' }]);
  const [total, setTotal] = useState<Typed>({ name: t('totalRow') });
  const check = useCommand((body: CheckReport | FormData, key) => request<CheckedReport>('POST', '/reports/check', { body, key }), (checked) => {
    if (checked.rows.length > 0) setRows(checked.rows.map(asTyped));
    if (checked.total) setTotal(asTyped(checked.total));
  });
  const typed = (): CheckReport => {
    const whole = rowOf(total, t('totalRow'));
    return { rows: rows.map((row, index) => rowOf(row, `${t('row')} ${index + 1}`)), ...(Object.keys(whole.figures).length > 0 && { total: whole }) };
  };
  const change = (index: number, row: Typed): void => setRows(rows.map((one, at) => (at === index ? row : one)));
  return (
    <>
      <Section title={t('check')}>
        <p className="sub">{t('checkLead')}</p>
        <form onSubmit={(event) => { event.preventDefault(); check.mutate(typed()); }}>
          <div className="table-scroll" tabIndex={0} role="region" aria-label={t('check')}>
            <table className="settlement check-paper">
              <thead><tr><th scope="col" className="name">{t('rowName')}</th>{COLUMNS.map((column) => <th key={column} scope="col">{column}</th>)}<th /></tr></thead>
              <tbody>{rows.map((row, index) => <Line key={index} row={row} change={(next) => change(index, next)} {...(rows.length > 1 && { remove: () => setRows(rows.filter((_, at) => at !== index)), removeName: t('removeRow', { n: index + 1 }) })} />)}</tbody>
              <tfoot><Line row={total} change={setTotal} /></tfoot>
            </table>
          </div>
          <div className="actions">
            <Button type="submit" loading={check.isPending}>{t('checkNow')}</Button>
            <Button variant="default" onClick={() => setRows([...rows, { name: '' }])}>{t('addRow')}</Button>
            <FileButton accept=".xlsx" onChange={(file) => { if (file) { const form = new FormData(); form.set('file', file); check.mutate(form); } }}>{(props) => <Button {...props} variant="default">{t('upload')}</Button>}</FileButton>
          </div>
          <ProblemNote error={check.error} />
        </form>
      </Section>
      {check.data && <Verdict checked={check.data} />}
    </>
  );
}

function Line({ row, change, remove, removeName }: { row: Typed; change: (row: Typed) => void; remove?: () => void; removeName?: string }): ReactNode {
  const t = useWords(text);
  return (
    <tr>
      <th scope="row" className="name"><input aria-label={t('rowName')} value={row.name} onChange={(event) => change({ ...row, name: event.currentTarget.value })} /></th>
      {COLUMNS.map((column) => <td key={column}><input inputMode="numeric" pattern="[0-9.]*" aria-label={`${row.name || t('row')}, ${t('column3', { n: column })}`} value={row[column] ?? ''} onChange={(event) => change({ ...row, [column]: event.currentTarget.value })} /></td>)}
      <td>{remove && <button type="button" className="icon-button" aria-label={removeName} onClick={remove}>×</button>}</td>
    </tr>
  );
}

function Verdict({ checked }: { checked: CheckedReport }): ReactNode {
  const t = useWords(text);
  const { findings, unread, judged } = checked;
  return (
    <section className="card stack" aria-live="polite">
      {findings.length > 0 ? <p className="note note-error">! {t('notHold', { count: findings.length })}</p> : judged === 0 ? <p className="note note-warn">{t('nothing')}</p> : <p className="note note-good">✓ {t('allHold', { count: judged })}</p>}
      {unread.map(({ line, reason }) => <p key={line} className="note note-warn">{t('unread', { line, reason })}</p>)}
      {findings.length > 0 && (
        <DataTable
          caption={t('check')} rows={findings} rowKey={(one) => `${one.identity} ${one.row}`}
          columns={[{ head: t('row'), kind: 'main', cell: (one) => one.row }, { head: t('identity'), cell: (one) => one.identity }, { head: t('printedValue'), kind: 'number', cell: (one) => one.stated }, { head: t('computed'), kind: 'number', cell: (one) => one.computed }]}
        />
      )}
    </section>
  );
}
