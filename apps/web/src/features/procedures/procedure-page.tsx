import type { IsoTableRow, ProcedureView, RevisionView } from '#contract';
import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { address, at } from '../../api/client.js';
import { diagramQuery, procedureQuery } from '../../api/queries.js';
import { Diagram } from '../../diagram/diagram.js';
import { useLanguage } from '../../i18n/language.js';
import { useWords } from '../../i18n/words.js';
import { formatBudget, formatInstant } from '../../time/format.js';
import { DataTable } from '../../ui/data-table.js';
import { When } from '../../ui/due.js';
import { PageHead, Section } from '../../ui/page.js';
import { Loaded } from '../../ui/states.js';
import { changes } from '../changes/words.js';
import { replayWords } from '../replay/words.js';
import { hasRole, usePrincipal } from '../session/session.js';
import { OpenInStudio } from '../studio/open-in-studio.js';
import { DocumentCard } from './document-card.js';
import { Findings, useFindingMarks } from './findings.js';
import { governanceWords } from './governance-words.js';
import { History } from './history.js';
import { RevisionActions } from './revision-actions.js';
import { procedureWords, revisionStates } from './words.js';

const route = getRouteApi('/inside/quy-trinh/$code');

export function ProcedurePage(): ReactNode {
  const { code } = route.useParams();
  return <Loaded of={useQuery(procedureQuery(code))}>{(procedure) => <OneProcedure procedure={procedure} />}</Loaded>;
}

function OneProcedure({ procedure }: { procedure: ProcedureView }): ReactNode {
  const t = useWords(procedureWords);
  const s = useWords(revisionStates);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const newest = procedure.revisions.toSorted((a, b) => b.revision - a.revision);
  const revision = newest.find((one) => String(one.revision) === search.lan) ?? newest.find((one) => one.revision === procedure.inForce) ?? newest[0];
  return (
    <>
      <PageHead title={procedure.name} lead={<code>{procedure.code}</code>}>
        {newest.length > 1 && revision && (
          <NativeSelect
            aria-label={t('chosen')} value={String(revision.revision)} onChange={(event) => void navigate({ search: { lan: event.currentTarget.value }, replace: true })}
            data={newest.map((one) => ({ value: String(one.revision), label: `${t('revision', { count: one.revision })} – ${s(one.state)}` }))}
          />
        )}
        <Ways procedure={procedure} />
        {newest.length > 1 && <MoveDossiers code={procedure.code} />}
        {revision && <OpenInStudio key={`draft-${revision.revision}`} code={procedure.code} revision={revision.revision} />}
        {revision && <RevisionActions key={revision.revision} revision={revision} />}
      </PageHead>
      {revision && <DiagramOf revision={revision} />}
      <div className="columns" style={{ marginTop: 14 }}>
        <Steps procedure={procedure} />
        <div>
          <Facts procedure={procedure} />
          {revision && <DocumentCard code={procedure.code} revision={revision.revision} />}
          {revision && <RevisionFacts revision={revision} />}
        </div>
      </div>
      <div style={{ marginTop: 14 }}><History code={procedure.code} /></div>
    </>
  );
}

/** To the comparison of revisions, and to who follows which. */
function Ways({ procedure }: { procedure: ProcedureView }): ReactNode {
  const t = useWords(governanceWords);
  const r = useWords(replayWords);
  const principal = usePrincipal();
  const { lan } = route.useSearch();
  const { code } = procedure;
  return (
    <>
      {procedure.revisions.length > 1 && <Link to="/quy-trinh/$code/so-sanh" params={{ code }} search={{}}>{t('compare')}</Link>}
      {procedure.kind === 'procedure' && hasRole(principal, 'thiet-ke-quy-trinh', 'kiem-tra-quy-trinh', 'lanh-dao', 'quan-tri') && <Link to="/quy-trinh/$code/chay-lai" params={{ code }} search={lan ? { lan } : {}}>{r('link')}</Link>}
      {procedure.kind === 'procedure' && <Link to="/quy-trinh/$code/ap-dung" params={{ code }} search={{}}>{t('adoptions')}</Link>}
    </>
  );
}

/** To the page on which running dossiers are moved to the revision in force. */
function MoveDossiers({ code }: { code: string }): ReactNode {
  const t = useWords(changes);
  const principal = usePrincipal();
  if (!hasRole(principal, 'thiet-ke-quy-trinh', 'lanh-dao', 'quan-tri')) return null;
  return <Link to="/quy-trinh/$code/chuyen-ho-so" params={{ code }}>{t('migrateButton')}</Link>;
}

