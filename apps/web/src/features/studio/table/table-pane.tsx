import type { AgencyView, DraftView, ProofView, UnreadCell } from '#contract';
import { Textarea } from '@mantine/core';
import { type ClipboardEvent, type ReactNode, useState } from 'react';
import { useCommand } from '../../../api/command.js';
import { useWords } from '../../../i18n/words.js';
import { CommandDialog } from '../../../ui/confirm.js';
import { forgetUnread, readTable, rememberUnread, unreadOf } from '../import/import-api.js';
import type { StudioSession } from '../session.js';
import { IsoTable } from './iso-table.js';
import { tableWords } from './words.js';

interface Props {
  session: StudioSession;
  proof: ProofView | null;
  selected: readonly string[];
  agencies: readonly AgencyView[];
  draft: DraftView;
  canWrite: boolean;
}

/** The table with what it takes in: pasted cells, a file of an ISO procedure; and what of it could not be read. */
export function TablePane({ session, proof, selected, agencies, draft, canWrite }: Props): ReactNode {
  const t = useWords(tableWords);
  const [pasting, setPasting] = useState<string | null>(null);
  const [unread, setUnread] = useState<UnreadCell[]>(() => unreadOf(draft.id));
  const rows = proof?.table ?? [];
  const drawn = async (bpmn: string, notRead: UnreadCell[]): Promise<void> => {
    await session.replace(bpmn);
    rememberUnread(draft.id, notRead);
    setUnread(notRead);
    setPasting(null);
  };
  // Cells of a spreadsheet are a table; pasted into a field they are text like any other.
  const onPaste = (event: ClipboardEvent<HTMLElement>): void => {
    const text = event.clipboardData.getData('text/plain');
    if (!canWrite || !text.includes('\t') || (event.target instanceof HTMLElement && event.target.matches('input, textarea'))) return;
    event.preventDefault();
    setPasting(text);
  };
  return (
    <section className="studio-table" onPaste={onPaste}>
      <div className="studio-table-head">
        <h2>{t('caption')}</h2>
        {unread.length > 0 && <details className="unread-list"><summary>? {t('unreadCount', { count: unread.length })}</summary><ul>{unread.map((cell) => <li key={cell.row + cell.column + cell.text}>{cell.row && `${cell.row}: `}<q>{cell.text}</q> – {cell.reason}</li>)}</ul><button type="button" className="plain" onClick={() => { forgetUnread(draft.id); setUnread([]); }}>✓</button></details>}
        {canWrite && <button type="button" className="studio-tool" onClick={() => setPasting('')}>{t('paste')}</button>}
      </div>
      <div className="studio-table-scroll" tabIndex={0} role="region" aria-label={t('caption')}>
        <IsoTable rows={rows} modeler={session.modeler} agencies={agencies} selected={selected} unread={unread} canWrite={canWrite} />
      </div>
      {pasting !== null && <PasteDialog draft={draft} pasted={pasting} steps={rows.length} close={() => setPasting(null)} drawn={drawn} />}
    </section>
  );
}

function PasteDialog({ draft, pasted, steps, close, drawn }: { draft: DraftView; pasted: string; steps: number; close: () => void; drawn: (bpmn: string, unread: UnreadCell[]) => Promise<void> }): ReactNode {
  const t = useWords(tableWords);
  const [cells, setCells] = useState(pasted);
  const [file, setFile] = useState<File | null>(null);
  const read = useCommand(async (_: void, key) => readTable(file ?? cells, draft, key), ({ bpmn, unread }) => void drawn(bpmn, unread));
  return (
    <CommandDialog title={t('pasteTitle')} submit={t('draw')} close={close} busy={read.isPending} error={read.error} danger={steps > 0} run={() => read.mutate()}>
      <p className="sub">{t('pasteHint')}</p>
      <Textarea label={t('pasted')} rows={8} required={!file} value={cells} onChange={(event) => setCells(event.currentTarget.value)} data-autofocus />
      <label className="file"><span>{t('import')}</span><input type="file" accept=".xlsx,.docx" onChange={(event) => setFile(event.currentTarget.files?.[0] ?? null)} /></label>
      {steps > 0 && <p className="note note-warn">{t('replaces', { count: steps })}</p>}
    </CommandDialog>
  );
}
