import { IMPORTED_MOVES, type ImportedDossierView, type ImportedMove } from '#contract';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Fragment, type ReactNode, useState } from 'react';
import { at, post } from '../../api/client.js';
import { useCommand } from '../../api/command.js';
import { useWords } from '../../i18n/words.js';
import { CommandDialog } from '../../ui/confirm.js';
import { DataTable } from '../../ui/data-table.js';
import { DateField } from '../../ui/date-field.js';
import { Due, When } from '../../ui/due.js';
import { PageHead, Section } from '../../ui/page.js';
import { importedWords } from './imported-words.js';

/** A dossier of a register: what is known of it, every version it had, and the way on by hand. */
export function ImportedPage({ dossier }: { dossier: ImportedDossierView }): ReactNode {
  const t = useWords(importedWords);
  const [advancing, setAdvancing] = useState(false);
  return (
    <>
      <PageHead title={dossier.sourceCode} lead={<><span className="tag">{t('mark')}</span> {dossier.procedureName}</>}>
        {dossier.mayAdvance && <Button onClick={() => setAdvancing(true)}>{t('advance')}</Button>}
      </PageHead>
      <p className="note" style={{ marginBottom: 14 }}>{t('lead')}</p>
      <Facts dossier={dossier} />
      <History dossier={dossier} />
      {advancing && <Advance dossier={dossier} close={() => setAdvancing(false)} />}
    </>
  );
}

function Facts({ dossier: d }: { dossier: ImportedDossierView }): ReactNode {
  const t = useWords(importedWords);
  const facts: [string, ReactNode][] = [
    [t('state'), d.stateName], [t('received'), <>{d.agencyName}, <When at={d.receivedAt} /></>],
    ...(d.settledAt ? [] : [[t('due'), <Due due={{ dueAt: d.dueAt, startedAt: d.receivedAt, state: d.stoppedAt ? 'stopped' : 'running' }} />], [t('holder'), d.holderName]] as [string, ReactNode][]),
    ...(d.settledAt ? [[t('due'), <When at={d.dueAt} />], [t('settled'), <When at={d.settledAt} />], [t('outcome'), d.outcome && t(d.outcome)]] as [string, ReactNode][] : []),
    ...(d.outcome === 'late' ? [[t('attributed'), d.attributedName ?? t('unknownFault')]] as [string, ReactNode][] : []), [t('claimed'), d.claimedOutcome && t(d.claimedOutcome)], [t('stopped'), d.stoppedAt && <When at={d.stoppedAt} />], [t('returned'), d.returnedAt && <When at={d.returnedAt} />],
    [t('applicant'), d.applicant && [d.applicant.name, d.applicant.address, d.applicant.phone].filter(Boolean).join(', ')], [t('channel'), t(d.channel)], [t('field'), d.field], [t('officer'), d.officer], [t('fee'), d.fee], [t('note'), d.note], [t('source'), d.sourceName],
  ];
  return (
    <Section title={t('facts')}>
      <dl className="facts">{facts.filter(([, value]) => value !== null && value !== '').map(([name, value]) => <Fragment key={name}><dt>{name}</dt><dd>{value}</dd></Fragment>)}</dl>
    </Section>
  );
}

function History({ dossier: { history, ledgerVerified } }: { dossier: ImportedDossierView }): ReactNode {
  const t = useWords(importedWords);
  return (
    <Section title={t('history')} className="list" aside={<span className={`tag ${ledgerVerified ? 'tag-ok' : 'tag-late'}`}>{t(ledgerVerified ? 'sound' : 'broken')}</span>}>
      <DataTable
        caption={t('history')} rows={history} rowKey={({ version }) => version}
        columns={[
          { head: t('history'), kind: 'main', cell: (one) => <span><span className="strong">{t(one.kind)}</span><span className="sub">{one.by}, <When at={one.at} /></span></span> },
          { head: t('document'), cell: (one) => one.document ?? (one.import && <Link to="/nhap-so" search={{ lan: one.import }}>{t('fromLine', { line: one.line ?? 0 })}</Link>) },
          { head: t('facts'), cell: (one) => (one.changes.length === 0 ? '–' : <ul>{one.changes.map(({ field, from, to }) => <li key={field}>{field}: <del>{from ?? '–'}</del> → {to ?? '–'}</li>)}</ul>) },
        ]}
      />
    </Section>
  );
}

const TIME = '([01]\\d|2[0-3]):[0-5]\\d';

function Advance({ dossier, close }: { dossier: ImportedDossierView; close: () => void }): ReactNode {
  const t = useWords(importedWords);
  const moves = (Object.keys(IMPORTED_MOVES) as ImportedMove[]).filter((move) => IMPORTED_MOVES[move] !== dossier.state && (dossier.settledAt === null || move === 'returned'));
  const [to, setTo] = useState<ImportedMove>(moves[0] ?? 'returned');
  const [day, setDay] = useState('');
  const [time, setTime] = useState('08:00');
  const [document, setDocument] = useState('');
  const advance = useCommand((body: { to: ImportedMove; at: string; document: string }, key) => post<ImportedDossierView>(at`/imported-dossiers/${dossier.code}/advance`, body, key), close);
  return (
    <CommandDialog title={t('advance')} submit={t('advance')} close={close} busy={advance.isPending} error={advance.error} run={() => advance.mutate({ to, at: `${day}T${time}:00+07:00`, document })}>
      <NativeSelect label={t('to')} value={to} onChange={(event) => setTo(event.currentTarget.value as ImportedMove)} data={moves.map((move) => ({ value: move, label: t(move === 'returned' ? 'moveReturned' : move) }))} data-autofocus />
      <DateField label={t('at')} required value={day} onChange={setDay} />
      <TextInput label={t('time')} required pattern={TIME} title={t('badTime')} value={time} onChange={(event) => setTime(event.currentTarget.value)} />
      <TextInput label={t('document')} description={t('documentHint')} required minLength={3} maxLength={500} value={document} onChange={(event) => setDocument(event.currentTarget.value)} />
    </CommandDialog>
  );
}
