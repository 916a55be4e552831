import type { DraftView } from '#contract';
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { address, at } from '../../api/client.js';
import { useLanguage } from '../../i18n/language.js';
import { useWords } from '../../i18n/words.js';
import { formatClock } from '../../time/format.js';
import type { Keeping } from './draft/draft-keeper.js';
import { usePresence } from './draft/use-presence.js';
import { appendElement } from './modeler/append-element.js';
import { ELEMENTS } from './modeler/elements.js';
import { translate } from './modeler/translate.js';
import type { Fragment } from './modeler/fragment.js';
import { FRAGMENTS } from './modeler/fragments.js';
import { insertFragment } from './modeler/insert-fragment.js';
import { MenuButton } from './menu-button.js';
import type { StudioSession } from './session.js';
import { KEYS, studioWords } from './words.js';

export type View = 'both' | 'diagram' | 'table' | 'forms' | 'decisions' | 'simulation' | 'replay';

const VIEWS = [['both', 'both'], ['diagram', 'onlyDiagram'], ['table', 'onlyTable'], ['forms', 'forms'], ['decisions', 'decisions'], ['simulation', 'simulation'], ['replay', 'replay']] as const;

interface Props {
  draft: DraftView;
  session: StudioSession | null;
  keeping: Keeping | null;
  view: View;
  setView: (view: View) => void;
  handIn: () => void;
  canWrite: boolean;
  errors: number;
}

export function Toolbar({ draft, session, keeping, view, setView, handIn, canWrite, errors }: Props): ReactNode {
  const t = useWords(studioWords);
  const others = usePresence(draft);
  return (
    <header className="studio-bar">
      <div className="studio-title">
        <Link to="/xuong-ve">← {t('back')}</Link>
        <h1 title={draft.name}>{draft.name}</h1>
        <KeepingLine session={session} keeping={keeping} />
        {others.length > 0 && <span className="tag tag-near" role="status">! {t('alsoOpen', { who: others.join(', ') })}</span>}
      </div>
      <div className="studio-tools" role="toolbar" aria-label={t('more')}>
        <label className="visually-hidden" htmlFor="studio-view">{t('view')}</label>
        <select id="studio-view" className="studio-select" value={view} onChange={(event) => setView(event.currentTarget.value as View)}>
          {VIEWS.map(([value, label]) => <option key={value} value={value}>{t(label)}</option>)}
        </select>
        {session && (view === 'both' || view === 'diagram' || view === 'table') && <DrawingTools session={session} canWrite={canWrite} />}
        <Files draft={draft} session={session} />
        {canWrite && <Button size="compact-md" disabled={!session || keeping?.state === 'overtaken'} {...(errors > 0 && { title: t('stillErrors', { count: errors }) })} onClick={handIn}>{t('submit')}</Button>}
      </div>
    </header>
  );
}

/** Saved or not, in words. */
function KeepingLine({ session, keeping }: { session: StudioSession | null; keeping: Keeping | null }): ReactNode {
  const t = useWords(studioWords);
  if (!keeping) return <span className="sub" role="status">{t('opened')}</span>;
  const bad = keeping.state === 'offline' || keeping.state === 'overtaken' || keeping.state === 'refused';
  return (
    <span className={bad ? 'tag tag-late' : 'sub'} role="status" data-keeping={keeping.state}>
      {bad && '! '}{keeping.state === 'saved' ? t('saved', { when: formatClock(keeping.at) }) : t(keeping.state)}
      {keeping.state === 'refused' && `: ${keeping.problem.message}`}
      {(keeping.state === 'unsaved' || keeping.state === 'offline' || keeping.state === 'refused') && session && <button type="button" className="plain" onClick={() => void session.keeper.save()}>{t('saveNow')}</button>}
    </span>
  );
}

function DrawingTools({ session, canWrite }: { session: StudioSession; canWrite: boolean }): ReactNode {
  const { modeler } = session;
  const t = useWords(studioWords);
  const language = useLanguage();
  const [hints, setHints] = useState(false);
  const insert = (fragment: Fragment): void => {
    insertFragment(modeler.get, fragment, language, modeler.element);
    if (fragment.forms) session.attach({ forms: { ...fragment.forms, ...session.attachments.forms } });
  };
  const tool = (label: string, sign: string, run: () => void, pressed?: boolean): ReactNode => <button type="button" className="studio-tool" aria-label={label} title={label} {...(pressed !== undefined && { 'aria-pressed': pressed })} onClick={run}>{sign}</button>;
  return (
    <>
      {canWrite && (
        <>
          {tool(t('undo'), '↶', () => modeler.undo())}
          {tool(t('redo'), '↷', () => modeler.redo())}
          <MenuButton label={t('elements')} hint={t('elementsHint')} items={ELEMENTS.map((element) => ({ id: element.id, label: translate(element.title), run: () => appendElement(modeler.get, element, modeler.element) }))} />
          <MenuButton label={t('templates')} hint={t('templatesHint')} items={FRAGMENTS.map((fragment) => ({ id: fragment.id, label: fragment.name[language], hint: fragment.hint[language], run: () => insert(fragment) }))} />
        </>
      )}
      {tool(t('find'), '⌕', () => modeler.search())}
      {tool(t('zoomOut'), '−', () => modeler.zoomBy(0.8))}
      {tool(t('zoomIn'), '+', () => modeler.zoomBy(1.25))}
      {tool(t('fit'), '⛶', () => modeler.fit())}
      {tool(t('hints'), '✓?', () => setHints(modeler.toggleHints()), hints)}
      <MenuButton label={t('help')} hint={t('keys')} items={KEYS.map(({ keys, ...text }) => ({ id: keys, label: keys, hint: text[language] }))} />
    </>
  );
}

function Files({ draft, session }: { draft: DraftView; session: StudioSession | null }): ReactNode {
  const t = useWords(studioWords);
  if (!session) return null;
  const bpmn = async (): Promise<void> => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([await session.modeler.xml()], { type: 'application/xml' }));
    link.download = `${draft.code}.bpmn`;
    link.click();
    URL.revokeObjectURL(link.href);
  };
  const bundle = async (): Promise<void> => {
    await session.keeper.save();
    location.assign(address(at`/drafts/${draft.id}/bundle`));
  };
  return <MenuButton label={t('more')} items={[{ id: 'bpmn', label: t('download'), run: () => void bpmn() }, { id: 'bundle', label: t('bundle'), run: () => void bundle() }]} />;
}
