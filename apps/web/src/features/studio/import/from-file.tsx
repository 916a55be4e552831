import type { DraftView } from '#contract';
import { Button } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useCommand } from '../../../api/command.js';
import { useWords } from '../../../i18n/words.js';
import { Section } from '../../../ui/page.js';
import { ProblemNote } from '../../../ui/states.js';
import { createDraft } from '../draft/draft-api.js';
import { codeOf } from '../table/papers.js';
import { studioWords } from '../words.js';
import { importDiagram, readTable, rememberUnread } from './import-api.js';

interface Made {
  draft: DraftView;
  /** What a person should know before going on; nothing: the draft is opened at once. */
  notes: { title: 'unread' | 'dropped' | 'mapped'; lines: string[] }[];
}

type Kind = 'diagram' | 'bundle' | 'table';

const kindOf = (name: string): Kind | null => {
  const ending = name.toLowerCase().replace(/^.*\./, '');
  if (ending === 'bpmn' || ending === 'xml') return 'diagram';
  if (ending === 'zip') return 'bundle';
  return ending === 'xlsx' || ending === 'docx' ? 'table' : null;
};

/** A draft from a document: a diagram of whichever tool, a bundle, the table of an ISO procedure. What could not be taken over is said. */
export function FromFile({ open }: { open: (draft: DraftView) => void }): ReactNode {
  const t = useWords(studioWords);
  const [file, setFile] = useState<File | null>(null);
  const kind = file ? kindOf(file.name) : null;
  const take = useCommand((document: File, key) => takeIn(document, kindOf(document.name)!, key), ({ draft, notes }) => notes.length === 0 && open(draft));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (file && kind) take.mutate(file);
  };
  return (
    <Section title={t('fromFile')}>
      <form className="stack" onSubmit={submit}>
        <p className="sub">{t('fromFileHint')}</p>
        <div className="actions">
          <label className="file"><span>{t('file')}</span><input type="file" accept=".bpmn,.xml,.zip,.xlsx,.docx" onChange={(event) => { take.reset(); setFile(event.currentTarget.files?.[0] ?? null); }} /></label>
          <Button type="submit" variant="default" disabled={!kind} loading={take.isPending}>{t('open')}</Button>
        </div>
        {file && !kind && <p className="field-error" role="alert">{t('wrongFile')}</p>}
        <ProblemNote error={take.error} />
        {take.data && take.data.notes.length > 0 && <Notes made={take.data} open={open} />}
      </form>
    </Section>
  );
}

function Notes({ made: { draft, notes }, open }: { made: Made; open: (draft: DraftView) => void }): ReactNode {
  const t = useWords(studioWords);
  return (
    <div className="note note-warn" role="status">
      {notes.map(({ title, lines }) => <div key={title}><b>{t(title)}</b><ul>{lines.map((line) => <li key={line}>{line}</li>)}</ul></div>)}
      <Button onClick={() => open(draft)}>{t('goOn')}</Button>
    </div>
  );
}

async function takeIn(file: File, kind: Kind, key: string): Promise<Made> {
  switch (kind) {
    case 'bundle': return { draft: await createDraft(new Blob([await file.arrayBuffer()], { type: 'application/zip' }), key), notes: [] };
    case 'diagram': return fromDiagram(await file.text(), key);
    case 'table': return fromTable(file, key);
  }
}

/** What is drawn with our own extension is taken as it is, anything else through the mapping of foreign tools. */
async function fromDiagram(xml: string, key: string): Promise<Made> {
  if (xml.includes('urn:lienthong:bpmn:iso:1')) return { draft: await createDraft(xml, key), notes: [] };
  const { bpmn, mapped, dropped } = await importDiagram(xml, `${key}-import`);
  const notes = [{ title: 'dropped' as const, lines: dropped.map(({ what, reason }) => `${what}: ${reason}`) }, { title: 'mapped' as const, lines: mapped.map(({ what, to }) => `${what} → ${to}`) }].filter(({ lines }) => lines.length > 0);
  return { draft: await createDraft(bpmn, key), notes };
}

async function fromTable(file: File, key: string): Promise<Made> {
  const name = file.name.replace(/\.\w+$/, '');
  const { bpmn, unread } = await readTable(file, { name, code: codeOf(name) }, `${key}-table`);
  const draft = await createDraft(bpmn, key);
  rememberUnread(draft.id, unread);
  return { draft, notes: unread.length > 0 ? [{ title: 'unread', lines: unread.map(({ row, text, reason }) => `${row}: “${text}” – ${reason}`) }] : [] };
}
