import type { AdoptionDetail, AdoptionList, AdoptionOffers, DocumentView, ProcedureHistory, ProcedureView, ProceduresInForce, RevisionDiff } from '#contract';
import { queryOptions } from '@tanstack/react-query';
import { type Query, at, get } from '../../api/client.js';

const one = <T>(path: string, query?: Query) => queryOptions({ queryKey: [path, query ?? {}], queryFn: ({ signal }) => get<T>(path, query, signal) });

export const documentQuery = (code: string, revision: number) => one<DocumentView>(at`/procedures/${code}/revisions/${revision}/document`);
export const historyQuery = (code: string) => one<ProcedureHistory>(at`/procedures/${code}/history`);
export const diffQuery = (code: string, from: number, to: number) => one<RevisionDiff>(at`/procedures/${code}/diff`, { from, to });
export const inForceQuery = (day: string | undefined) => one<ProceduresInForce>('/procedures/in-force', { at: day });
export const adoptionsQuery = (code: string) => one<AdoptionList>(at`/procedures/${code}/adoptions`);
export const adoptionQuery = (code: string, agency: string) => one<AdoptionDetail>(at`/procedures/${code}/adoptions/${agency}`);
export const offersQuery = (code: string) => one<AdoptionOffers>(at`/procedures/${code}/adoptions/offers`);
/** A procedure as the agency takes it in: the revision that it adopted, else the standard. */
export const procedureAtQuery = (code: string, agency: string | undefined) => one<ProcedureView>(at`/procedures/${code}`, { agency });
