import type { ProcedureView, RevisionDiff } from '#contract';
import { Button, Checkbox, NativeSelect } from '@mantine/core';
import '@mantine/core/styles/Checkbox.layer.css';
import '@mantine/core/styles/InlineInput.layer.css';
import { useQuery } from '@tanstack/react-query';
import { Link, getRouteApi } from '@tanstack/react-router';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { diagramQuery, procedureQuery } from '../../api/queries.js';
import { Diagram } from '../../diagram/diagram.js';
import type { DiagramView, Mark } from '../../diagram/diagram-view.js';
import { useWords } from '../../i18n/words.js';
import { PageHead, Section } from '../../ui/page.js';
import { Empty, Loaded } from '../../ui/states.js';
import './compare.css';
import { diffQuery } from './governance-queries.js';
import { SIGNS, changeWords, columnWords, governanceWords, typeWords } from './governance-words.js';
import { revisionStates } from './words.js';

const route = getRouteApi('/inside/quy-trinh/$code/so-sanh');

type Change = RevisionDiff['changes'][number];

/** Two revisions side by side: what is said of each change, where it is on both drawings, and in which row of the table. */
export function ComparePage(): ReactNode {
  const { code } = route.useParams();
  return <Loaded of={useQuery(procedureQuery(code))}>{(procedure) => <Choice procedure={procedure} />}</Loaded>;
}

function Choice({ procedure }: { procedure: ProcedureView }): ReactNode {
  const t = useWords(governanceWords);
  const s = useWords(revisionStates);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const numbers = procedure.revisions.map(({ revision }) => revision).toSorted((a, b) => b - a);
  const known = (wanted: string | undefined, otherwise: number | undefined): number | undefined => numbers.find((one) => String(one) === wanted) ?? otherwise;
  const to = known(search.sang, numbers[0]);
  const from = known(search.tu, numbers.find((one) => one !== to && one === procedure.inForce) ?? numbers.find((one) => one !== to));
  const options = procedure.revisions.toSorted((a, b) => b.revision - a.revision).map((one) => ({ value: String(one.revision), label: `${t('revision', { count: one.revision })} – ${s(one.state)}` }));
  const set = (tu: number | string, sang: number | string): void => void navigate({ search: { tu: String(tu), sang: String(sang) }, replace: true });
  const head = <PageHead title={`${t('compareTitle')}: ${procedure.name}`} lead={t('compareLead')}><Link to="/quy-trinh/$code" params={{ code: procedure.code }} search={{}}>{procedure.code}</Link></PageHead>;
  if (from === undefined || to === undefined) return <>{head}<div className="card"><Empty title={t('needTwo')} /></div></>;
  return (
    <>
      {head}
      <div className="filters">
        <NativeSelect label={t('from')} data={options} value={String(from)} onChange={(event) => set(event.currentTarget.value, to)} />
        <NativeSelect label={t('to')} data={options} value={String(to)} onChange={(event) => set(from, event.currentTarget.value)} />
        <Button variant="default" onClick={() => set(to, from)}>{t('swap')}</Button>
      </div>
      <Loaded of={useQuery(diffQuery(procedure.code, from, to))}>{(diff) => <Comparison key={`${from}-${to}`} code={procedure.code} from={from} to={to} diff={diff} />}</Loaded>
    </>
  );
}

function Comparison({ code, from, to, diff }: { code: string; from: number; to: number; diff: RevisionDiff }): ReactNode {
  const [left, setLeft] = useState<DiagramView | null>(null);
  const [right, setRight] = useState<DiagramView | null>(null);
  useTogether(left, right);
  const show = (element: string | null): void => {
    if (element === null) return;
    // Whichever drawing has the element leads, and the other follows.
    if (!right?.focus(element)) left?.focus(element);
  };
  return (
    <>
      <Counts diff={diff} />
      <div className="compare">
        <Side code={code} revision={from} diff={diff} drop="added" onView={setLeft} />
        <Side code={code} revision={to} diff={diff} drop="removed" onView={setRight} />
      </div>
      <Changes changes={diff.changes} show={show} />
      <Rows rows={diff.rows} show={show} />
    </>
  );
}

/** Moving or zooming one drawing moves the other. */
function useTogether(left: DiagramView | null, right: DiagramView | null): void {
  useEffect(() => {
    if (!left || !right) return undefined;
    let following = false;
    const lead = (other: DiagramView) => (box: ReturnType<DiagramView['box']>): void => {
      if (following) return;
      following = true;
      other.show(box);
      following = false;
    };
    const stops = [left.onMoved(lead(right)), right.onMoved(lead(left))];
    return () => stops.forEach((stop) => stop());
  }, [left, right]);
}

