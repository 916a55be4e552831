import { useQuery } from '@tanstack/react-query';
import { Link, getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useWords } from '../../../i18n/words.js';
import { PageHead } from '../../../ui/page.js';
import { Empty, Loaded } from '../../../ui/states.js';
import { Markdown } from './markdown.js';
import './rule-page.css';
import { ruleWords } from './words.js';

const route = getRouteApi('/inside/quy-tac/$rule');

/** The pages of docs/rules as they are in the repository; each is fetched when it is read. */
const PAGES = import.meta.glob<string>('../../../../../../docs/rules/*.md', { query: '?raw', import: 'default' });

const nameOf = (path: string): string => path.replace(/^.*\/|\.md$/g, '');
const RULES = Object.keys(PAGES).map(nameOf).filter((name) => name !== 'README');
const pageOf = (rule: string): (() => Promise<string>) | undefined => Object.entries(PAGES).find(([path]) => nameOf(path) === rule)?.[1];

/** Why a rule is, with a good and a bad example. */
export function RulePage(): ReactNode {
  const t = useWords(ruleWords);
  const { rule } = route.useParams();
  const read = pageOf(rule);
  const page = useQuery({ queryKey: ['rule', rule], queryFn: read ?? (() => Promise.resolve('')), staleTime: Infinity });
  return (
    <>
      <PageHead title={t('title')} lead={<code>{rule}</code>} />
      {read ? <Loaded of={page}>{(source) => <article className="card rule-page"><Markdown source={source} /></article>}</Loaded> : <div className="card"><Empty title={t('unknown')} /></div>}
      <nav className="card" aria-label={t('all')}><h2>{t('all')}</h2><ul className="rule-list">{RULES.map((name) => <li key={name}><Link to="/quy-tac/$rule" params={{ rule: name }}>{name}</Link></li>)}</ul></nav>
    </>
  );
}
