import type { ChairmanView } from '#contract';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useWords } from '../../i18n/words.js';
import { isoDay } from '../../time/format.js';
import { lateSearch, shareOf } from './late-search.js';
import { chairmanWords } from './words.js';

type Period = ChairmanView['week'];

/** This week beside this month; gross and net side by side. Each figure leads to what it counts. */
export function Figures({ view }: { view: ChairmanView }): ReactNode {
  const t = useWords(chairmanWords);
  const periods = [view.week, view.month] as const;
  const report = ({ from }: Period, loai: string): object => ({ loai, tu: isoDay(from), den: isoDay(view.at), ...(view.agency && { coQuan: view.agency }) });
  const row = (head: string, cell: (period: Period) => ReactNode): ReactNode => <tr><th scope="row">{head}</th>{periods.map((period) => <td key={period.from}>{cell(period)}</td>)}</tr>;
  return (
    <section className="card wide" aria-label={t('figures')}>
      <table className="figures">
        <thead><tr><th scope="col">{t('figures')}</th><th scope="col">{t('week')}</th><th scope="col">{t('month')}</th></tr></thead>
        <tbody>
          {row(t('received'), (one) => <Link to="/bao-cao" search={report(one, 'register')}>{one.received}</Link>)}
          {row(t('settled'), (one) => <Link to="/bao-cao" search={report(one, 'settlement')}>{one.settled}</Link>)}
          {row(t('settledLate'), (one) => <Link to="/bang-dieu-hanh" search={lateSearch(view, one, { mo: '0' })}><GrossNet of={one.settledLate} /></Link>)}
          {row(t('lateShare'), (one) => t('grossNet', { gross: shareOf(one.settledLate.gross, one.settled), net: shareOf(one.settledLate.net, one.settled) }))}
          {row(t('late'), (one) => <Link to="/bang-dieu-hanh" search={lateSearch(view, one)}><GrossNet of={one.late} /></Link>)}
        </tbody>
      </table>
    </section>
  );
}

export function GrossNet({ of: { gross, net } }: { of: { gross: number; net: number } }): ReactNode {
  const t = useWords(chairmanWords);
  return <span className={gross > 0 ? 'tag tag-late' : ''}>{gross > 0 && <span aria-hidden="true">!</span>} {t('grossNet', { gross, net })}</span>;
}

/** What is open now, by time left; the cells of the tower. */
export function OpenNow({ view: { open, agency } }: { view: ChairmanView }): ReactNode {
  const t = useWords(chairmanWords);
  const line = (name: string, state: string, count: number, look = '', sign = ''): ReactNode => (
    <li><span>{name}</span><Link to="/bang-dieu-hanh" search={{ muc: 'dang-giai-quyet', trangThai: state, ...(agency && { coQuan: agency }) }} className={count > 0 && look ? `tag ${look}` : 'figure'}>{count > 0 && sign && <span aria-hidden="true">{sign}</span>} {state === 'late' ? t('grossNet', { gross: count, net: open.lateNet }) : count}</Link></li>
  );
  return (
    <section className="card">
      <h2>{t('openNow')}</h2>
      <ul className="counts">
        {line(t('openTotal'), 'total', open.total)}
        {line(t('openLate'), 'late', open.late, 'tag-late', '!')}
        {line(t('openToday'), 'today', open.today, 'tag-today', '◉')}
        {line(t('openNear'), 'near', open.near, 'tag-near', '◔')}
        {line(t('stopped'), 'stopped', open.stopped, 'tag-stopped', '‖')}
        {line(t('waiting'), 'waiting', open.waiting, 'tag-stopped', '?')}
      </ul>
    </section>
  );
}
