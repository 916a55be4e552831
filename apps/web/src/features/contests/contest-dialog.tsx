import type { AttributionDetail, ContestGround, ContestView, FileContest } from '#contract';
import { NativeSelect, TextInput, Textarea } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { post } from '../../api/client.js';
import { useCommand } from '../../api/command.js';
import { useWords } from '../../i18n/words.js';
import { CommandDialog } from '../../ui/confirm.js';
import { contests } from './words.js';

const GROUNDS: ContestGround[] = ['handed_incomplete', 'handed_late', 'waited_for_others', 'wrong_record', 'stop_not_recorded', 'force_majeure', 'system_failure', 'other'];

/** Ground, words and evidence, in the name of the charged agency. */
export function ContestDialog({ of: { dossier, mayContest, papers }, close }: { of: AttributionDetail; close: () => void }): ReactNode {
  const t = useWords(contests);
  const [agency, setAgency] = useState(mayContest[0]?.agency ?? '');
  const [ground, setGround] = useState<ContestGround>('handed_incomplete');
  const [reason, setReason] = useState('');
  const [document, setDocument] = useState('');
  const [paper, setPaper] = useState('');
  const body: FileContest = { dossier, agency, ground, reason, ...(document.trim() && { document }), ...(paper && { paper }) };
  const file = useCommand((_: void, key) => post<ContestView>('/contests', body, key), close);
  const shown = ['reason', 'document', 'paper', 'ground'];
  return (
    <CommandDialog title={t('contestTitle', { code: dossier })} submit={t('send')} close={close} busy={file.isPending} error={file.error} shown={shown} run={() => file.mutate()}>
      {mayContest.length > 1 && <NativeSelect label={t('forAgency')} value={agency} onChange={(event) => setAgency(event.currentTarget.value)} data={mayContest.map((one) => ({ value: one.agency, label: one.agencyName }))} />}
      <NativeSelect label={t('ground')} value={ground} error={file.error?.at('ground')} onChange={(event) => setGround(event.currentTarget.value as ContestGround)} data={GROUNDS.map((value) => ({ value, label: t(value) }))} />
      <Textarea label={t('reason')} description={t('reasonHint')} required autosize={false} rows={3} maxLength={2000} value={reason} error={file.error?.at('reason')} onChange={(event) => setReason(event.currentTarget.value)} data-autofocus />
      <TextInput label={t('document')} description={t('documentHint')} required={!paper} maxLength={300} value={document} error={file.error?.at('document')} onChange={(event) => setDocument(event.currentTarget.value)} />
      {papers.length > 0 && <NativeSelect label={t('paper')} value={paper} error={file.error?.at('paper')} onChange={(event) => setPaper(event.currentTarget.value)} data={[{ value: '', label: t('noPaper') }, ...papers.map(({ id, name }) => ({ value: id, label: name }))]} />}
    </CommandDialog>
  );
}
