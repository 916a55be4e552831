import { Link, getRouteApi } from '@tanstack/react-router';
import { type ComponentType, type ReactNode, Suspense, lazy, useEffect, useRef } from 'react';
import { useWords } from '../../i18n/words.js';
import { PageHead } from '../../ui/page.js';
import { Loading } from '../../ui/states.js';
import './board.css';
import { Tower } from './tower.js';
import { useLive } from './use-live.js';
import { board } from './words.js';

const route = getRouteApi('/inside/bang-dieu-hanh');

/** Part of the page by its word in the address. The first is small; drawings and charts of the others come when they are opened. */
const PARTS = {
  'dang-giai-quyet': { name: 'tower', Part: Tower },
  'ban-do-nhiet': { name: 'heatmap', Part: lazy(() => import('./heatmap.js').then((part) => ({ default: part.Heatmap }))) },
  'du-bao': { name: 'forecast', Part: lazy(() => import('./forecast.js').then((part) => ({ default: part.Forecast }))) },
  'qua-han': { name: 'breaches', Part: lazy(() => import('./breaches.js').then((part) => ({ default: part.Breaches }))) },
  'nhat-ky-nhac': { name: 'rungs', Part: lazy(() => import('./rungs.js').then((part) => ({ default: part.Rungs }))) },
  'dat-dai': { name: 'land', Part: lazy(() => import('./land.js').then((part) => ({ default: part.Land }))) },
  'phieu-diem': { name: 'scores', Part: lazy(() => import('./scores.js').then((part) => ({ default: part.Scores }))) },
} as const satisfies Record<string, { name: string; Part: ComponentType }>;
type PartKey = keyof typeof PARTS;

/** What a supervisor looks at. */
export function BoardPage(): ReactNode {
  const t = useWords(board);
  const search = route.useSearch();
  const live = useLive();
  const keys = Object.keys(PARTS) as PartKey[];
  const chosen = keys.find((one) => one === search.muc) ?? keys[0]!;
  const { Part } = PARTS[chosen];
  const parts = useRef<HTMLElement>(null);
  // On a phone the parts are wider than the screen.
  useEffect(() => {
    parts.current?.querySelector('[aria-current="page"]')?.scrollIntoView({ inline: 'center', block: 'nearest' });
  }, [chosen]);
  return (
    <>
      <PageHead title={t('title')} lead={t('lead')}><span className={`live live-${live}`} role="status"><span aria-hidden="true">{live === 'live' ? '●' : '○'}</span> {t(live)}</span></PageHead>
      <nav ref={parts} className="parts" aria-label={t('parts')}>
        {keys.map((key) => <Link key={key} from="/bang-dieu-hanh" to="." search={{ muc: key }} activeOptions={{ exact: true, includeSearch: true }} aria-current={key === chosen ? 'page' : undefined}>{t(PARTS[key].name)}</Link>)}
      </nav>
      <Suspense fallback={<Loading />}><Part /></Suspense>
    </>
  );
}
