import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useWords } from '../../i18n/words.js';
import { Section } from '../../ui/page.js';
import { hasRole, usePrincipal } from '../session/session.js';
import { StateTag } from './marks.js';
import { alertsQuery } from './queries.js';
import { alertWords } from './words.js';

/** On the page of a dossier, for those who may see alerts; nothing where there are none. */
export function DossierAlerts({ code }: { code: string }): ReactNode {
  const t = useWords(alertWords);
  const leads = hasRole(usePrincipal(), 'lanh-dao', 'truong-bo-phan');
  const items = useInfiniteQuery({ ...alertsQuery({ dossier: code }), enabled: leads }).data?.pages[0]?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Section title={t('cardTitle')}>
      <ul className="lines">{items.map((one) => <li key={one.id}><Link to="/canh-bao" search={{ lan: one.id }} className="strong">{one.title}</Link> <StateTag of={one} /><span className="sub">{one.summary}</span></li>)}</ul>
    </Section>
  );
}
