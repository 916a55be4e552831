import type { DraftView } from '#contract';
import { Button, Modal } from '@mantine/core';
import '@mantine/core/styles/Paper.layer.css';
import '@mantine/core/styles/CloseButton.layer.css';
import '@mantine/core/styles/ModalBase.layer.css';
import '@mantine/core/styles/Modal.layer.css';
import '@mantine/core/styles/Overlay.layer.css';
import type { ReactNode } from 'react';
import { useCommand } from '../../../api/command.js';
import type { ProblemError } from '../../../api/problem.js';
import { useLanguage } from '../../../i18n/language.js';
import { useWords } from '../../../i18n/words.js';
import { formatInstant } from '../../../time/format.js';
import { ProblemNote } from '../../../ui/states.js';
import { usePrincipal } from '../../session/session.js';
import type { StudioSession } from '../session.js';
import { studioWords } from '../words.js';
import { createDraft } from './draft-api.js';

interface Props {
  draft: DraftView;
  problem: ProblemError;
  session: StudioSession;
  /** Opens another draft, or this one as it is now saved. */
  open: (id: string) => void;
}

/** Somebody saved first: nothing is overwritten, and the person at this screen decides what becomes of their work. */
export function Overtaken({ draft, problem, session, open }: Props): ReactNode {
  const t = useWords(studioWords);
  const language = useLanguage();
  const me = usePrincipal().name;
  const { savedBy, savedAt } = problem.body as { savedBy?: { name: string }; savedAt?: string };
  const who = savedBy?.name ?? t('somebody');
  const copy = useCommand(async (_: void, key) => createDraft({ ...(await session.content()), name: t('copyName', { name: draft.name, who: me }) }, key), (made) => open(made.id));
  return (
    <Modal opened onClose={() => {}} withCloseButton={false} closeOnEscape={false} closeOnClickOutside={false} title={t('overtakenTitle')} centered transitionProps={{ duration: 0 }}>
      <div className="stack">
        <p>{savedAt ? t('overtakenText', { who, when: formatInstant(savedAt, language) }) : problem.message}</p>
        <ProblemNote error={copy.error} />
        <div className="actions">
          <Button loading={copy.isPending} onClick={() => copy.mutate()}>{t('keepMine')}</Button>
          <Button variant="default" disabled={copy.isPending} onClick={() => open(draft.id)}>{t('takeTheirs', { who })}</Button>
        </div>
      </div>
    </Modal>
  );
}