function Side({ code, revision, diff, drop, onView }: { code: string; revision: number; diff: RevisionDiff; drop: Change['change']; onView: (view: DiagramView | null) => void }): ReactNode {
  const t = useWords(governanceWords);
  const c = useWords(changeWords);
  const names = [c('added'), c('removed'), c('changed'), c('moved')].join('|');
  const marks = useMemo((): Mark[] => {
    const [added, removed, changed, moved] = names.split('|');
    const labels = { added, removed, changed, moved } as Record<Change['change'], string>;
    const drawn = diff.changes.filter(({ element, change, type }) => element !== null && change !== drop && !(change === 'moved' && type === 'SequenceFlow'));
    return drawn.map(({ element, change, attributes }) => ({ element: element ?? '', tone: change, label: labels[change], hint: attributes.map(({ label, from, to }) => `${label}: ${from ?? '–'} → ${to ?? '–'}`).join('\n') }));
  }, [diff, drop, names]);
  return (
    <Section title={t('inRevision', { count: revision })}>
      <Loaded of={useQuery(diagramQuery(code, revision))}>{(xml) => <Diagram xml={xml} marks={marks} onView={onView} whole />}</Loaded>
    </Section>
  );
}

function Counts({ diff }: { diff: RevisionDiff }): ReactNode {
  const c = useWords(changeWords);
  return <p className="actions">{(['changed', 'added', 'removed', 'moved'] as const).map((kind) => <span key={kind} className={`tag change-${kind}`}><span aria-hidden="true">{SIGNS[kind]}</span> {c(kind)}: {diff.counts[kind]}</span>)}</p>;
}

function Changes({ changes, show }: { changes: Change[]; show: (element: string | null) => void }): ReactNode {
  const t = useWords(governanceWords);
  const c = useWords(changeWords);
  const y = useWords(typeWords);
  const said = changes.filter(({ change }) => change !== 'moved');
  const moved = changes.filter(({ change }) => change === 'moved');
  return (
    <Section title={t('changes')}>
      {changes.length === 0 && <p className="sub">{t('noChanges')}</p>}
      <ul className="lines">
        {said.map((one) => (
          <li key={`${one.element}/${one.change}`}>
            <span className={`tag change-${one.change}`}><span aria-hidden="true">{SIGNS[one.change]}</span> {c(one.change)}</span>{' '}
            {one.element === null ? <span className="strong">{t('wholeProcedure')}</span> : <button type="button" className="plain strong" onClick={() => show(one.element)}>{one.name}</button>}
            {one.element !== null && <span className="sub">{one.type in typeWords.vi ? y(one.type as keyof typeof typeWords.vi) : one.type}</span>}
            {one.attributes.length > 0 && <dl className="facts">{one.attributes.map(({ attribute, label, from, to }) => <div key={attribute} style={{ display: 'contents' }}><dt>{label}</dt><dd><Values from={from} to={to} /></dd></div>)}</dl>}
          </li>
        ))}
      </ul>
      {moved.length > 0 && <details><summary>{t('layoutOnly')} ({moved.length})</summary><p className="sub">{moved.map(({ name }) => name).join(', ')}</p></details>}
    </Section>
  );
}

const Values = ({ from, to }: { from: string | null; to: string | null }): ReactNode => (
  <>{from !== null && <del>{from}</del>}{from !== null && to !== null && ' → '}{to !== null && <ins>{to}</ins>}</>
);

function Rows({ rows, show }: { rows: RevisionDiff['rows']; show: (element: string | null) => void }): ReactNode {
  const t = useWords(governanceWords);
  const c = useWords(changeWords);
  const w = useWords(columnWords);
  const [only, setOnly] = useState(false);
  const shown = only ? rows.filter(({ change }) => change !== 'same') : rows;
  const columns = ['activity', 'responsible', 'time', 'forms', 'results', 'ways'] as const;
  return (
    <Section title={t('rowChanges')} aside={<Checkbox label={t('onlyChanged')} checked={only} onChange={(event) => setOnly(event.currentTarget.checked)} />}>
      <div className="table-scroll" tabIndex={0} role="region" aria-label={t('rowChanges')}>
        <table className="rows-diff">
          <thead><tr><th scope="col">{t('no')}</th><th scope="col">{t('what')}</th>{columns.map((column) => <th key={column} scope="col">{w(column)}</th>)}</tr></thead>
          <tbody>
            {shown.map((row) => (
              <tr key={`${row.element}/${row.change}`} className={`row-${row.change}`}>
                <td>{row.toNo ?? <del>{row.fromNo}</del>}{row.change === 'moved' && <span className="sub"> ({t('was')} {row.fromNo})</span>}</td>
                <td><button type="button" className="plain" onClick={() => show(row.element)}><span aria-hidden="true">{SIGNS[row.change]}</span> {c(row.change)}</button></td>
                {columns.map((column) => {
                  const cell = row.cells.find((one) => one.column === column);
                  return <td key={column}>{cell && (cell.from === cell.to ? cell.to : <Values from={cell.from} to={cell.to} />)}</td>;
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}
