import type { DocumentControl, DocumentView } from '#contract';
import { Button, NumberInput, TextInput, Textarea } from '@mantine/core';
import '@mantine/core/styles/NumberInput.layer.css';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { address, at, request } from '../../api/client.js';
import { useCommand } from '../../api/command.js';
import { useLanguage } from '../../i18n/language.js';
import { useWords } from '../../i18n/words.js';
import { formatDate } from '../../time/format.js';
import { CommandDialog } from '../../ui/confirm.js';
import { DateField } from '../../ui/date-field.js';
import { Section } from '../../ui/page.js';
import { Loaded } from '../../ui/states.js';
import { hasRole, usePrincipal } from '../session/session.js';
import { documentQuery } from './governance-queries.js';
import { governanceWords } from './governance-words.js';

/** What stands on the printed procedure, with the prints; a designer writes it as long as it is a draft. */
export function DocumentCard({ code, revision }: { code: string; revision: number }): ReactNode {
  const t = useWords(governanceWords);
  const [open, setOpen] = useState(false);
  const mayWrite = hasRole(usePrincipal(), 'thiet-ke-quy-trinh', 'quan-tri');
  return (
    <Section title={t('document')}>
      <Loaded of={useQuery(documentQuery(code, revision))}>
        {(document) => (
          <>
            <Facts document={document} />
            <p className="actions">
              {(['pdf', 'docx'] as const).map((kind) => <a key={kind} href={address(`${at`/procedures/${code}/revisions/${revision}`}/document.${kind}`)} target="_blank" rel="noreferrer">{t(kind)}</a>)}
              <a href={address(at`/procedures/${code}/revisions/${revision}/posting.pdf`)} target="_blank" rel="noreferrer">{t('posting')}</a>
            </p>
            {document.state !== 'published' && document.state !== 'superseded' && document.state !== 'withdrawn' && <p className="sub">{t('draftMark')}</p>}
            {document.editable && mayWrite && <Button variant="default" onClick={() => setOpen(true)}>{t('edit')}</Button>}
            {open && <Editor document={document} close={() => setOpen(false)} />}
          </>
        )}
      </Loaded>
    </Section>
  );
}

function Facts({ document }: { document: DocumentView }): ReactNode {
  const t = useWords(governanceWords);
  const language = useLanguage();
  const signed = [['drafter', document.drafter], ['checker', document.checker], ['approver', document.approver]] as const;
  return (
    <dl className="facts">
      <dt>{t('number')}</dt><dd>{document.number}</dd>
      <dt>{t('issue')}</dt><dd>{document.issue}</dd>
      <dt>{t('revisionDate')}</dt><dd>{formatDate(`${document.revisionDate}T00:00:00+07:00`, language)}</dd>
      {document.changeNote && <><dt>{t('changeNote')}</dt><dd>{document.changeNote}</dd></>}
      {signed.map(([role, who]) => <div key={role} style={{ display: 'contents' }}><dt>{t(role)}</dt><dd>{who ? <>{who.name}{who.position && <span className="sub"> {who.position}</span>}</> : t('notYet')}</dd></div>)}
    </dl>
  );
}

function Editor({ document, close }: { document: DocumentView; close: () => void }): ReactNode {
  const t = useWords(governanceWords);
  const [draft, setDraft] = useState<DocumentControl>(document.written);
  const save = useCommand((body: DocumentControl, key) => request<DocumentView>('PUT', at`/procedures/${document.procedure}/revisions/${document.revision}/document`, { body, key }), close);
  const set = (change: Partial<DocumentControl>): void => setDraft((before) => ({ ...before, ...change }));
  const section = (name: string, text: string): void => set({ sections: { ...draft.sections, [name]: text } });
  return (
    <CommandDialog title={t('edit')} submit={t('save')} close={close} busy={save.isPending} error={save.error} run={() => save.mutate(filled(draft))}>
      <p className="sub">{t('fixed')} {t('sectionHint')}</p>
      <TextInput label={t('number')} placeholder={document.number} value={draft.number ?? ''} onChange={(event) => set({ number: event.currentTarget.value })} />
      <NumberInput label={t('issue')} placeholder={String(document.issue)} min={1} max={999} allowDecimal={false} hideControls value={draft.issue ?? ''} onChange={(value) => set({ issue: typeof value === 'number' ? value : undefined })} />
      <DateField label={t('revisionDate')} value={draft.revisionDate ?? ''} onChange={(day) => set({ revisionDate: day || undefined })} />
      <Textarea label={t('changeNote')} rows={2} value={draft.changeNote ?? ''} onChange={(event) => set({ changeNote: event.currentTarget.value })} />
      <Textarea label={t('objective')} rows={2} placeholder={document.qualityObjective} value={draft.qualityObjective ?? ''} onChange={(event) => set({ qualityObjective: event.currentTarget.value })} />
      {document.sections.map(({ section: name, number, title, text, derived }) => (
        <Textarea key={name} label={`${number}. ${title}`} rows={3} {...(derived && { placeholder: text })} value={draft.sections?.[name] ?? ''} onChange={(event) => section(name, event.currentTarget.value)} />
      ))}
    </CommandDialog>
  );
}

/** Fields left empty are not sent: they have their default. */
function filled({ sections = {}, ...rest }: DocumentControl): DocumentControl {
  const kept = <T extends object>(values: T): Partial<T> => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== '')) as Partial<T>;
  const written = kept(sections);
  return { ...kept(rest), ...(Object.keys(written).length > 0 && { sections: written }) };
}
