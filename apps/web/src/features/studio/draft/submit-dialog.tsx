import type { DraftView, RevisionView } from '#contract';
import { Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useCommand } from '../../../api/command.js';
import { proceduresQuery } from '../../../api/queries.js';
import { useWords } from '../../../i18n/words.js';
import { CommandDialog } from '../../../ui/confirm.js';
import { Findings } from '../../procedures/findings.js';
import { isoAttribute } from '../modeler/iso-values.js';
import { processOf } from '../modeler/parts.js';
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
  const process = processOf(session.modeler.get)?.process;
  const code = process ? isoAttribute(process, 'iso:Procedure', 'code') : '';
  const revised = useQuery(proceduresQuery).data?.items.find((one) => one.code === code);
  const submit = useCommand(async (text: string, key) => {
    await session.keeper.save();
    return submitDraft(draft.id, session.keeper.version, text, key);
  }, done);
  return (
    <CommandDialog title={t('submitTitle')} submit={t('submit')} close={close} run={() => submit.mutate(note.trim())} busy={submit.isPending} error={submit.error}>
      <p className="sub">{t('submitHint')}</p>
      {revised && <p className="note">{t('revises', { name: revised.name, code })}</p>}
      <Textarea label={t('note')} rows={3} value={note} onChange={(event) => setNote(event.currentTarget.value)} data-autofocus />
      {submit.error && submit.error.findings.length > 0 && <Findings findings={submit.error.findings} />}
    </CommandDialog>
  );
}
