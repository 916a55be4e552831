import type { JobScopes } from '#contract';
import { Button, NativeSelect, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { request } from '../../api/client.js';
import { useCommand } from '../../api/command.js';
import { agenciesQuery, jobScopesQuery } from '../../api/queries.js';
import { useWords } from '../../i18n/words.js';
import { CommandDialog } from '../../ui/confirm.js';
import { DataTable } from '../../ui/data-table.js';
import { Section } from '../../ui/page.js';
import { Empty, Loaded } from '../../ui/states.js';
import { operations } from './words.js';

/** Which agency's software may take jobs of which topics. */
export function Scopes(): ReactNode {
  const t = useWords(operations);
  const [editing, setEditing] = useState<JobScopes | null>(null);
  const agencies = useQuery(agenciesQuery).data?.items ?? [];
  const nameOf = (code: string): string => agencies.find((one) => one.code === code)?.name ?? code;
  return (
    <Section title={t('scopes')} className="list" aside={<Button variant="default" onClick={() => setEditing({ agency: '', topics: [] })}>{t('add')}</Button>}>
      <Loaded of={useQuery(jobScopesQuery)}>
        {({ items }) => (items.length === 0 ? <Empty title={t('noScopes')} hint={t('noScopesHint')} /> : (
          <DataTable
            caption={t('scopes')} rows={items} rowKey={(row) => row.agency}
            columns={[
              { head: t('agency'), kind: 'main', cell: (row) => <span className="strong">{nameOf(row.agency)}<span className="sub">{row.agency}</span></span> },
              { head: t('topics'), cell: (row) => row.topics.map((topic) => <div key={topic}><code className="break">{topic}</code></div>) },
              { head: t('edit'), kind: 'tight', cell: (row) => <Button size="compact-sm" variant="default" onClick={() => setEditing(row)}>{t('edit')}</Button> },
            ]}
          />
        ))}
      </Loaded>
      {editing && <ScopeDialog scopes={editing} close={() => setEditing(null)} />}
    </Section>
  );
}

function ScopeDialog({ scopes, close }: { scopes: JobScopes; close: () => void }): ReactNode {
  const t = useWords(operations);
  const [agency, setAgency] = useState(scopes.agency);
  const [topics, setTopics] = useState(scopes.topics.join('\n'));
  const agencies = useQuery(agenciesQuery).data?.items ?? [];
  const save = useCommand((body: JobScopes, key) => request<JobScopes>('PUT', '/job-scopes', { body, key }), close);
  const lines = topics.split('\n').map((line) => line.trim()).filter(Boolean);
  return (
    <CommandDialog title={t('scopes')} submit={t('save')} close={close} busy={save.isPending} error={save.error} run={() => save.mutate({ agency, topics: lines })}>
      <NativeSelect label={t('agency')} required disabled={scopes.agency !== ''} value={agency} error={save.error?.at('agency')} onChange={(event) => setAgency(event.currentTarget.value)} data={[{ value: '', label: '' }, ...agencies.map((one) => ({ value: one.code, label: one.name }))]} />
      <Textarea label={t('topics')} description={t('topicsHint')} rows={6} value={topics} onChange={(event) => setTopics(event.currentTarget.value)} />
    </CommandDialog>
  );
}
