import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import { request } from '../../api/client.js';
import { noticesQuery } from '../../api/queries.js';
import { useWords } from '../../i18n/words.js';
import { hasRole, usePrincipal } from '../session/session.js';
import { ClockBar } from './clock-bar.js';
import { Icon } from './icons.js';
import { LanguageSwitch } from './language-switch.js';
import { shell } from './words.js';

const MENU = [
  ['lead', '/lanh-dao'], ['tasks', '/cong-viec'], ['intake', '/tiep-nhan'], ['online', '/truc-tuyen'], ['dossiers', '/ho-so'], ['board', '/bang-dieu-hanh'], ['land', '/dat-dai'], ['scores', '/phieu-diem'], ['deadlines', '/tre-han'], ['report', '/bao-cao'], ['procedures', '/quy-trinh'], ['studio', '/xuong-ve'], ['alerts', '/canh-bao'], ['apologies', '/xin-loi'], ['shares', '/trach-nhiem'], ['ladders', '/bac-nhac'], ['storms', '/bat-kha-khang'], ['imports', '/nhap-so'], ['calendar', '/lich'], ['operations', '/van-hanh'],
] as const;

/** The frame of every page inside: menu at the side (a drawer on a phone), notices, language, the simulated clock. */
export function Shell(): ReactNode {
  const t = useWords(shell);
  const [open, setOpen] = useState(false);
  const principal = usePrincipal();
  const { supervises, administers, positions } = principal;
  const draws = hasRole(principal, 'thiet-ke-quy-trinh', 'kiem-tra-quy-trinh', 'quan-tri');
  const leads = hasRole(principal, 'lanh-dao');
  const menu = MENU.filter(([name]) => {
    if (name === 'studio') return draws;
    if (name === 'lead') return leads || supervises;
    if (name === 'land') return positions.some(({ agencyKind }) => agencyKind === 'land_registry');
    if (name === 'board' || name === 'report') return leads || supervises || administers;
    if (name === 'scores') return !(leads || supervises || administers);
    return !(name === 'operations' || name === 'imports' || name === 'storms') || supervises || administers;
  });
  const path = useRouterState({ select: (state) => state.location.pathname });
  useEffect(() => setOpen(false), [path]);
  useEffect(() => {
    const close = (event: KeyboardEvent): void => { if (event.key === 'Escape') setOpen(false); };
    addEventListener('keydown', close);
    return () => removeEventListener('keydown', close);
  }, []);
  return (
    <div className="shell">
      <a className="skip" href="#main">{t('skip')}</a>
      <aside className={open ? 'side open' : 'side'} id="menu" aria-label={t('side')}>
        <Link to="/cong-viec" className="brand"><img src="/icon.svg" alt="" width="32" height="32" /> Liên Thông</Link>
        <nav aria-label={t('nav')}>
          {menu.map(([name, to]) => <Link key={name} to={to}><Icon name={name} /> {t(name)}</Link>)}
        </nav>
        <Account />
      </aside>
      <div className="page" {...(open && { onClick: () => setOpen(false) })}>
        <header className="top">
          <button type="button" className="icon-button menu" aria-expanded={open} aria-controls="menu" aria-label={t(open ? 'closeMenu' : 'menu')} onClick={(event) => { event.stopPropagation(); setOpen(!open); }}>
            <Icon name="menu" />
          </button>
          <Link to="/cong-viec" className="brand">Liên Thông</Link>
          <ClockBar />
          <Bell />
          <LanguageSwitch />
        </header>
        <main className="content" id="main" tabIndex={-1}><Outlet /></main>
      </div>
    </div>
  );
}

function Bell(): ReactNode {
  const t = useWords(shell);
  const unread = useQuery(noticesQuery).data?.unread ?? 0;
  return (
    <Link to="/thong-bao" className="icon-button" aria-label={unread > 0 ? t('unread', { count: unread }) : t('notices')}>
      <Icon name="bell" />
      {unread > 0 && <span className="count" aria-hidden="true">{unread > 99 ? '99+' : unread}</span>}
    </Link>
  );
}

function Account(): ReactNode {
  const t = useWords(shell);
  const { name, positions } = usePrincipal();
  // A full load, so that nothing this officer has seen stays in memory for the next one.
  const leave = useMutation({ mutationFn: () => request('DELETE', '/session'), onSettled: () => location.assign('/dang-nhap') });
  const [first, ...others] = positions;
  return (
    <div className="who">
      <div>
        <div className="strong">{name}</div>
        {first && <div className="sub">{first.roleName} · {first.agencyName}</div>}
        {others.length > 0 && <div className="sub" title={others.map((p) => `${p.roleName} · ${p.agencyName}`).join('\n')}>{t('more', { count: others.length })}</div>}
      </div>
      <div><button type="button" className="plain" style={{ paddingLeft: 0 }} disabled={leave.isPending} onClick={() => leave.mutate()}>{t('signOut')}</button></div>
    </div>
  );
}
