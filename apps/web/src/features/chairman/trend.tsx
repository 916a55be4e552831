import type { ChairmanView } from '#contract';
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useWords } from '../../i18n/words.js';
import { percent } from './late-search.js';
import { chairmanWords } from './words.js';

type Month = ChairmanView['trend'][number];

/** Six months against the target, as bars with their figures in a table: what is drawn is also said. */
export function Trend({ view: { trend, target, maySetTarget }, open }: { view: ChairmanView; open: () => void }): ReactNode {
  const t = useWords(chairmanWords);
  const shares = trend.map(({ settled, late }) => (settled === 0 ? 0 : late.gross / settled));
  const top = Math.max(0.01, ...shares, ...trend.map((month) => month.target ?? 0)) * 1.15;
  return (
    <section className="card wide trend">
      <div className="section-head"><h2>{t('trend')}</h2>{maySetTarget && <Button className="no-print" size="compact-sm" variant="default" onClick={open}>{t('setTarget')}</Button>}</div>
      <div className="table-scroll" tabIndex={0} role="region" aria-label={t('trendCaption')}>
      <table aria-label={t('trendCaption')}>
        <thead><tr>{trend.map(({ month }) => <th key={month} scope="col">{t('monthOf', { month: Number(month.slice(5)), year: month.slice(2, 4) })}</th>)}</tr></thead>
        <tbody>
          <tr className="drawn" aria-hidden="true">{trend.map((month, i) => <td key={month.month}><Bar month={month} share={shares[i]!} top={top} /></td>)}</tr>
          <tr>{trend.map((month) => <td key={month.month}><Share of={month} /></td>)}</tr>
        </tbody>
      </table>
      </div>
      <p className="sub">{target ? <><span className="strong">{t('target', { share: percent(target.share) })}</span>. {t('targetOf', { agency: target.agencyName, document: target.document })}</> : t('noTarget')}</p>
    </section>
  );
}

function Bar({ month: { target, late, settled }, share, top }: { month: Month; share: number; top: number }): ReactNode {
  const height = (part: number): string => `${Math.round((part / top) * 100)}%`;
  return (
    <span className="column">
      <span className={target !== null && share >= target && settled > 0 ? 'gross over' : 'gross'} style={{ height: height(share) }} />
      <span className="net" style={{ height: height(settled === 0 ? 0 : late.net / settled) }} />
      {target !== null && <span className="line" style={{ bottom: height(target) }} />}
    </span>
  );
}

function Share({ of: { settled, late, target } }: { of: Month }): ReactNode {
  const t = useWords(chairmanWords);
  if (settled === 0) return t('none');
  const share = late.gross / settled;
  const judged = target === null ? null : share < target ? t('within') : t('above');
  return (
    <span>
      <span className="strong">{percent(share)}</span>{judged && <span className={`tag ${share < (target ?? 0) ? 'tag-ok' : 'tag-late'}`}><span aria-hidden="true">{share < (target ?? 0) ? '✓' : '!'}</span> {judged}</span>}
      <span className="sub">{t('net')} {percent(late.net / settled)}</span>
      <span className="sub">{t('settledOf', { gross: late.gross, settled })}</span>
    </span>
  );
}
