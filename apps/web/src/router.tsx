import type { QueryClient } from '@tanstack/react-query';
import { Link, Outlet, createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { problemOf } from './api/problem.js';
import { clockQuery, sessionQuery } from './api/queries.js';
import { useWords } from './i18n/words.js';
import { Failure, Loading } from './ui/states.js';
import { ui } from './ui/words.js';

/** The address of a page: Vietnamese nouns, filters in the query string as plain text. */

type Search = Record<string, string | undefined>;

/** Keeps the named parameters, each a text that is not empty; everything else in the address is dropped. */
const only = <K extends string>(...names: K[]) => (search: Search): { [name in K]?: string } =>
  Object.fromEntries(names.flatMap((name) => (search[name] ? [[name, search[name]]] : []))) as { [name in K]?: string };

const root = createRootRouteWithContext<{ queries: QueryClient }>()({ component: Outlet, notFoundComponent: NoSuchPage });

const signIn = createRoute({
  getParentRoute: () => root, path: '/dang-nhap', validateSearch: only('toi'),
  component: lazyRouteComponent(() => import('./features/session/sign-in-page.js'), 'SignInPage'),
});
const lookUp = createRoute({
  getParentRoute: () => root, path: '/tra-cuu', validateSearch: only('ma', 'khoa'),
  component: lazyRouteComponent(() => import('./features/lookup/look-up-page.js'), 'LookUpPage'),
});

/** Everything that needs a signed-in officer. */
const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  beforeLoad: async ({ context, location }) => {
    try {
      // The clock comes first too: with the machine's own hour a simulated day would show every deadline wrongly for a moment.
      await Promise.all([context.queries.ensureQueryData(sessionQuery), context.queries.ensureQueryData(clockQuery)]);
    } catch (error) {
      if (problemOf(error).status !== 401) throw error;
      throw redirect({ to: '/dang-nhap', search: location.pathname === '/' ? {} : { toi: location.href } });
    }
  },
  component: lazyRouteComponent(() => import('./features/shell/shell.js'), 'Shell'),
});

