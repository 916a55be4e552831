import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { NoticeList } from '#contract';
import { type Clock, type Language, type Principal, type Result, ok, reject, text, toIso } from '#kernel';
import { CLOCK, inTransaction } from '#platform';
import { type Notice, type NoticeCursor, countUnread, findNotice, noticesOf, setRead } from './notices.repository.js';

export interface NoticePage {
  /** As given in `next` of the page before. */
  after?: string | undefined;
  limit: number;
  language: Language;
}

type NoticeView = NoticeList['items'][number];

/** What the application has to tell an officer: by name, or as one of those who hold a post. */
@Injectable()
export class Notices {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Newest first. Refuses a cursor that is none with `invalid_input`. */
  async list(principal: Principal, { after, limit, language }: NoticePage): Promise<Result<NoticeList>> {
    const cursor = after === undefined ? null : parseCursor(after);
    if (cursor === undefined) return reject('invalid_input', WRONG_CURSOR, { errors: [{ path: 'after', message: WRONG_CURSOR }] });
    const found = await noticesOf(this.db.manager, principal, cursor, limit + 1);
    const items = found.slice(0, limit);
    const next = found.length > limit ? formatCursor(items.at(-1)!) : null;
    return ok({ items: items.map((notice) => view(notice, language)), next, unread: await countUnread(this.db.manager, principal) });
  }

  /** Read by one holder of the post is read for all. Again: no change. Refuses with `not_found`. */
  async markRead(principal: Principal, id: string, language: Language): Promise<Result<NoticeView>> {
    return inTransaction(this.db, async (tx) => {
      const notice = await findNotice(tx, principal, id);
      if (!notice) return reject('not_found', NOT_FOUND);
      const readAt = notice.readAt ?? this.clock.now();
      if (notice.readAt === null) await setRead(tx, id, readAt, principal.username);
      return ok(view({ ...notice, readAt }, language));
    });
  }
}

const WRONG_CURSOR = text('Con trỏ trang không hợp lệ.', 'The page cursor is not valid.');
const NOT_FOUND = text('Không có thông báo này.', 'There is no such notice.');

const view = ({ id, kind, dossier, body, agency, role, createdAt, readAt }: Notice, language: Language): NoticeView => ({
  id, kind, dossier, body: body[language], agency, role, createdAt: toIso(createdAt), readAt: readAt && toIso(readAt),
});

const formatCursor = ({ createdAt, id }: NoticeCursor): string => Buffer.from(`${createdAt.getTime()} ${id}`).toString('base64url');

function parseCursor(cursor: string): NoticeCursor | undefined {
  const [, at, id] = /^(\d{1,13}) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  return at === undefined || id === undefined ? undefined : { createdAt: new Date(Number(at)), id };
}
