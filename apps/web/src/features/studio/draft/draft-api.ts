import type { CommentList, CommentView, DraftList, DraftView, PresenceView, ProofView, RevisionView, SaveDraft, SavedDraft } from '#contract';
import { queryOptions } from '@tanstack/react-query';
import { at, get, post, request } from '../../../api/client.js';

/** What the studio asks of the server. */

export const draftsQuery = queryOptions({ queryKey: ['/drafts', {}], queryFn: ({ signal }) => get<DraftList>('/drafts', { limit: 100 }, signal) });

/** Read once and then kept by the studio: what is being drawn is never replaced by what was saved. */
export const draftQuery = (id: string) => queryOptions({ queryKey: ['/draft-open', id], queryFn: ({ signal }) => get<DraftView>(at`/drafts/${id}`, undefined, signal), staleTime: Infinity, gcTime: 0, retry: false });

export const commentsQuery = (id: string) => queryOptions({ queryKey: ['/drafts/comments', id], queryFn: ({ signal }) => get<CommentList>(at`/drafts/${id}/comments`, { limit: 200 }, signal), refetchInterval: 30_000 });

export const createDraft = (body: object | string | Blob, key: string): Promise<DraftView> => post<DraftView>('/drafts', body, key);

export const saveDraft = (id: string, version: number, body: SaveDraft): Promise<SavedDraft> => request<SavedDraft>('PUT', at`/drafts/${id}`, { body, version });

export const discardDraft = (id: string): Promise<void> => request('DELETE', at`/drafts/${id}`);

export const submitDraft = (id: string, version: number, note: string, key: string): Promise<RevisionView> => request<RevisionView>('POST', at`/drafts/${id}/submit`, { body: note ? { note } : {}, version, key });

export const announcePresence = (id: string): Promise<PresenceView> => request<PresenceView>('POST', at`/drafts/${id}/presence`);

export const prove = (body: { bpmn: string; forms: object; decisions: object }, signal: AbortSignal): Promise<ProofView> => request<ProofView>('POST', '/proofs', { body, signal });

export const writeComment = (id: string, body: { element?: string; text: string }, key: string): Promise<CommentView> => post<CommentView>(at`/drafts/${id}/comments`, body, key);

export const resolveComment = (id: string, comment: string, key: string): Promise<CommentView> => post<CommentView>(at`/drafts/${id}/comments/${comment}/resolve`, {}, key);
