import type { PrincipalView } from '#contract';
import { useQuery } from '@tanstack/react-query';
import { sessionQuery } from '../../api/queries.js';

const NOBODY: PrincipalView = { username: '', name: '', positions: [], supervises: false, administers: false };

/** Who is signed in; on every page inside the shell that is known before the page is drawn. */
export const usePrincipal = (): PrincipalView => useQuery(sessionQuery).data ?? NOBODY;

/** Whether the principal holds the role anywhere; the server decides, this only spares useless buttons. */
export const hasRole = (principal: PrincipalView, ...roles: string[]): boolean => principal.positions.some((position) => roles.includes(position.role));
