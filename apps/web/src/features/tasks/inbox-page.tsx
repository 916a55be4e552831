import type { TaskView } from '#contract';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, getRouteApi } from '@tanstack/react-router';
import { type ReactNode, useMemo, useRef } from 'react';
import { at, post } from '../../api/client.js';
import { useCommand } from '../../api/command.js';
import { agenciesQuery, tasksQuery } from '../../api/queries.js';
import { matches } from '../../i18n/accent-free.js';
import { useWords } from '../../i18n/words.js';
import { useNow } from '../../time/now.js';
import { byTimeLeft, urgency } from '../../time/time-left.js';
import { DataTable } from '../../ui/data-table.js';
import { Due, workLeft } from '../../ui/due.js';
import { PageHead } from '../../ui/page.js';
import { Empty, Loaded, useProblemText } from '../../ui/states.js';
import { ui } from '../../ui/words.js';
import { usePrincipal } from '../session/session.js';
import { useListKeys } from './list-keys.js';
import { inbox } from './words.js';

const route = getRouteApi('/inside/cong-viec');

const dueOf = (task: TaskView) => ({ dueAt: task.dueAt, startedAt: task.openedAt, state: task.deadlineState });
const isWaiting = (task: TaskView): boolean => task.state === 'open' || task.state === 'claimed';

export function InboxPage(): ReactNode {
  const t = useWords(inbox);
  const u = useWords(ui);
  const search = route.useSearch();
  const now = useNow();
  const pressing = byTimeLeft(now);
  const tasks = useInfiniteQuery(tasksQuery({
    ...(search.coQuan && { agency: search.coQuan }), ...(search.vaiTro && { role: search.vaiTro }), state: search.trangThai ?? 'open,claimed', ...(search.cuaToi && { mine: true }),
  }));
  const all = useMemo(() => tasks.data?.pages.flatMap((page) => page.items), [tasks.data]);
  const shown = all
    ?.filter((task) => matches(search.tim ?? '', task.dossier, task.applicantName, task.name, task.procedureName, task.agencyName))
    .sort((a, b) => pressing(dueOf(a), dueOf(b)));
  const late = shown?.filter((task) => urgency(dueOf(task), now) === 'late').length ?? 0;
  const next = all?.find(({ id }) => id === search.tiep);
  return (
    <>
      <PageHead title={t('title')} lead={shown && t('lead', { count: shown.length, late })} />
      {next && <p className="note" role="status">{t('goesOn', { dossier: next.dossier })} <Link to="/cong-viec/$id" params={{ id: next.id }}>{next.name}</Link></p>}
      <Filters />
      <Loaded of={{ data: shown, error: tasks.error, refetch: tasks.refetch }}>
        {(rows) => (rows.length > 0 ? <TaskTable tasks={rows} /> : <NoTasks filtered={Object.keys(search).some((key) => key !== 'tiep')} />)}
      </Loaded>
      {tasks.hasNextPage && <div className="empty"><Button variant="default" loading={tasks.isFetchingNextPage} onClick={() => void tasks.fetchNextPage()}>{u('more')}</Button></div>}
    </>
  );
}

function Filters(): ReactNode {
  const t = useWords(inbox);
  const u = useWords(ui);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { agencies, roles } = useChoices();
  const set = (change: Partial<typeof search>): void => void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
  return (
    <div className="filters" role="search">
      <TextInput className="wide" type="search" id="search" label={t('search')} placeholder={t('searchHint')} value={search.tim ?? ''} onChange={(event) => set({ tim: event.currentTarget.value })} />
      {agencies.length > 1 && (
        <NativeSelect label={t('agency')} value={search.coQuan ?? ''} onChange={(event) => set({ coQuan: event.currentTarget.value })} data={[{ value: '', label: u('all') }, ...agencies]} />
      )}
      {roles.length > 1 && (
        <NativeSelect label={t('role')} value={search.vaiTro ?? ''} onChange={(event) => set({ vaiTro: event.currentTarget.value })} data={[{ value: '', label: u('all') }, ...roles]} />
      )}
      <NativeSelect
        label={t('state')} value={search.trangThai ?? ''} onChange={(event) => set({ trangThai: event.currentTarget.value })}
        data={[{ value: '', label: t('waiting') }, ...(['open', 'claimed', 'completed', 'returned', 'cancelled'] as const).map((value) => ({ value, label: t(value) }))]}
      />
      <label className="fit"><input type="checkbox" checked={Boolean(search.cuaToi)} onChange={(event) => set({ cuaToi: event.currentTarget.checked ? '1' : '' })} /> {t('mine')}</label>
    </div>
  );
}

