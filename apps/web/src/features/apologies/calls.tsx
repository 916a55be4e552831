import type { CallView } from '#contract';
import { Button, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { at, post } from '../../api/client.js';
import { useCommand } from '../../api/command.js';
import { useWords } from '../../i18n/words.js';
import { CommandDialog } from '../../ui/confirm.js';
import { DataTable } from '../../ui/data-table.js';
import { When } from '../../ui/due.js';
import { Section } from '../../ui/page.js';
import { Empty, Loaded } from '../../ui/states.js';
import { callsQuery } from './queries.js';
import { apologies } from './words.js';

/** Who is to be telephoned; a call is marked with what came of it. */
export function Calls(): ReactNode {
  const t = useWords(apologies);
  const [called, setCalled] = useState(false);
  const [marking, setMarking] = useState<CallView | null>(null);
  return (
    <Section title={t(called ? 'showCalled' : 'calls')} className="list" aside={<Button variant="default" onClick={() => setCalled(!called)}>{t(called ? 'showOpen' : 'showCalled')}</Button>}>
      <Loaded of={useQuery(callsQuery(called))}>
        {({ items }) => (items.length === 0 ? <Empty title={t('noCalls')} /> : (
          <DataTable
            caption={t('calls')} rows={items} rowKey={(row) => row.id}
            columns={[
              { head: t('who'), kind: 'main', cell: (row) => <span className="strong">{row.who ?? '–'}</span> },
              { head: t('phone'), kind: 'tight', cell: (row) => (row.phone ? <a href={`tel:${row.phone}`} className="nowrap">{row.phone}</a> : '–') },
              { head: t('why'), cell: (row) => <span>{row.reason}<span className="sub"><Link to="/ho-so/$code" params={{ code: row.dossier }}>{row.dossier}</Link> · {row.kindName}</span></span> },
              { head: t('since'), kind: 'tight', cell: (row) => <When at={row.openedAt} /> },
              { head: t('work'), kind: 'tight', cell: (row) => (row.calledAt ? <span>{row.outcome}<span className="sub">{row.calledBy}, <When at={row.calledAt} /></span></span> : <Button size="xs" variant="default" onClick={() => setMarking(row)}>{t('called')}</Button>) },
            ]}
          />
        ))}
      </Loaded>
      {marking && <CalledDialog call={marking} close={() => setMarking(null)} />}
    </Section>
  );
}

function CalledDialog({ call, close }: { call: CallView; close: () => void }): ReactNode {
  const t = useWords(apologies);
  const [outcome, setOutcome] = useState('');
  const mark = useCommand((_: void, key) => post<CallView>(at`/call-list/${call.id}/called`, { outcome }, key), close);
  return (
    <CommandDialog title={t('calledTitle')} submit={t('record')} close={close} busy={mark.isPending} error={mark.error} run={() => mark.mutate()}>
      <p>{call.who} {call.phone && `· ${call.phone}`}</p>
      <Textarea label={t('outcome')} required autosize={false} rows={2} maxLength={500} value={outcome} error={mark.error?.at('outcome')} onChange={(event) => setOutcome(event.currentTarget.value)} data-autofocus />
    </CommandDialog>
  );
}
