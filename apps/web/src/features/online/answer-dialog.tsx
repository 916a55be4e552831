import type { SubmissionView } from '#contract';
import { Textarea } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { at, post } from '../../api/client.js';
import { useCommand } from '../../api/command.js';
import { useWords } from '../../i18n/words.js';
import { CommandDialog } from '../../ui/confirm.js';
import { online } from './words.js';

export interface Answering {
  submission: SubmissionView;
  how: 'accept' | 'refuse' | 'supplement';
}

const TITLE = { accept: 'acceptTitle', refuse: 'refuseTitle', supplement: 'supplementTitle' } as const;

/** The reply of the desk; a refusal and a request say why. */
export function AnswerDialog({ answering: { submission, how }, close }: { answering: Answering; close: () => void }): ReactNode {
  const t = useWords(online);
  const [reason, setReason] = useState('');
  const reply = useCommand((_: void, key) => post<SubmissionView>(how === 'accept' ? at`/online-submissions/${submission.id}/accept` : at`/online-submissions/${submission.id}/${how}`, how === 'accept' ? {} : { reason }, key), close);
  return (
    <CommandDialog title={t(TITLE[how])} submit={t(TITLE[how])} close={close} busy={reply.isPending} error={reply.error} run={() => reply.mutate()}>
      <p><span className="strong">{submission.portalCode}</span> · {submission.procedureName} {submission.applicantName && `· ${submission.applicantName}`}</p>
      {how === 'accept'
        ? <p className="sub">{t('acceptHint', { code: submission.portalCode })}</p>
        : <Textarea label={t(how === 'supplement' ? 'supplementReason' : 'reason')} required rows={3} maxLength={1000} value={reason} error={reply.error?.at('reason')} onChange={(event) => setReason(event.currentTarget.value)} data-autofocus />}
    </CommandDialog>
  );
}
