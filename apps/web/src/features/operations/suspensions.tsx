import { SUSPENSION_SUBJECTS, type Suspend, type SuspensionSubject, type SuspensionView } from '#contract';
import { Button, NativeSelect, TextInput, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { at, post, request } from '../../api/client.js';
import { useCommand } from '../../api/command.js';
import { suspensionsQuery } from '../../api/queries.js';
import { useWords } from '../../i18n/words.js';
import { CommandDialog, ReasonDialog } from '../../ui/confirm.js';
import { DataTable } from '../../ui/data-table.js';
import { When } from '../../ui/due.js';
import { Section } from '../../ui/page.js';
import { Empty, Loaded } from '../../ui/states.js';
import { operations, suspensionSubjects } from './words.js';

export function Suspensions(): ReactNode {
  const t = useWords(operations);
  const subject = useWords(suspensionSubjects);
  const [open, setOpen] = useState(false);
  return (
    <Section title={t('suspensions')} className="list" aside={<Button variant="default" onClick={() => setOpen(true)}>{t('suspend')}</Button>}>
      <Loaded of={useQuery(suspensionsQuery)}>
        {({ items }) => (items.length === 0 ? <Empty title={t('noSuspensions')} hint={t('noSuspensionsHint')} /> : (
          <DataTable
            caption={t('suspensions')} rows={items} rowKey={(row) => row.id}
            columns={[
              { head: t('subject'), kind: 'main', cell: (row) => <span><Subject row={row} /><span className="sub">{subject(row.subject)}</span></span> },
              { head: t('reason'), cell: (row) => <span className="break">{row.reason}</span> },
              { head: t('since'), kind: 'tight', cell: (row) => <span>{row.by}<span className="sub"><When at={row.at} /></span></span> },
              { head: t('state'), kind: 'tight', cell: (row) => <ResumeButton id={row.id} /> },
            ]}
          />
        ))}
      </Loaded>
      {open && <SuspendDialog close={() => setOpen(false)} />}
    </Section>
  );
}

function Subject({ row }: { row: SuspensionView }): ReactNode {
  if (row.subject === 'dossier') return <Link to="/ho-so/$code" params={{ code: row.ref }} className="strong nowrap">{row.ref}</Link>;
  if (row.subject === 'procedure') return <Link to="/quy-trinh/$code" params={{ code: row.ref }} className="strong nowrap">{row.ref}</Link>;
  return <span className="strong">{row.ref}</span>;
}

export function ResumeButton({ id }: { id: string }): ReactNode {
  const t = useWords(operations);
  const [open, setOpen] = useState(false);
  const close = (): void => setOpen(false);
  const resume = useCommand((reason: string, key) => request('DELETE', at`/suspensions/${id}`, { body: { reason }, key }), close);
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={() => setOpen(true)}>{t('resume')}</Button>
      {open && <ReasonDialog title={t('resume')} submit={t('resume')} label={t('resumeReason')} hint={t('resumeHint')} close={close} run={(reason) => resume.mutate(reason)} busy={resume.isPending} error={resume.error} />}
    </>
  );
}

/** Holds what is chosen here, or the given subject. */
export function SuspendDialog({ of: given, close }: { of?: Pick<Suspend, 'subject' | 'ref'>; close: () => void }): ReactNode {
  const t = useWords(operations);
  const name = useWords(suspensionSubjects);
  const [subject, setSubject] = useState<SuspensionSubject>(given?.subject ?? 'dossier');
  const [ref, setRef] = useState(given?.ref ?? '');
  const [reason, setReason] = useState('');
  const suspend = useCommand((body: Suspend, key) => post<SuspensionView>('/suspensions', body, key), close);
  return (
    <CommandDialog title={t('suspend')} submit={t('kind')} danger close={close} busy={suspend.isPending} error={suspend.error} run={() => suspend.mutate({ subject, ref: ref.trim(), reason })}>
      <p className="sub">{t('suspendHint')}</p>
      {given ? <p className="strong">{name(given.subject)}: {given.ref}</p> : (
        <>
          <NativeSelect label={t('subject')} value={subject} onChange={(event) => setSubject(event.currentTarget.value as SuspensionSubject)} data={SUSPENSION_SUBJECTS.map((value) => ({ value, label: name(value) }))} />
          <TextInput label={t('ref')} description={t('refHint')} required value={ref} error={suspend.error?.at('ref')} onChange={(event) => setRef(event.currentTarget.value)} data-autofocus />
        </>
      )}
      <Textarea label={t('reason')} required rows={3} value={reason} error={suspend.error?.at('reason')} onChange={(event) => setReason(event.currentTarget.value)} />
    </CommandDialog>
  );
}
