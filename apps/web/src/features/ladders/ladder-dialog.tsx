import { type LadderPreview, type LadderView, type PutLadder } from '#contract';
import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { at, request } from '../../api/client.js';
import { useCommand } from '../../api/command.js';
import { useWords } from '../../i18n/words.js';
import { CommandDialog } from '../../ui/confirm.js';
import { ProblemNote } from '../../ui/states.js';
import { EMPTY, type TypedRung, formOf, specOf } from './ladder-form.js';
import { PreviewTable } from './preview-table.js';
import { RungFields } from './rung-fields.js';
import { ladders } from './words.js';

/** The next version of a ladder: its rungs, what they would have done last week, then the order with its document. */
export function LadderDialog({ ladder, close }: { ladder: LadderView | null; close: () => void }): ReactNode {
  const t = useWords(ladders);
  const [form, setForm] = useState(formOf(ladder));
  const set = (more: Partial<typeof form>): void => setForm({ ...form, ...more });
  const change = (at: number, rung: TypedRung): void => set({ rungs: form.rungs.map((one, index) => (index === at ? rung : one)) });
  const rungs = form.rungs.map(specOf);
  const preview = useMutation({ mutationFn: () => request<LadderPreview>('POST', at`/ladders/${form.code || 'moi'}/preview`, { body: { rungs, quiet: form.quiet, digest: form.digest } }) });
  const order = useCommand((body: PutLadder, key) => request<LadderView>('PUT', at`/ladders/${form.code}`, { body, key, ...(ladder && { version: ladder.version }) }), close);
  const run = (): void => order.mutate({ name: { vi: form.vi, en: form.en || form.vi }, rungs, quiet: form.quiet, digest: form.digest, document: form.document, open: form.open });
  return (
    <CommandDialog wide title={ladder ? `${ladder.name.vi} · ${t('version', { version: ladder.version + 1 })}` : t('create')} submit={t('order')} close={close} busy={order.isPending} error={order.error} run={run}>
      {!ladder && <TextInput label={t('code')} description={t('codeHint')} required pattern="[a-z0-9\-]+" value={form.code} onChange={(event) => set({ code: event.currentTarget.value })} />}
      <TextInput label={t('nameVi')} required value={form.vi} error={order.error?.at('name.vi')} onChange={(event) => set({ vi: event.currentTarget.value })} />
      <TextInput label={t('nameEn')} value={form.en} onChange={(event) => set({ en: event.currentTarget.value })} />
      {form.rungs.map((rung, index) => (
        <RungFields key={index} number={index + 1} rung={rung} change={(to) => change(index, to)} remove={form.rungs.length > 1 ? () => set({ rungs: form.rungs.filter((_, other) => other !== index) }) : null} />
      ))}
      <div><Button variant="default" onClick={() => set({ rungs: [...form.rungs, EMPTY] })}>{t('addRung')}</Button></div>
      <Checkbox label={t('quiet')} checked={form.quiet} onChange={(event) => set({ quiet: event.currentTarget.checked })} />
      <NativeSelect label={t('digest')} value={form.digest} onChange={(event) => set({ digest: event.currentTarget.value as typeof form.digest })} data={(['none', 'half_day', 'day'] as const).map((value) => ({ value, label: t(value) }))} />
      <div><Button variant="default" loading={preview.isPending} onClick={() => preview.mutate()}>{t('previewNow')}</Button></div>
      <ProblemNote error={preview.error} />
      {preview.data && <PreviewTable of={preview.data} />}
      <NativeSelect label={t('open')} value={form.open} onChange={(event) => set({ open: event.currentTarget.value as typeof form.open })} data={(['keep', 'change'] as const).map((value) => ({ value, label: t(value) }))} />
      <TextInput label={t('document')} description={t('documentHint')} required value={form.document} error={order.error?.at('document')} onChange={(event) => set({ document: event.currentTarget.value })} />
    </CommandDialog>
  );
}
