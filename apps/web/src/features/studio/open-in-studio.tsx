import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useCommand } from '../../api/command.js';
import { useWords } from '../../i18n/words.js';
import { ProblemNote } from '../../ui/states.js';
import { hasRole, usePrincipal } from '../session/session.js';
import { createDraft } from './draft/draft-api.js';
import { openWords } from './open-words.js';

/** A draft made from a revision, which itself never changes. */
export function OpenInStudio({ code, revision }: { code: string; revision: number }): ReactNode {
  const t = useWords(openWords);
  const navigate = useNavigate();
  const principal = usePrincipal();
  const begin = useCommand((from: { procedure: string; revision: number }, key) => createDraft({ from }, key), (draft) => void navigate({ to: '/xuong-ve/$id', params: { id: draft.id } }));
  if (!hasRole(principal, 'thiet-ke-quy-trinh', 'quan-tri')) return null;
  return (
    <>
      <Button variant="default" loading={begin.isPending} onClick={() => begin.mutate({ procedure: code, revision })}>{t('open')}</Button>
      <ProblemNote error={begin.error} />
    </>
  );
}