/** The agencies and roles to filter by: one's own, or every one for whoever administers. */
function useChoices() {
  const { positions, administers } = usePrincipal();
  const every = useQuery({ ...agenciesQuery, enabled: administers }).data?.items;
  const places = every
    ? every.flatMap((agency) => agency.roles.map((role) => ({ agency: agency.code, agencyName: agency.name, role: role.code, roleName: role.name })))
    : positions;
  const unique = (pairs: [string, string][]) => [...new Map(pairs)].map(([value, label]) => ({ value, label }));
  return { agencies: unique(places.map((p) => [p.agency, p.agencyName])), roles: unique(places.map((p) => [p.role, p.roleName])) };
}

function NoTasks({ filtered }: { filtered: boolean }): ReactNode {
  const t = useWords(inbox);
  if (!filtered) return <div className="card"><Empty title={t('none')} hint={t('noneHint')} /></div>;
  return <div className="card"><Empty title={t('noMatch')} hint={t('noMatchHint')}><Link to="/cong-viec" search={{}}>{t('clear')}</Link></Empty></div>;
}

function TaskTable({ tasks }: { tasks: TaskView[] }): ReactNode {
  const t = useWords(inbox);
  const list = useRef<HTMLDivElement>(null);
  useListKeys(list);
  const { positions, administers } = usePrincipal();
  const oneAgency = !administers && new Set(positions.map(({ agency }) => agency)).size === 1;
  return (
    <div className="card list" ref={list}>
      <DataTable
        caption={t('title')}
        rows={tasks}
        rowKey={(task) => task.id}
        columns={[
          { head: t('task'), kind: 'main', cell: (task) => <TaskName task={task} /> },
          { head: t('dossier'), cell: (task) => <span><Link to="/ho-so/$code" params={{ code: task.dossier }} className="nowrap">{task.dossier}</Link><span className="sub">{task.applicantName}</span></span> },
          { head: t('place'), cell: (task) => (oneAgency ? task.roleName : <span>{task.agencyName}<span className="sub">{task.roleName}</span></span>) },
          { head: t('due'), kind: 'tight', cell: (task) => <Due due={dueOf(task)} left={workLeft(task)} /> },
          { head: t('who'), kind: 'tight', cell: (task) => <Worker task={task} /> },
        ]}
      />
      <p className="sub keys"><Keys /></p>
    </div>
  );
}

function TaskName({ task }: { task: TaskView }): ReactNode {
  const t = useWords(inbox);
  return (
    <span>
      <Link to="/cong-viec/$id" params={{ id: task.id }} className="strong" data-row>{task.name}</Link>
      <span className="sub">{task.procedureName}</span>
      {task.priority > 0 && <span className="tag tag-near"><span aria-hidden="true">↑</span> {t('priority')}</span>}
      {task.returned && <span className="tag tag-near">↩ {t('returnedTo', { reason: task.returned.reason })}</span>}
    </span>
  );
}

function Worker({ task }: { task: TaskView }): ReactNode {
  const t = useWords(inbox);
  const say = useProblemText();
  const { username, positions } = usePrincipal();
  const claim = useCommand((id: string, key) => post(at`/tasks/${id}/claim`, {}, key));
  const holder = task.assignee === username ? t('me') : task.assigneeName ?? task.assignee;
  if (task.state !== 'open') return <span>{holder ?? '–'}{isWaiting(task) || <span className="sub">{t(task.state)}</span>}</span>;
  if (!positions.some((p) => p.agency === task.agency && p.role === task.role)) return <span className="sub">{t('free')}</span>;
  return (
    <span>
      <Button size="xs" variant="light" loading={claim.isPending} onClick={() => claim.mutate(task.id)} aria-label={`${t('claim')}: ${task.name}, ${task.dossier}`}>{t('claim')}</Button>
      {claim.error && <span className="sub" role="alert">{say(claim.error)}</span>}
    </span>
  );
}

function Keys(): ReactNode {
  const parts = useWords(inbox)('keys').split(/(\{\w+\})/);
  const names: Record<string, string> = { '{j}': 'j', '{k}': 'k', '{enter}': 'Enter', '{slash}': '/' };
  return parts.map((part) => (names[part] ? <kbd key={part}>{names[part]}</kbd> : part));
}
