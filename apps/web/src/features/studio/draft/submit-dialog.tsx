import type { DraftView, RevisionView } from '#contract';
import { Textarea } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useCommand } from '../../../api/command.js';
import { useWords } from '../../../i18n/words.js';
import { CommandDialog } from '../../../ui/confirm.js';
import { Findings } from '../../procedures/findings.js';
import type { StudioSession } from '../session.js';
import { studioWords } from '../words.js';
import { submitDraft } from './draft-api.js';

interface Props {
  draft: DraftView;
  session: StudioSession;
  close: () => void;
  done: (revision: RevisionView) => void;
}

/** Hands the draft in as a new revision; what the proof has against it is listed and the draft stays as it is. */
export function SubmitDialog({ draft, session, close, done }: Props): ReactNode {
  const t = useWords(studioWords);
  const [note, setNote] = useState('');
  const submit = useCommand(async (text: string, key) => {
    await session.keeper.save();
    return submitDraft(draft.id, session.keeper.version, text, key);
  }, done);
  return (
    <CommandDialog title={t('submitTitle')} submit={t('submit')} close={close} run={() => submit.mutate(note.trim())} busy={submit.isPending} error={submit.error}>
      <p className="sub">{t('submitHint')}</p>
      <Textarea label={t('note')} rows={3} value={note} onChange={(event) => setNote(event.currentTarget.value)} data-autofocus />
      {submit.error && submit.error.findings.length > 0 && <Findings findings={submit.error.findings} />}
    </CommandDialog>
  );
}
