import type { NoticeView } from '#contract';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { at, post } from '../../api/client.js';
import { useCommand } from '../../api/command.js';
import { noticesQuery } from '../../api/queries.js';
import { useWords, words } from '../../i18n/words.js';
import { When } from '../../ui/due.js';
import { PageHead } from '../../ui/page.js';
import { Empty, Loaded, useProblemText } from '../../ui/states.js';

const text = words(
  { title: 'Thông báo', lead: '{count} thông báo chưa đọc', none: 'Chưa có thông báo nào', noneHint: 'Nhắc hạn, leo thang và tin về hồ sơ của bạn sẽ hiện ở đây.', read: 'Đã đọc', open: 'Hồ sơ {code}', unread: 'Mới' },
  { title: 'Notices', lead: '{count} unread notice|{count} unread notices', none: 'No notices yet', noneHint: 'Reminders, escalations and news of your dossiers appear here.', read: 'Mark as read', open: 'Dossier {code}', unread: 'New' },
);

export function NoticesPage(): ReactNode {
  const t = useWords(text);
  const notices = useQuery(noticesQuery);
  return (
    <>
      <PageHead title={t('title')} lead={notices.data && t('lead', { count: notices.data.unread })} />
      <div className="card">
        <Loaded of={notices}>
          {({ items }) => (items.length === 0 ? <Empty title={t('none')} hint={t('noneHint')} /> : <ul className="lines">{items.map((notice) => <Notice key={notice.id} notice={notice} />)}</ul>)}
        </Loaded>
      </div>
    </>
  );
}

function Notice({ notice }: { notice: NoticeView }): ReactNode {
  const t = useWords(text);
  const say = useProblemText();
  const read = useCommand((_: void, key) => post(at`/notices/${notice.id}/read`, {}, key));
  return (
    <li className="paper-line">
      <div>
        {!notice.readAt && <span className="tag tag-info"><span aria-hidden="true">●</span> {t('unread')}</span>} <span className={notice.readAt ? '' : 'strong'}>{notice.body}</span>
        <div className="sub"><When at={notice.createdAt} />{notice.dossier && <> · <Link to="/ho-so/$code" params={{ code: notice.dossier }}>{t('open', { code: notice.dossier })}</Link></>}</div>
        {read.error && <div className="field-error" role="alert">{say(read.error)}</div>}
      </div>
      {!notice.readAt && <Button size="xs" variant="default" loading={read.isPending} onClick={() => read.mutate()}>{t('read')}</Button>}
    </li>
  );
}
