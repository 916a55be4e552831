import type { CheckReport, CheckedReport, FormColumn, PrintedRow } from '#contract';
import { Button, Checkbox, FileButton } from '@mantine/core';
import '@mantine/core/styles/InlineInput.layer.css';
import '@mantine/core/styles/Checkbox.layer.css';
import { type ReactNode, useState } from 'react';
import { request } from '../../api/client.js';
import { useCommand } from '../../api/command.js';
import { useWords } from '../../i18n/words.js';
import { DataTable } from '../../ui/data-table.js';
import { Section } from '../../ui/page.js';
import { ProblemNote } from '../../ui/states.js';
import { text } from './words.js';

const COLUMNS: readonly FormColumn[] = ['3', '4', '5', '6', '7', '8', '9', '10', '11', '12', '13'];
const RATES = ['early', 'onTime', 'late', 'settled'] as const;
type Rate = (typeof RATES)[number];
const NAMED = { early: 'rateEarly', onTime: 'rateOnTime', late: 'rateLate', settled: 'rateSettled' } as const satisfies Record<Rate, string>;
type Typed = { name: string; before?: string } & Partial<Record<FormColumn | Rate, string>>;

/** As Vietnamese papers write numbers: dots group, the comma is the decimal sign. */
const count = (typed: string): number => Number(typed.replaceAll('.', ''));
const percent = (typed: string): number => Number(typed.replace('%', '').trim().replace(',', '.'));

/** Fields left empty are not on the paper. */
function rowOf({ name, before, ...typed }: Typed, unnamed: string): PrintedRow {
  const rates = Object.fromEntries(RATES.flatMap((rate) => (typed[rate]?.trim() ? [[rate, percent(typed[rate])]] : [])));
  return {
    name: name.trim() || unnamed, figures: Object.fromEntries(COLUMNS.flatMap((column) => (typed[column]?.trim() ? [[column, count(typed[column])]] : []))),
    ...(Object.keys(rates).length > 0 && { rates }), ...(before?.trim() && { pendingBefore: count(before) }),
  };
}
const asTyped = ({ name, figures, rates = {}, pendingBefore }: PrintedRow): Typed => ({
  name, ...Object.fromEntries(Object.entries(figures).map(([column, value]) => [column, String(value)])), ...Object.fromEntries(Object.entries(rates).map(([rate, value]) => [rate, String(value).replace('.', ',')])), ...(pendingBefore !== undefined && { before: String(pendingBefore) }),
});

/** For whoever is sent a report on paper: the figures typed, or the file, and each identity that does not hold. */
export function CheckPaper(): ReactNode {
  const t = useWords(text);
  const [rows, setRows] = useState<Typed[]>([{ name: '' }]);
  const [total, setTotal] = useState<Typed>({ name: t('totalRow') });
  const [more, setMore] = useState(false);
  const check = useCommand((body: CheckReport | FormData, key) => request<CheckedReport>('POST', '/reports/check', { body, key }), (checked) => {
    if (checked.rows.length > 0) setRows(checked.rows.map(asTyped));
    if (checked.total) setTotal(asTyped(checked.total));
  });
  const typed = (): CheckReport => {
    const whole = rowOf(total, t('totalRow'));
    return { rows: rows.map((row, index) => rowOf(row, `${t('row')} ${index + 1}`)), ...((Object.keys(whole.figures).length > 0 || whole.rates) && { total: whole }) };
  };
  const change = (index: number, row: Typed): void => setRows(rows.map((one, at) => (at === index ? row : one)));
  return (
    <>
      <Section title={t('check')}>
        <p className="sub">{t('checkLead')}</p>
        <form onSubmit={(event) => { event.preventDefault(); check.mutate(typed()); }}>
          <div className="table-scroll" tabIndex={0} role="region" aria-label={t('check')}>
            <table className="settlement check-paper">
              <thead><tr><th scope="col" className="name">{t('rowName')}</th>{COLUMNS.map((column) => <th key={column} scope="col">{column}</th>)}{more && <><th scope="col">{t('pendingBefore')}</th>{RATES.map((rate) => <th key={rate} scope="col">% {t(NAMED[rate])}</th>)}</>}<td /></tr></thead>
              <tbody>{rows.map((row, index) => <Line key={index} row={row} more={more} change={(next) => change(index, next)} {...(rows.length > 1 && { remove: () => setRows(rows.filter((_, at) => at !== index)), removeName: t('removeRow', { n: index + 1 }) })} />)}</tbody>
              <tfoot><Line row={total} more={more} change={setTotal} /></tfoot>
            </table>
          </div>
          <div className="actions">
            <Button type="submit" loading={check.isPending}>{t('checkNow')}</Button>
            <Button variant="default" onClick={() => setRows([...rows, { name: '' }])}>{t('addRow')}</Button>
            <Checkbox label={t('more')} checked={more} onChange={(event) => setMore(event.currentTarget.checked)} />
            <FileButton accept=".xlsx" onChange={(file) => { if (file) { const form = new FormData(); form.set('file', file); check.mutate(form); } }}>{(props) => <Button {...props} variant="default">{t('upload')}</Button>}</FileButton>
          </div>
          <ProblemNote error={check.error} />
        </form>
      </Section>
      {check.data && <Verdict checked={check.data} />}
    </>
  );
}

function Line({ row, more, change, remove, removeName }: { row: Typed; more: boolean; change: (row: Typed) => void; remove?: () => void; removeName?: string }): ReactNode {
  const t = useWords(text);
  return (
    <tr>
      <th scope="row" className="name"><input aria-label={t('rowName')} value={row.name} onChange={(event) => change({ ...row, name: event.currentTarget.value })} /></th>
      {COLUMNS.map((column) => <td key={column}><input inputMode="numeric" pattern="[0-9.]*" aria-label={`${row.name || t('row')}, ${t('column3', { n: column })}`} value={row[column] ?? ''} onChange={(event) => change({ ...row, [column]: event.currentTarget.value })} /></td>)}
      {more && <td><input inputMode="numeric" pattern="[0-9.]*" aria-label={`${row.name || t('row')}, ${t('pendingBefore')}`} value={row.before ?? ''} onChange={(event) => change({ ...row, before: event.currentTarget.value })} /></td>}
      {more && RATES.map((rate) => <td key={rate}><input inputMode="decimal" pattern="[0-9]+([.,][0-9]+)?\s*%?" aria-label={`${row.name || t('row')}, % ${t(NAMED[rate])}`} value={row[rate] ?? ''} onChange={(event) => change({ ...row, [rate]: event.currentTarget.value })} /></td>)}
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
