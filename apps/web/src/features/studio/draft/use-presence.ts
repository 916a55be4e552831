import type { DraftView } from '#contract';
import { useQuery } from '@tanstack/react-query';
import { usePrincipal } from '../../session/session.js';
import { announcePresence } from './draft-api.js';

const EVERY = 20_000;

/** Who else has the draft open; asking says that I have. */
export function usePresence(draft: DraftView): string[] {
  const me = usePrincipal().username;
  const { data } = useQuery({ queryKey: ['/drafts/presence', draft.id], queryFn: () => announcePresence(draft.id), refetchInterval: EVERY, retry: false });
  return (data?.editors ?? draft.editors).filter(({ username }) => username !== me).map(({ name }) => name);
}
