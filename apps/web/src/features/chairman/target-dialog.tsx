import type { ChairmanView, LateTarget } from '#contract';
import { NativeSelect, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { post } from '../../api/client.js';
import { useCommand } from '../../api/command.js';
import { agenciesQuery } from '../../api/queries.js';
import { useWords } from '../../i18n/words.js';
import { isoDay } from '../../time/format.js';
import { CommandDialog } from '../../ui/confirm.js';
import { DateField } from '../../ui/date-field.js';
import { chairmanWords } from './words.js';

/** A target is an order with its document; the ones before stay on record. */
export function TargetDialog({ view, close }: { view: ChairmanView; close: () => void }): ReactNode {
  const t = useWords(chairmanWords);
  const queries = useQueryClient();
  const agencies = (useQuery(agenciesQuery).data?.items ?? []).filter(({ kind }) => kind === 'leadership' || kind === 'commune');
  const [agency, setAgency] = useState(view.agency ?? '');
  const [share, setShare] = useState('2');
  const [validFrom, setValidFrom] = useState(`${isoDay(view.at).slice(0, 4)}-01-01`);
  const [document, setDocument] = useState('');
  const chosen = agency || agencies.find(({ kind }) => kind === 'leadership')?.code || '';
  const set = useCommand(
    (_: void, key) => post<LateTarget>('/board/targets', { agency: chosen, share: Number(share.replace(',', '.')) / 100, validFrom, document }, key),
    () => { void queries.invalidateQueries({ queryKey: ['/board/chairman'] }); close(); },
  );
  return (
    <CommandDialog title={t('targetTitle')} submit={t('save')} close={close} busy={set.isPending} error={set.error} run={() => set.mutate()}>
      <p className="sub">{t('targetHint')}</p>
      <NativeSelect label={t('agency')} value={chosen} onChange={(event) => setAgency(event.currentTarget.value)} data={agencies.toSorted((a, b) => Number(b.kind === 'leadership') - Number(a.kind === 'leadership')).map(({ code, name }) => ({ value: code, label: name }))} />
      <TextInput label={t('targetShare')} required inputMode="decimal" pattern="\d{1,2}([.,]\d{1,2})?|100" title={t('badShare')} value={share} error={set.error?.at('share')} onChange={(event) => setShare(event.currentTarget.value)} />
      <DateField label={t('validFrom')} required value={validFrom} error={set.error?.at('validFrom')} onChange={setValidFrom} />
      <TextInput label={t('document')} description={t('documentHint')} required value={document} error={set.error?.at('document')} onChange={(event) => setDocument(event.currentTarget.value)} />
    </CommandDialog>
  );
}
