import type { ApologyView, DraftApology } from '#contract';
import { Button, TextInput, Textarea } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { at, post, request } from '../../api/client.js';
import { useCommand } from '../../api/command.js';
import { useWords } from '../../i18n/words.js';
import { CommandDialog } from '../../ui/confirm.js';
import { DateField } from '../../ui/date-field.js';
import { apologies } from './words.js';

/** Reason and new appointment as the citizen will read them; whoever heads the agency signs at once. */
export function ApologyDialog({ apology: { dossier, reason: given, appointment, maySign, title }, close }: { apology: ApologyView; close: () => void }): ReactNode {
  const t = useWords(apologies);
  const [reason, setReason] = useState(given);
  const [day, setDay] = useState(appointment.slice(0, 10));
  const [time, setTime] = useState(appointment.slice(11, 16));
  const body: DraftApology = { reason, appointment: `${day}T${time}:00+07:00` };
  const draft = (key: string): Promise<ApologyView> => request<ApologyView>('PUT', at`/dossiers/${dossier}/apology`, { body, key });
  const save = useCommand((_: void, key) => draft(key), close);
  const sign = useCommand(async (_: void, key) => {
    await draft(`${key}-ban-soan`);
    return post<ApologyView>(at`/dossiers/${dossier}/apology/sign`, {}, key);
  }, close);
  const run = maySign ? sign : save;
  return (
    <CommandDialog wide title={`${t('signTitle')} · ${dossier}`} submit={t(maySign ? 'signNow' : 'save')} close={close} busy={run.isPending || save.isPending} error={run.error ?? save.error} run={() => run.mutate()}>
      <p className="sub">{title}. {t('hint')}</p>
      <Textarea label={t('reason')} required autosize={false} rows={4} maxLength={2000} value={reason} error={run.error?.at('reason')} onChange={(event) => setReason(event.currentTarget.value)} data-autofocus />
      <DateField label={t('appointmentDay')} required value={day} error={run.error?.at('appointment')} onChange={setDay} />
      <TextInput label={t('appointmentTime')} required pattern="([01]\d|2[0-3]):[0-5]\d" title={t('badTime')} value={time} onChange={(event) => setTime(event.currentTarget.value)} />
      {maySign && <div><Button variant="default" loading={save.isPending} onClick={() => save.mutate()}>{t('save')}</Button></div>}
    </CommandDialog>
  );
}
