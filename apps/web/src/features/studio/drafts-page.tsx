import type { DraftList, DraftView } from '#contract';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, getRouteApi } from '@tanstack/react-router';
import { type FormEvent, type ReactNode, useRef, useState } from 'react';
import { useCommand } from '../../api/command.js';
import { proceduresQuery } from '../../api/queries.js';
import { useLanguage } from '../../i18n/language.js';
import { useWords } from '../../i18n/words.js';
import { formatInstant } from '../../time/format.js';
import { CommandDialog } from '../../ui/confirm.js';
import { DataTable } from '../../ui/data-table.js';
import { PageHead, Section } from '../../ui/page.js';
import { Empty, Loaded, ProblemNote } from '../../ui/states.js';
import { hasRole, usePrincipal } from '../session/session.js';
import { useListKeys } from '../tasks/list-keys.js';
import { createDraft, discardDraft, draftsQuery } from './draft/draft-api.js';
import './drafts-page.css';
import { FromFile } from './import/from-file.js';
import { codeOf } from './table/papers.js';
import { studioWords } from './words.js';

const route = getRouteApi('/inside/xuong-ve');

type Row = DraftList['items'][number];

/** The drafts of all designers, and the ways to begin one. */
export function DraftsPage(): ReactNode {
  const t = useWords(studioWords);
  const navigate = route.useNavigate();
  const canWrite = hasRole(usePrincipal(), 'thiet-ke-quy-trinh', 'quan-tri');
  const open = (draft: DraftView): void => void navigate({ to: '/xuong-ve/$id', params: { id: draft.id } });
  return (
    <>
      <PageHead title={t('title')} lead={t('lead')} />
      {canWrite && <div className="studio-begin"><Blank open={open} /><div><FromFile open={open} /><FromRevision open={open} /></div></div>}
      <Section title={t('drafts')} className="list"><Loaded of={useQuery(draftsQuery)}>{({ items }) => <Drafts rows={items} canWrite={canWrite} />}</Loaded></Section>
    </>
  );
}

function Blank({ open }: { open: (draft: DraftView) => void }): ReactNode {
  const t = useWords(studioWords);
  const [name, setName] = useState('');
  const [code, setCode] = useState('');
  const begin = useCommand((body: { name: string; code: string }, key) => createDraft(body, key), open);
  const meant = code || codeOf(name);
  const taken = useQuery(proceduresQuery).data?.items.find((one) => one.code === meant);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    begin.mutate({ name, code: meant });
  };
  return (
    <Section title={t('beginBlank')}>
      <form className="stack" onSubmit={submit}>
        <TextInput label={t('newName')} required value={name} onChange={(event) => setName(event.currentTarget.value)} />
        <TextInput label={t('newCode')} description={t('newCodeHint')} placeholder={name ? codeOf(name) : ''} value={code} onChange={(event) => setCode(event.currentTarget.value)} error={taken ? t('codeTaken', { name: taken.name }) : begin.error?.at('code')} />
        <Button type="submit" loading={begin.isPending} disabled={name.trim() === '' || taken !== undefined}>{t('create')}</Button>
        <ProblemNote error={begin.error} shown={['code']} />
      </form>
    </Section>
  );
}

function FromRevision({ open }: { open: (draft: DraftView) => void }): ReactNode {
  const t = useWords(studioWords);
  const procedures = useQuery(proceduresQuery).data?.items ?? [];
  const [code, setCode] = useState('');
  const begin = useCommand((procedure: string, key) => createDraft({ from: { procedure, revision: procedures.find((one) => one.code === procedure)!.latest } }, key), open);
  return (
    <Section title={t('fromRevision')}>
      <form className="actions" onSubmit={(event) => { event.preventDefault(); begin.mutate(code); }}>
        <NativeSelect label={t('procedure')} description={t('fromRevisionHint')} value={code} data={[{ value: '', label: '' }, ...procedures.map((one) => ({ value: one.code, label: one.name }))]} onChange={(event) => setCode(event.currentTarget.value)} />
        <Button type="submit" variant="default" disabled={code === ''} loading={begin.isPending}>{t('revise')}</Button>
      </form>
      <ProblemNote error={begin.error} />
    </Section>
  );
}

function Drafts({ rows, canWrite }: { rows: Row[]; canWrite: boolean }): ReactNode {
  const t = useWords(studioWords);
  const language = useLanguage();
  const list = useRef<HTMLDivElement>(null);
  const [discarding, setDiscarding] = useState<Row | null>(null);
  useListKeys(list);
  if (rows.length === 0) return <Empty title={t('noDrafts')} hint={t('noDraftsHint')} />;
  return (
    <div ref={list}>
      <DataTable
        caption={t('drafts')} rows={rows} rowKey={(row) => row.id}
        columns={[
          { head: t('name'), kind: 'main', cell: (row) => <span><Link to="/xuong-ve/$id" params={{ id: row.id }} className="strong" data-row>{row.name}</Link><span className="sub"><code>{row.code}</code>{row.baseRevision !== null && ` · ${t('base')} ${row.baseRevision}`}</span></span> },
          { head: t('changed'), cell: (row) => t('byAt', { who: row.updatedBy.name, when: formatInstant(row.updatedAt, language) }) },
          { head: t('findings'), kind: 'tight', cell: (row) => <Counts row={row} /> },
          ...(canWrite ? [{ head: t('actions'), kind: 'tight' as const, cell: (row: Row) => <Button variant="subtle" color="late" size="compact-sm" aria-label={`${t('discard')}: ${row.name}`} onClick={() => setDiscarding(row)}>{t('discard')}</Button> }] : []),
        ]}
      />
      {discarding && <Discard row={discarding} close={() => setDiscarding(null)} />}
    </div>
  );
}

function Counts({ row: { counts } }: { row: Row }): ReactNode {
  const t = useWords(studioWords);
  if (counts.error > 0) return <span className="tag tag-error">✕ {t('errors', { count: counts.error })}</span>;
  return counts.warning > 0 ? <span className="tag tag-warning">! {t('warnings', { count: counts.warning })}</span> : <span className="tag tag-ok">✓ {t('clean')}</span>;
}

function Discard({ row, close }: { row: Row; close: () => void }): ReactNode {
  const t = useWords(studioWords);
  const discard = useCommand(() => discardDraft(row.id), close);
  return <CommandDialog title={t('discard')} submit={t('discard')} danger close={close} busy={discard.isPending} error={discard.error} run={() => discard.mutate(undefined)}><p>{t('discardAsk', { name: row.name })}</p></CommandDialog>;
}