/** Who leads begins with the page of figures, everybody else with the own work. */
const home = createRoute({
  getParentRoute: () => inside, path: '/',
  beforeLoad: async ({ context }) => {
    const { positions } = await context.queries.ensureQueryData(sessionQuery);
    throw redirect({ to: positions.some(({ role }) => role === 'lanh-dao') ? '/lanh-dao' : '/cong-viec' });
  },
});
const chairman = createRoute({ getParentRoute: () => inside, path: '/lanh-dao', validateSearch: only('coQuan'), component: lazyRouteComponent(() => import('./features/chairman/chairman-page.js'), 'ChairmanPage') });
const land = createRoute({ getParentRoute: () => inside, path: '/dat-dai', validateSearch: only('giaiDoan', 'xa', 'tre', 'tim'), component: lazyRouteComponent(() => import('./features/board/land-page.js'), 'LandPage') });
const scores = createRoute({ getParentRoute: () => inside, path: '/phieu-diem', validateSearch: only('coQuan', 'tu', 'den'), component: lazyRouteComponent(() => import('./features/board/scores-page.js'), 'ScoresPage') });
const inbox = createRoute({
  getParentRoute: () => inside, path: '/cong-viec', validateSearch: only('coQuan', 'vaiTro', 'trangThai', 'cuaToi', 'tim', 'tiep'),
  component: lazyRouteComponent(() => import('./features/tasks/inbox-page.js'), 'InboxPage'),
});
const task = createRoute({ getParentRoute: () => inside, path: '/cong-viec/$id', component: lazyRouteComponent(() => import('./features/tasks/task-page.js'), 'TaskPage') });
const dossiers = createRoute({
  getParentRoute: () => inside, path: '/ho-so', validateSearch: only('coQuan', 'trangThai', 'tim'),
  component: lazyRouteComponent(() => import('./features/dossiers/dossiers-page.js'), 'DossiersPage'),
});
const dossier = createRoute({ getParentRoute: () => inside, path: '/ho-so/$code', component: lazyRouteComponent(() => import('./features/dossiers/dossier-page.js'), 'DossierPage') });
const intake = createRoute({
  getParentRoute: () => inside, path: '/tiep-nhan', validateSearch: only('thuTuc'),
  component: lazyRouteComponent(() => import('./features/intake/intake-page.js'), 'IntakePage'),
});
const missed = createRoute({
  getParentRoute: () => inside, path: '/tre-han', validateSearch: only('coQuan', 'trangThai', 'truoc', 'loai'),
  component: lazyRouteComponent(() => import('./features/deadlines/deadlines-page.js'), 'DeadlinesPage'),
});
/** The address that the settlement report had before there were others. */
const settlement = createRoute({
  getParentRoute: () => inside, path: '/thong-ke',
  beforeLoad: ({ location: { searchStr } }) => { throw redirect({ href: `/bao-cao?loai=settlement${searchStr.replace('?', '&')}`, replace: true }); },
});
const reports = createRoute({
  getParentRoute: () => inside, path: '/bao-cao', validateSearch: only('muc', 'loai', 'tu', 'den', 'theo', 'coQuan', 'linhVuc', 'thuTuc', 'nguoiNhan', 'kenh', 'maHoSo', 'sau', 'so'),
  component: lazyRouteComponent(() => import('./features/reports/reports-page.js'), 'ReportsPage'),
});
const procedures = createRoute({
  getParentRoute: () => inside, path: '/quy-trinh', validateSearch: only('tim'),
  component: lazyRouteComponent(() => import('./features/procedures/procedures-page.js'), 'ProceduresPage'),
});
const procedure = createRoute({
  getParentRoute: () => inside, path: '/quy-trinh/$code', validateSearch: only('lan'),
  component: lazyRouteComponent(() => import('./features/procedures/procedure-page.js'), 'ProcedurePage'),
});
const drafts = createRoute({ getParentRoute: () => inside, path: '/xuong-ve', component: lazyRouteComponent(() => import('./features/studio/drafts-page.js'), 'DraftsPage') });
const studio = createRoute({ getParentRoute: () => inside, path: '/xuong-ve/$id', component: lazyRouteComponent(() => import('./features/studio/studio-page.js'), 'StudioPage') });
const rule = createRoute({ getParentRoute: () => inside, path: '/quy-tac/$rule', component: lazyRouteComponent(() => import('./features/studio/rules/rule-page.js'), 'RulePage') });
const inForce = createRoute({
  getParentRoute: () => inside, path: '/quy-trinh/hieu-luc', validateSearch: only('ngay'),
  component: lazyRouteComponent(() => import('./features/procedures/in-force-page.js'), 'InForcePage'),
});
const compare = createRoute({
  getParentRoute: () => inside, path: '/quy-trinh/$code/so-sanh', validateSearch: only('tu', 'sang'),
  component: lazyRouteComponent(() => import('./features/procedures/compare-page.js'), 'ComparePage'),
});
const adoptions = createRoute({
  getParentRoute: () => inside, path: '/quy-trinh/$code/ap-dung', validateSearch: only('tim', 'loai'),
  component: lazyRouteComponent(() => import('./features/adoption/adoptions-page.js'), 'AdoptionsPage'),
});
const calendar = createRoute({ getParentRoute: () => inside, path: '/lich', validateSearch: only('muc', 'nam', 'coQuan', 'lan'), component: lazyRouteComponent(() => import('./features/calendar/calendar-page.js'), 'CalendarPage') });
const operations = createRoute({
  getParentRoute: () => inside, path: '/van-hanh', validateSearch: only('muc', 'trangThai', 'tim'),
  component: lazyRouteComponent(() => import('./features/operations/operations-page.js'), 'OperationsPage'),
});
const migration = createRoute({
  getParentRoute: () => inside, path: '/quy-trinh/$code/chuyen-ho-so', validateSearch: only('tu', 'sang', 'dot'),
  component: lazyRouteComponent(() => import('./features/changes/migration-page.js'), 'MigrationPage'),
});
const replay = createRoute({
  getParentRoute: () => inside, path: '/quy-trinh/$code/chay-lai', validateSearch: only('lan'),
  component: lazyRouteComponent(() => import('./features/replay/replay-page.js'), 'ReplayPage'),
});
const board = createRoute({
  getParentRoute: () => inside, path: '/bang-dieu-hanh', validateSearch: only('muc', 'coQuan', 'trangThai', 'thuTuc', 'tu', 'den', 'ban', 'theo', 'lan', 'cap', 'linhVuc', 'nguoi', 'mo', 'xep', 'noiNhan', 'tiepNhan', 'maHoSo', 'hanhDong', 'traLoi', 'chuaToi', 'giaiDoan', 'xa', 'tre', 'tim'),
  component: lazyRouteComponent(() => import('./features/board/board-page.js'), 'BoardPage'),
});
const ladders = createRoute({ getParentRoute: () => inside, path: '/bac-nhac', validateSearch: only('muc'), component: lazyRouteComponent(() => import('./features/ladders/ladders-page.js'), 'LaddersPage') });
const apologies = createRoute({ getParentRoute: () => inside, path: '/xin-loi', validateSearch: only('muc'), component: lazyRouteComponent(() => import('./features/apologies/apologies-page.js'), 'ApologiesPage') });
const onlineSubmissions = createRoute({ getParentRoute: () => inside, path: '/truc-tuyen', validateSearch: only('muc'), component: lazyRouteComponent(() => import('./features/online/online-page.js'), 'OnlinePage') });
const forceMajeure = createRoute({ getParentRoute: () => inside, path: '/bat-kha-khang', validateSearch: only('muc', 'lan'), component: lazyRouteComponent(() => import('./features/force-majeure/force-majeure-page.js'), 'ForceMajeurePage') });
const attributions = createRoute({ getParentRoute: () => inside, path: '/trach-nhiem', validateSearch: only('coQuan', 'trangThai', 'tu', 'den', 'hoSo'), component: lazyRouteComponent(() => import('./features/contests/attributions-page.js'), 'AttributionsPage') });
const alerts = createRoute({
  getParentRoute: () => inside, path: '/canh-bao', validateSearch: only('muc', 'lan', 'quyTac', 'mucDo', 'trangThai', 'coQuan', 'tu', 'den', 'nguoi', 'maHoSo'),
  component: lazyRouteComponent(() => import('./features/alerts/alerts-page.js'), 'AlertsPage'),
});
const imports = createRoute({ getParentRoute: () => inside, path: '/nhap-so', validateSearch: only('lan', 'loc'), component: lazyRouteComponent(() => import('./features/imports/imports-page.js'), 'ImportsPage') });
const notices = createRoute({ getParentRoute: () => inside, path: '/thong-bao', component: lazyRouteComponent(() => import('./features/notices/notices-page.js'), 'NoticesPage') });