/** The ISO table: number, step, who, how long, what comes out. */
function Steps({ procedure }: { procedure: ProcedureView }): ReactNode {
  const t = useWords(procedureWords);
  const language = useLanguage();
  const rows = procedure.table;
  return (
    <Section title={t('table')} className="list">
      {rows.length === 0 ? <p className="sub">{t('noSteps')}</p> : (
        <DataTable
          caption={t('table')} rows={rows} rowKey={(row) => row.number}
          columns={[
            { head: t('no'), kind: 'tight', cell: (row) => row.number },
            { head: t('step'), kind: 'main', cell: (row) => <Activity row={row} /> },
            { head: t('who'), cell: (row) => <span>{row.responsible.names[1]}<span className="sub">{row.responsible.names[0]?.replace(/^=\s*/, `${t('byData')} `)}</span></span> },
            { head: t('time'), cell: (row) => formatBudget(row.time, language) || '–' },
            { head: t('result'), cell: (row) => [...row.forms, ...row.results].map(({ name }) => name).join(', ') },
          ]}
        />
      )}
      <p className="sub">{t('sum')}</p>
    </Section>
  );
}

/** What is done, and where it goes on when that is not simply the next row. */
function Activity({ row }: { row: IsoTableRow }): ReactNode {
  const t = useWords(procedureWords);
  return (
    <span>
      <span className="strong">{row.activity}</span>
      {row.ways.map(({ when, to, end, element }) => (
        <span key={`${element}${when}`} className="sub">{when && `${when}: `}{to.length > 0 ? t('goTo', { rows: to.join(', ') }) : t('ends', { end: end ?? '' })}</span>
      ))}
    </span>
  );
}

function DiagramOf({ revision }: { revision: RevisionView }): ReactNode {
  const t = useWords(procedureWords);
  const { code, revision: number, findings } = revision;
  const marks = useFindingMarks(findings);
  return (
    <Section title={`${t('diagram')}, ${t('revision', { count: number })}`} aside={<a href={address(at`/procedures/${code}/revisions/${number}/bpmn`)} download={`${code}-${number}.bpmn`}>{t('download')}</a>}>
      <Loaded of={useQuery(diagramQuery(code, number))}>{(xml) => <Diagram xml={xml} marks={marks} />}</Loaded>
    </Section>
  );
}

function Facts({ procedure }: { procedure: ProcedureView }): ReactNode {
  const t = useWords(procedureWords);
  const language = useLanguage();
  return (
    <Section title={t('papers')}>
      <dl className="facts">
        {procedure.field && <><dt>{t('field')}</dt><dd>{procedure.field}</dd></>}
        {procedure.legalLimit && <><dt>{t('legalLimit')}</dt><dd>{formatBudget(procedure.legalLimit, language)}</dd></>}
        {procedure.basis && <><dt>{t('basis')}</dt><dd>{procedure.basis.text}{!procedure.basis.confirmed && <> <span className="tag tag-near"><span aria-hidden="true">!</span> {t('unconfirmed')}</span></>}</dd></>}
      </dl>
      <ul className="lines">
        {procedure.papers.map((paper) => (
          <li key={paper.code}>
            {paper.name}
            <div className="sub">{[paper.originals > 0 && t('originals', { count: paper.originals }), paper.copies > 0 && t('copies', { count: paper.copies }), paper.required && t('required')].filter(Boolean).join(' · ')}</div>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function RevisionFacts({ revision }: { revision: RevisionView }): ReactNode {
  const t = useWords(procedureWords);
  const s = useWords(revisionStates);
  const language = useLanguage();
  const stamps = [['draftedBy', revision.drafted], ['checkedBy', revision.checked], ['approvedBy', revision.approved], ['publishedBy', revision.published], ['endedBy', revision.ended]] as const;
  return (
    <>
      <Section title={t('revision', { count: revision.revision })} aside={<span className="tag">{s(revision.state)}</span>}>
        <dl className="facts">
          {stamps.map(([name, stamp]) => stamp && <div key={name} style={{ display: 'contents' }}><dt>{t(name)}</dt><dd>{t('by', { who: stamp.by, when: formatInstant(stamp.at, language) })}</dd></div>)}
          {revision.effectiveFrom && <><dt>{t('effective')}</dt><dd><When at={revision.effectiveFrom} /></dd></>}
          {revision.endReason && <><dt>{t('reason')}</dt><dd>{revision.endReason}</dd></>}
          <dt>{t('digest')}</dt><dd><code>{revision.digest.slice(0, 16)}…</code></dd>
        </dl>
      </Section>
      <Section title={t('findings')}><Findings findings={revision.findings} /></Section>
    </>
  );
}
