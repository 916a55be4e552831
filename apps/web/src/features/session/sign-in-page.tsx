import type { SessionView } from '#contract';
import { Button, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, getRouteApi, useRouter } from '@tanstack/react-router';
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { post } from '../../api/client.js';
import { useCommand } from '../../api/command.js';
import { type DemoAccount, demoAccountsQuery, sessionQuery } from '../../api/queries.js';
import { matches } from '../../i18n/accent-free.js';
import { useWords } from '../../i18n/words.js';
import { ProblemNote } from '../../ui/states.js';
import { LanguageSwitch } from '../shell/language-switch.js';
import './sign-in.css';
import { session } from './words.js';

const route = getRouteApi('/dang-nhap');

export function SignInPage(): ReactNode {
  const t = useWords(session);
  const { toi: target } = route.useSearch();
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [shown, setShown] = useState(false);
  const secret = useRef<HTMLInputElement>(null);
  const command = useSignIn(target);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    command.mutate({ username: username.trim(), password });
  };
  const title = t('title');
  useEffect(() => {
    document.title = `${title} · Liên Thông`;
  }, [title]);
  return (
    <div className="sign-in">
      <aside className="sign-in-side">
        <img src="/icon.svg" alt="" width="56" height="56" />
        <p className="name">Liên Thông</p>
        <p className="strong">{t('product')}</p>
        <p className="promise">{t('promise')}</p>
      </aside>
      <main className="sign-in-main">
        <div className="actions end"><LanguageSwitch /></div>
        <form className="stack" onSubmit={submit}>
          <h1>{title}</h1>
          {target && <p className="note">{t('again')}</p>}
          <TextInput label={t('username')} required autoComplete="username" autoCapitalize="none" spellCheck={false} value={username} onChange={(event) => setUsername(event.currentTarget.value)} />
          <TextInput ref={secret} type={shown ? 'text' : 'password'} label={t('password')} required autoComplete="current-password" value={password} onChange={(event) => setPassword(event.currentTarget.value)} />
          <label><input type="checkbox" checked={shown} onChange={(event) => setShown(event.currentTarget.checked)} /> {t('show')}</label>
          {command.error?.status === 401 ? <p className="note note-error" role="alert">{t('wrong')}</p> : <ProblemNote error={command.error} />}
          <Button type="submit" fullWidth loading={command.isPending}>{t('submit')}</Button>
        </form>
        <p><Link to="/tra-cuu">{t('citizen')}</Link></p>
        <DemoAccounts chosen={username} choose={(name) => { setUsername(name); secret.current?.focus(); }} />
      </main>
    </div>
  );
}

/** Signs in and goes to where the officer was heading. The token stays in its HttpOnly cookie; nothing here keeps it. */
function useSignIn(target: string | undefined) {
  const queries = useQueryClient();
  const router = useRouter();
  return useCommand<{ username: string; password: string }, SessionView>(
    (body, key) => post('/session', body, key),
    ({ principal }) => {
      queries.setQueryData(sessionQuery.queryKey, principal);
      // Only a path of this site: an address from outside must not steer anyone away after signing in.
      router.history.push(target && /^\/(?![/\\])/.test(target) ? target : '/');
    },
  );
}

function DemoAccounts({ chosen, choose }: { chosen: string; choose: (username: string) => void }): ReactNode {
  const t = useWords(session);
  const [query, setQuery] = useState('');
  const accounts = useQuery(demoAccountsQuery).data ?? [];
  if (accounts.length === 0) return null;
  const found = accounts.filter((account) => matches(query, account.agencyName, account.roleName, account.username));
  return (
    <section className="stack demo" aria-label={t('demo')}>
      <h2>{t('demo')}</h2>
      <p className="sub">{t('demoHint')}</p>
      <TextInput aria-label={t('demoFind')} placeholder={t('demoFind')} size="xs" value={query} onChange={(event) => setQuery(event.currentTarget.value)} />
      <ul className="pick">
        {found.map((account) => <DemoChoice key={account.username} account={account} chosen={chosen === account.username} choose={choose} />)}
      </ul>
      {found.length === 0 && <p className="sub">{t('demoNone')}</p>}
    </section>
  );
}

function DemoChoice({ account, chosen, choose }: { account: DemoAccount; chosen: boolean; choose: (username: string) => void }): ReactNode {
  return (
    <li>
      <button type="button" aria-pressed={chosen} onClick={() => choose(account.username)}>
        <span className="strong">{account.roleName}</span> · {account.agencyName}
        <span className="sub"> <code>{account.username}</code></span>
      </button>
    </li>
  );
}
