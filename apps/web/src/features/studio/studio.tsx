import type { DraftView, RevisionView } from '#contract';
import { Tabs } from '@mantine/core';
import '@mantine/core/styles/Tabs.layer.css';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, Suspense, lazy, useEffect, useMemo, useRef, useState } from 'react';
import { useWords } from '../../i18n/words.js';
import { Loading } from '../../ui/states.js';
import { hasRole, usePrincipal } from '../session/session.js';
import { CommentsPanel } from './comments/comments-panel.js';
import { commentWords } from './comments/words.js';
import { Leaving } from './draft/leaving.js';
import { Overtaken } from './draft/overtaken.js';
import { SubmitDialog } from './draft/submit-dialog.js';
import { commentsQuery } from './draft/draft-api.js';
import { findingMarks } from './proof/finding-marks.js';
import { ProofPanel } from './proof/proof-panel.js';
import { useProof } from './proof/use-proof.js';
import './studio.css';
import { TablePane } from './table/table-pane.js';
import { Toolbar, type View } from './toolbar.js';
import { useSession } from './use-session.js';
import { studioWords } from './words.js';

const Forms = lazy(async () => ({ default: (await import('./forms/forms-view.js')).FormsView }));
const Decisions = lazy(async () => ({ default: (await import('./decisions/decisions-view.js')).DecisionsView }));
const Replay = lazy(async () => ({ default: (await import('../replay/draft-replay.js')).DraftReplay }));
const Trial = lazy(async () => ({ default: (await import('../trial/trial-panel.js')).TrialPanel }));
const Simulation = lazy(async () => ({ default: (await import('./simulation/simulation.js')).Simulation }));

type Dock = 'properties' | 'proof' | 'comments' | 'trial';

