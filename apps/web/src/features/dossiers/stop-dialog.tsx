import type { StopClock, StopKind } from '#contract';
import { NativeSelect, TextInput, Textarea } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { at, post } from '../../api/client.js';
import { useCommand } from '../../api/command.js';
import { useLanguage } from '../../i18n/language.js';
import { useWords } from '../../i18n/words.js';
import { CommandDialog } from '../../ui/confirm.js';
import { dossierWords, stopKinds } from './dossier-words.js';

const KINDS = Object.keys(stopKinds.vi) as StopKind[];

/** Stops the dossier's clock: mostly the one complete request for missing papers, always with the document that proves it. */
export function StopDialog({ code, close }: { code: string; close: () => void }): ReactNode {
  const t = useWords(dossierWords);
  const language = useLanguage();
  const [kind, setKind] = useState<StopKind>('supplement');
  const [reason, setReason] = useState('');
  const [papers, setPapers] = useState('');
  const [document, setDocument] = useState('');
  const stop = useCommand((body: StopClock, key) => post(at`/dossiers/${code}/stop`, body, key), close);
  const lines = papers.split('\n').map((line) => line.trim()).filter(Boolean);
  const run = (): void => stop.mutate({ kind, reason, evidence: { document: document.trim(), ...(kind === 'supplement' && lines.length > 0 && { papers: lines }) } });
  return (
    <CommandDialog title={t('stop')} submit={t('stop')} close={close} busy={stop.isPending} error={stop.error} run={run}>
      <NativeSelect label={t('kind')} value={kind} onChange={(event) => setKind(event.currentTarget.value as StopKind)} data={KINDS.map((value) => ({ value, label: stopKinds[language][value] }))} />
      <Textarea label={t('stopReason')} required rows={2} value={reason} error={stop.error?.at('reason')} onChange={(event) => setReason(event.currentTarget.value)} />
      {kind === 'supplement' && <Textarea label={t('paperList')} description={t('paperListHint')} required rows={3} value={papers} onChange={(event) => setPapers(event.currentTarget.value)} />}
      <TextInput label={t('proof')} description={t('proofHint')} required value={document} error={stop.error?.at('evidence')} onChange={(event) => setDocument(event.currentTarget.value)} />
    </CommandDialog>
  );
}
