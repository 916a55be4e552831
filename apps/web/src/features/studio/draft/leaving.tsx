import { useBlocker } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useWords } from '../../../i18n/words.js';
import { CommandDialog } from '../../../ui/confirm.js';
import type { StudioSession } from '../session.js';
import { studioWords } from '../words.js';

/** Leaving for another page saves first; where that fails, the person decides. Closing the window is seen to by the session's hook. */
export function Leaving({ session, name, free }: { session: StudioSession; name: string; free: boolean }): ReactNode {
  const t = useWords(studioWords);
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: async () => {
      if (free) return false;
      await session.keeper.save();
      return !session.keeper.isKept;
    },
    enableBeforeUnload: false,
    withResolver: true,
  });
  if (status !== 'blocked') return null;
  return <CommandDialog title={t('leaveTitle')} submit={t('leave')} danger close={reset} run={proceed} busy={false} error={null}><p>{t('leaveText', { name })}</p></CommandDialog>;
}
