import type { AgencyView, IsoTableRow, UnreadCell } from '#contract';
import { Button } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import { useWords } from '../../../i18n/words.js';
import { addFirstStep, addStepAfter, moveStep, neighbour, removeStep, rename } from '../modeler/steps.js';
import type { StudioModeler } from '../modeler/studio-modeler.js';
import { PapersCell, ResponsibleCell, TextCell, TimeCell } from './cells.js';
import { tableWords } from './words.js';

interface Props {
  rows: readonly IsoTableRow[];
  modeler: StudioModeler;
  agencies: readonly AgencyView[];
  selected: readonly string[];
  unread: readonly UnreadCell[];
  canWrite: boolean;
}

/**
 * The ISO table beside the drawing. Its order is the proof's reading of the flow; what its cells hold is read from the drawing itself,
 * so that typing is seen at once. A chosen row is the chosen element, both ways.
 */
export function IsoTable({ rows, modeler, agencies, selected, unread, canWrite }: Props): ReactNode {
  const t = useWords(tableWords);
  const drawn = rows.filter((row) => row.element === null || modeler.find(row.element));
  if (drawn.length === 0) {
    return (
      <div className="empty">
        <p>{t('empty')}</p>
        {canWrite && <Button onClick={() => addFirstStep(modeler.get, t('fresh'))}>{t('first')}</Button>}
      </div>
    );
  }
  return (
    <table className="iso-table" aria-label={t('caption')}>
      <thead>
        <tr><th scope="col" className="tight">{t('no')}</th><th scope="col">{t('activity')}</th><th scope="col">{t('responsible')}</th><th scope="col">{t('time')}</th><th scope="col">{t('forms')}</th><th scope="col">{t('results')}</th><th scope="col" className="tight"><span className="visually-hidden">{t('actions')}</span></th></tr>
      </thead>
      <tbody>
        {drawn.map((row) => (
          <Row key={`${row.number} ${row.element}`} row={row} modeler={modeler} agencies={agencies} chosen={row.element !== null && selected.includes(row.element)} unread={unread.filter((cell) => cell.element !== null && cell.element === row.element)} canWrite={canWrite} />
        ))}
      </tbody>
    </table>
  );
}

interface RowProps {
  row: IsoTableRow;
  modeler: StudioModeler;
  agencies: readonly AgencyView[];
  chosen: boolean;
  unread: UnreadCell[];
  canWrite: boolean;
}

function Row({ row, modeler, agencies, chosen, unread, canWrite }: RowProps): ReactNode {
  const t = useWords(tableWords);
  const line = useRef<HTMLTableRowElement>(null);
  const shape = row.element === null ? undefined : modeler.find(row.element);
  useEffect(() => {
    if (chosen && !line.current?.contains(document.activeElement)) line.current?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  const choose = (): void => {
    if (shape && !chosen) modeler.show(shape.id);
  };
  const isStep = row.kind === 'step' && shape !== undefined;
  const mark = (column: UnreadCell['column']): ReactNode => unread.filter((cell) => cell.column === column).map((cell) => <span key={cell.text} className="unread" title={`${t('unread', { reason: cell.reason })}: ${cell.text}`}>? {cell.text}</span>);
  const cell = { no: row.number, canWrite, get: modeler.get, agencies };
  return (
    <tr ref={line} className={chosen ? 'chosen' : ''} aria-selected={chosen} onFocus={choose} onClick={choose}>
      <th scope="row" className="tight">{row.number}{mark('number')}</th>
      <td>
        <TextCell label={t('activityOf', { no: row.number })} value={shape ? modeler.labelOf(shape) || (row.activity === shape.id ? '' : row.activity) : row.activity} {...(row.kind === 'step' && { placeholder: t('unnamed') })} canWrite={canWrite && shape !== undefined} set={(name) => rename(modeler.get, shape!, name)} />
        {row.kind !== 'step' && <span className="row-kind">{t(row.kind)}{row.stop && ` · ${t('stops')}`}</span>}
        {mark('activity')}<Ways row={row} />
      </td>
      <td>{isStep ? <ResponsibleCell step={shape} {...cell} /> : row.responsible.names.join(', ')}{mark('responsible')}</td>
      <td className="tight">{isStep && <TimeCell step={shape} {...cell} />}{mark('time')}</td>
      <td>{isStep ? <PapersCell step={shape} kind="forms" {...cell} /> : null}{mark('forms')}</td>
      <td>{isStep ? <PapersCell step={shape} kind="results" {...cell} /> : row.results.map(({ name }) => name).join('; ')}{mark('results')}</td>
      <td className="tight">{canWrite && shape && <RowActions row={row} modeler={modeler} />}</td>
    </tr>
  );
}

/** Where it goes on, in words. */
function Ways({ row: { ways } }: { row: IsoTableRow }): ReactNode {
  const t = useWords(tableWords);
  if (ways.length < 2 && !ways[0]?.end) return null;
  return <ul className="ways">{ways.map((way, index) => <li key={index}>{t('goesTo', { when: way.when || t('otherwise'), to: way.end === null ? way.to.join(', ') : t('endsAt', { end: way.end || '–' }) })}</li>)}</ul>;
}

function RowActions({ row, modeler }: { row: IsoTableRow; modeler: StudioModeler }): ReactNode {
  const t = useWords(tableWords);
  const shape = modeler.find(row.element!)!;
  const { get } = modeler;
  const no = { no: row.number };
  const act = (label: string, sign: string, run: () => void, disabled = false): ReactNode => <button type="button" className="row-action" aria-label={label} title={label} disabled={disabled} onClick={(event) => { event.stopPropagation(); run(); }}>{sign}</button>;
  return (
    <span className="row-actions">
      {act(t('addAfter', no), '+', () => addStepAfter(get, shape, t('fresh')))}
      {act(t('up', no), '↑', () => moveStep(get, shape, 'up'), neighbour(shape, 'up') === null)}
      {act(t('down', no), '↓', () => moveStep(get, shape, 'down'), neighbour(shape, 'down') === null)}
      {act(t('remove', no), '✕', () => removeStep(get, shape))}
    </span>
  );
}
