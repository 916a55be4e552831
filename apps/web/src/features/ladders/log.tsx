import type { RungLog, RungLogEntry } from '#contract';
import { Button, TextInput, Textarea } from '@mantine/core';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { at, get, post } from '../../api/client.js';
import { useCommand } from '../../api/command.js';
import { useLanguage } from '../../i18n/language.js';
import { useWords } from '../../i18n/words.js';
import { formatInstant } from '../../time/format.js';
import { CommandDialog } from '../../ui/confirm.js';
import { DataTable } from '../../ui/data-table.js';
import { DateField } from '../../ui/date-field.js';
import { When } from '../../ui/due.js';
import { Section } from '../../ui/page.js';
import { Empty, Loaded } from '../../ui/states.js';
import { ladders } from './words.js';

const rungLogQuery = (mine: boolean) => queryOptions({ queryKey: ['/rungs', mine], queryFn: ({ signal }) => get<RungLog>('/rungs', { mine, limit: 100 }, signal) });

/** Which rung fired when, who was told, what they said; who was told may answer. */
export function Log(): ReactNode {
  const t = useWords(ladders);
  const [mine, setMine] = useState(false);
  const [putOff, setPutOff] = useState<RungLogEntry | null>(null);
  return (
    <Section title={t(mine ? 'mine' : 'log')} className="list" aside={<Button variant="default" onClick={() => setMine(!mine)}>{t(mine ? 'everyone' : 'mine')}</Button>}>
      <Loaded of={useQuery(rungLogQuery(mine))}>
        {({ items }) => (items.length === 0 ? <Empty title={t('noLog')} /> : (
          <DataTable
            caption={t('log')} rows={items} rowKey={(row) => row.deadline + row.rung}
            columns={[
              { head: t('what'), kind: 'main', cell: (row) => <span><span className="strong">{row.rungName}</span><span className="sub"><Link to="/ho-so/$code" params={{ code: row.dossier }} className="nowrap">{row.dossier}</Link> · {row.subject === 'dossier' ? t('sub') : row.name}</span></span> },
              { head: t('at'), kind: 'tight', cell: (row) => <When at={row.firedAt} /> },
              { head: t('told'), cell: (row) => <div>{row.to.map((post) => <div key={post.agency + post.role}>{post.roleName}<span className="sub">{post.agencyName}</span></div>)}</div> },
              { head: t('answers'), cell: (row) => <Answers of={row} putOff={() => setPutOff(row)} /> },
            ]}
          />
        ))}
      </Loaded>
      {putOff && <SnoozeDialog rung={putOff} close={() => setPutOff(null)} />}
    </Section>
  );
}

function Answers({ of: row, putOff }: { of: RungLogEntry; putOff: () => void }): ReactNode {
  const t = useWords(ladders);
  const language = useLanguage();
  const seen = useCommand((_: void, key) => post(at`/rungs/${row.deadline}/${row.rung}/acknowledge`, {}, key));
  return (
    <span>
      {row.answers.map((one) => <span key={one.at} className="sub">{one.kind === 'snoozed' ? t('snoozed', { by: one.by, until: one.until ? formatInstant(one.until, language) : '', reason: one.reason ?? '' }) : t('acknowledged', { by: one.by })}</span>)}
      {row.mine && <span className="actions"><Button size="compact-xs" variant="default" loading={seen.isPending} onClick={() => seen.mutate()}>{t('seen')}</Button><Button size="compact-xs" variant="default" onClick={putOff}>{t('snooze')}</Button></span>}
    </span>
  );
}

function SnoozeDialog({ rung, close }: { rung: RungLogEntry; close: () => void }): ReactNode {
  const t = useWords(ladders);
  const [day, setDay] = useState('');
  const [time, setTime] = useState('07:00');
  const [reason, setReason] = useState('');
  const snooze = useCommand((_: void, key) => post(at`/rungs/${rung.deadline}/${rung.rung}/snooze`, { until: `${day}T${time}:00+07:00`, reason }, key), close);
  return (
    <CommandDialog title={t('snoozeTitle')} submit={t('snoozeTitle')} close={close} busy={snooze.isPending} error={snooze.error} run={() => snooze.mutate()}>
      <p className="sub">{t('snoozeHint')}</p>
      <DateField label={t('until')} required value={day} error={snooze.error?.at('until')} onChange={setDay} />
      <TextInput label={t('time')} required pattern="([01]\d|2[0-3]):[0-5]\d" title={t('badTime')} value={time} onChange={(event) => setTime(event.currentTarget.value)} />
      <Textarea label={t('reason')} required autosize={false} rows={2} maxLength={1000} value={reason} error={snooze.error?.at('reason')} onChange={(event) => setReason(event.currentTarget.value)} />
    </CommandDialog>
  );
}
