import type { SubmissionView } from '#contract';
import { NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { post } from '../../api/client.js';
import { useCommand } from '../../api/command.js';
import { proceduresQuery } from '../../api/queries.js';
import { useWords } from '../../i18n/words.js';
import { CommandDialog } from '../../ui/confirm.js';
import { DateField } from '../../ui/date-field.js';
import { usePrincipal } from '../session/session.js';
import { online } from './words.js';

/** Where the portal does not send by itself, the desk enters what it shows, with the time of the submission. */
export function RegisterDialog({ close }: { close: () => void }): ReactNode {
  const t = useWords(online);
  const { positions } = usePrincipal();
  const agency = positions.find(({ role }) => role === 'tiep-nhan')?.agency ?? '';
  const procedures = (useQuery(proceduresQuery).data?.items ?? []).filter(({ kind }) => kind === 'procedure');
  const [portalCode, setPortalCode] = useState('');
  const [procedure, setProcedure] = useState('');
  const [name, setName] = useState('');
  const [day, setDay] = useState('');
  const [time, setTime] = useState('');
  const chosen = procedure || (procedures[0]?.code ?? '');
  const register = useCommand((_: void, key) => post<SubmissionView>('/online-submissions', { portalCode, procedure: chosen, agency, applicant: { name }, submittedAt: `${day}T${time}:00+07:00` }, key), close);
  const fault = (path: string): string | undefined => register.error?.at(path);
  return (
    <CommandDialog title={t('register')} submit={t('registerNow')} close={close} busy={register.isPending} error={register.error} run={() => register.mutate()}>
      <TextInput label={t('code')} required maxLength={100} value={portalCode} error={fault('portalCode')} onChange={(event) => setPortalCode(event.currentTarget.value)} data-autofocus />
      <NativeSelect label={t('procedure')} value={chosen} error={fault('procedure')} onChange={(event) => setProcedure(event.currentTarget.value)} data={procedures.map((one) => ({ value: one.code, label: one.name }))} />
      <TextInput label={t('name')} required maxLength={200} value={name} error={fault('applicant.name')} onChange={(event) => setName(event.currentTarget.value)} />
      <div className="filters">
        <DateField label={t('day')} required value={day} error={fault('submittedAt')} onChange={setDay} />
        <TextInput label={t('time')} required placeholder="07:00" pattern="([01]\d|2[0-3]):[0-5]\d" value={time} onChange={(event) => setTime(event.currentTarget.value)} />
      </div>
    </CommandDialog>
  );
}
