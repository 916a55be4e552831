import type { ChairmanView } from '#contract';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useWords } from '../../i18n/words.js';
import { chairmanWords } from './words.js';

/** What waits for the leader, each with the page where it is done. */
export function Work({ view: { work, mayDeclare } }: { view: ChairmanView }): ReactNode {
  const t = useWords(chairmanWords);
  const count = (n: number): ReactNode => <span className={n > 0 ? 'tag tag-near' : 'figure'}>{n > 0 && <span aria-hidden="true">▸</span>} {n}</span>;
  return (
    <section className="card">
      <h2>{t('work')}</h2>
      <ul className="counts">
        <li><Link to="/cong-viec" search={{ vaiTro: 'lanh-dao' }}>{t('toSign')}</Link>{count(work.toSign)}</li>
        <li><Link to="/xin-loi" search={{}}>{t('apologies')}</Link>{count(work.apologies)}</li>
        <li><Link to="/quy-trinh" search={{}}>{t('approvals')}</Link>{count(work.approvals)}</li>
        <li><Link to="/van-hanh" search={{ muc: 'xac-nhan' }}>{t('modifications')}</Link>{count(work.modifications)}</li>
        <li><Link to="/trach-nhiem" search={{}}>{t('contests')}</Link>{count(work.contests)}</li>
        <li><Link to="/canh-bao" search={{}}>{t('alerts')}</Link>{count(work.alerts)}</li>
        <li><Link to="/bat-kha-khang" search={{}}>{t(mayDeclare && work.declarations === 0 ? 'declare' : 'storms')}</Link><span className="figure">{work.declarations}</span></li>
      </ul>
    </section>
  );
}

/** The land board in one look. */
export function LandSummary({ view: { land } }: { view: ChairmanView }): ReactNode {
  const t = useWords(chairmanWords);
  const line = (name: string, count: number, more: Record<string, string>, look = ''): ReactNode => (
    <li><span>{name}</span><Link to="/bang-dieu-hanh" search={{ muc: 'dat-dai', ...more }} className={count > 0 && look ? `tag ${look}` : 'figure'}>{count > 0 && look === 'tag-late' && <span aria-hidden="true">!</span>} {count}</Link></li>
  );
  return (
    <section className="card">
      <h2>{t('land')}</h2>
      <ul className="counts">
        {line(t('landTotal'), land.total, {})}
        {line(t('landLate'), land.late, { tre: '1' }, 'tag-late')}
        {line(t('sentToTax'), land.sentToTax, { giaiDoan: 'sent_to_tax' })}
        {line(t('awaitingPayment'), land.awaitingPayment, { giaiDoan: 'awaiting_payment' })}
        {line(t('toPrint'), land.toPrint, { giaiDoan: 'to_print' })}
      </ul>
    </section>
  );
}