/** One draft on the drawing table: canvas, table, properties, proof, comments. The document lives in the session, React only shows it. */
export function Studio({ draft, open }: { draft: DraftView; open: (id: string) => void }): ReactNode {
  const t = useWords(studioWords);
  const [canvas, properties] = [useRef<HTMLDivElement>(null), useRef<HTMLDivElement>(null)];
  const canWrite = hasRole(usePrincipal(), 'thiet-ke-quy-trinh', 'quan-tri');
  const [first] = useState(draft);
  const { session, changes, selected, keeping, warnings, broken, surroundings } = useSession(first, canvas, properties, canWrite);
  const live = useProof(session, changes);
  const [view, setView] = useState<View>('both');
  const [dock, setDock] = useState<Dock>('properties');
  const [handing, setHanding] = useState(false);
  const [handed, setHanded] = useState<RevisionView | null>(null);
  const comments = useQuery(commentsQuery(draft.id)).data?.items;
  const modeler = session?.modeler;
  const drawing = view === 'both' || view === 'diagram' || view === 'table';
  const errors = live.proof?.findings.filter(({ severity }) => severity === 'error').length ?? 0;

  useEffect(() => {
    document.title = `${draft.name} · ${t('title')}`;
  });
  useEffect(() => modeler?.layers.set('findings', findingMarks(live.proof?.findings ?? [], (element) => { modeler.show(element); setDock('proof'); })), [modeler, live.proof]);
  usePins(modeler, comments, () => setDock('comments'));
  useEffect(() => modeler?.resized(), [modeler, view]);
  const { forms, decisions } = session?.attachments ?? first;
  useEffect(() => {
    surroundings.forms = Object.keys(forms);
    surroundings.decisions = Object.keys(decisions);
    modeler?.refreshProperties();
  }, [surroundings, modeler, forms, decisions]);

  return (
    <div className={`studio view-${view} ${canWrite ? '' : 'studio-reading'}`} data-proved={live.proof !== null && !live.pending}>
      <Toolbar draft={first} session={session} keeping={keeping} view={view} setView={setView} handIn={() => setHanding(true)} canWrite={canWrite} errors={errors} />
      {!canWrite && <p className="note">{t('readOnly')}</p>}
      {handed && <p className="note note-good" role="status">{t('submitted', { count: handed.revision })} <Link to="/quy-trinh/$code" params={{ code: handed.code }} search={{ lan: String(handed.revision) }}>{t('openRevision')}</Link></p>}
      {warnings.length > 0 && <details className="note note-warn"><summary>{t('unreadable', { what: warnings.length })}</summary><ul>{warnings.map((warning) => <li key={warning}>{warning}</li>)}</ul></details>}
      <div className="studio-body" hidden={!drawing}>
        <div className="studio-work">
          <div ref={canvas} className="studio-canvas" role="application" aria-label={t('canvas')} />
          {broken && <p className="note note-error" role="alert">{t('broken')}</p>}
          {!session && !broken && <Loading />}
          {session && <TablePane session={session} proof={live.proof} selected={selected} agencies={surroundings.agencies} draft={first} canWrite={canWrite} />}
        </div>
        <Tabs className="studio-dock" value={dock} onChange={(value) => setDock(value as Dock)} aria-label={t('dock')}>
          <Tabs.List>
            <Tabs.Tab value="properties">{t('properties')}</Tabs.Tab>
            <Tabs.Tab value="proof">{t('proof')} {live.proof && <span className={errors > 0 ? 'tag tag-error' : 'tag tag-ok'}>{errors > 0 ? `✕ ${errors}` : '✓'}</span>}</Tabs.Tab>
            <Tabs.Tab value="comments">{t('comments')} {comments && comments.some((one) => !one.resolvedAt) && <span className="tag">{comments.filter((one) => !one.resolvedAt).length}</span>}</Tabs.Tab>
            <Tabs.Tab value="trial">{t('trial')}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="properties"><div ref={properties} className="studio-properties" inert={!canWrite} /></Tabs.Panel>
          <Tabs.Panel value="proof">{modeler && <ProofPanel live={live} modeler={modeler} nameOf={(id) => modeler.nameOf(id)} />}</Tabs.Panel>
          <Tabs.Panel value="comments">{modeler && <CommentsPanel draft={draft.id} comments={comments ?? []} modeler={modeler} selected={selected} />}</Tabs.Panel>
          <Tabs.Panel value="trial">{session && <Suspense fallback={<Loading />}><Trial session={session} agencies={surroundings.agencies} changes={changes} active={dock === 'trial' && drawing} /></Suspense>}</Tabs.Panel>
        </Tabs>
      </div>
      {session && !drawing && (
        <div className="studio-side-view">
          <Suspense fallback={<Loading />}>
            {view === 'forms' && <Forms session={session} canWrite={canWrite} />}
            {view === 'decisions' && <Decisions session={session} canWrite={canWrite} />}
            {view === 'replay' && <Replay session={session} />}
            {view === 'simulation' && <Simulation session={session} />}
          </Suspense>
        </div>
      )}
      {handing && session && <SubmitDialog draft={first} session={session} close={() => setHanding(false)} done={(revision) => { setHanding(false); setHanded(revision); }} />}
      {session && <Leaving session={session} name={draft.name} free={!canWrite || keeping?.state === 'overtaken'} />}
      {keeping?.state === 'overtaken' && session && <Overtaken draft={first} problem={keeping.problem} session={session} open={open} />}
    </div>
  );
}

/** Comments as bubbles on their elements. */
function usePins(modeler: { layers: { set: (layer: 'comments', lit: never[]) => void } } | undefined, comments: readonly { element: string | null; resolvedAt: string | null; text: string }[] | undefined, open: () => void): void {
  const t = useWords(commentWords);
  const pins = useMemo(() => [...Map.groupBy((comments ?? []).filter(({ element, resolvedAt }) => element !== null && resolvedAt === null), ({ element }) => element!)], [comments]);
  useEffect(() => {
    modeler?.layers.set('comments', pins.map(([element, here]) => ({ element, badge: { sign: `✎ ${here.length}`, className: 'comment', label: `${t('pin', { count: here.length })}\n${here.map(({ text }) => text).join('\n')}`, corner: 'top-right', click: open } })) as never[]);
  }, [modeler, pins]);
}