const tree = root.addChildren([
  signIn,
  lookUp,
  inside.addChildren([home, chairman, land, scores, inbox, task, dossiers, dossier, intake, board, missed, settlement, reports, procedures, inForce, procedure, compare, adoptions, drafts, studio, rule, calendar, ladders, apologies, onlineSubmissions, forceMajeure, attributions, alerts, imports, notices, operations, migration, replay]),
]);

export function makeRouter(queries: QueryClient) {
  return createRouter({
    routeTree: tree,
    context: { queries },
    defaultPreload: 'intent',
    defaultPendingComponent: Loading,
    defaultErrorComponent: ({ error, reset }) => <Failure error={error} retry={reset} />,
    scrollRestoration: true,
    // Plain text both ways: a look-up secret such as 0123 or 1e10 must not be read as a number.
    parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
    stringifySearch: (search) => {
      const filled = Object.entries(search as Search).filter((entry): entry is [string, string] => Boolean(entry[1]));
      return filled.length > 0 ? `?${new URLSearchParams(filled)}` : '';
    },
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}

function NoSuchPage(): ReactNode {
  const t = useWords(ui);
  return (
    <main className="empty">
      <h1>{t('pageMissing')}</h1>
      <p>{t('pageMissingHint')}</p>
      <Link to="/cong-viec" search={{}}>{t('home')}</Link>
    </main>
  );
}
