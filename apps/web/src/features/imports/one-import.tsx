import type { RegisterImportView } from '#contract';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { at, post } from '../../api/client.js';
import { useCommand } from '../../api/command.js';
import { useWords } from '../../i18n/words.js';
import { CommandDialog } from '../../ui/confirm.js';
import { When } from '../../ui/due.js';
import { Section } from '../../ui/page.js';
import { Loaded } from '../../ui/states.js';
import { Mapping } from './mapping.js';
import { importQuery } from './queries.js';
import { Verdicts } from './verdicts.js';
import { imports } from './words.js';

/** One upload: what it is, what applying it would do, how its columns are read, and what is said of every row. */
export function OneImport({ id }: { id: string }): ReactNode {
  return (
    <Loaded of={useQuery(importQuery(id))}>
      {(one) => (
        <>
          <Head one={one} />
          {one.state === 'checked' && <Effect one={one} />}
          {one.state !== 'cancelled' && <Verdicts one={one} />}
          {one.state === 'checked' && <Mapping key={JSON.stringify(one.mapping)} one={one} />}
        </>
      )}
    </Loaded>
  );
}

const toWrite = ({ counts }: RegisterImportView): number => counts.accepted + counts.warned + counts.corrects;

function Head({ one }: { one: RegisterImportView }): ReactNode {
  const t = useWords(imports);
  const [asking, setAsking] = useState<'apply' | 'cancel' | null>(null);
  const act = useCommand((what: 'apply' | 'cancel', key) => post<RegisterImportView>(at`/register-imports/${one.id}/${what}`, {}, key), () => setAsking(null));
  const { counts, progress } = one;
  return (
    <Section title={one.fileName} aside={<Link to="/nhap-so" search={{}}>{t('all')}</Link>}>
      <p>{one.agencyName} · <span className="tag">{t(one.state)}</span></p>
      <p className="sub">{one.sheet ? t('sheet', { sheet: one.sheet, line: one.headerLine }) : t('headLine', { line: one.headerLine })} · {one.uploadedByName}, <When at={one.uploadedAt} />{one.appliedAt && <> · {t('apply')}: {one.appliedByName}, <When at={one.appliedAt} /></>}</p>
      {one.notes.map((note) => <p key={note} className="note note-warn">{note}</p>)}
      <p className="strong" role="status">{t('summary', { ...counts })}</p>
      {one.state === 'applying' && <p role="status"><progress max={progress.total} value={progress.done} aria-label={t('applying')} /> {t('progress', { ...progress })}</p>}
      {one.state === 'applied' && <p className="note note-good" role="status">{t('outcome', { ...progress })}</p>}
      {one.state === 'checked' && one.secondPerson && <p className="note note-warn">{t('second')}</p>}
      {one.state === 'checked' && (
        <div className="actions">
          {toWrite(one) > 0 ? <Button onClick={() => setAsking('apply')}>{t('apply')}</Button> : <p>{t('nothing')}</p>}
          <Button variant="default" onClick={() => setAsking('cancel')}>{t('cancel')}</Button>
        </div>
      )}
      {asking && (
        <CommandDialog title={t(asking)} submit={t(asking)} close={() => { act.reset(); setAsking(null); }} busy={act.isPending} error={act.error} danger={asking === 'cancel'} run={() => act.mutate(asking)}>
          <p>{asking === 'apply' ? t('applyAsk', { count: toWrite(one) }) : t('cancelAsk')}</p>
        </CommandDialog>
      )}
    </Section>
  );
}

function Effect({ one: { effect: { board, settlement } } }: { one: RegisterImportView }): ReactNode {
  const t = useWords(imports);
  const { received, settled, pending } = settlement;
  const lines: [string, [string, number][]][] = [
    [t('board'), [[t('late'), board.late], [t('today'), board.today], [t('near'), board.near], [t('on_time'), board.on_time], [t('stopped'), board.stopped], [t('noLimit'), board.none]]],
    [`${t('form')}: ${t('received')} ${received.total}`, [[t('online'), received.online], [t('direct'), received.direct], [t('carriedOver'), received.carriedOver]]],
    [`${t('settled')} ${settled.total}`, [[t('early'), settled.early], [t('onTime'), settled.onTime], [t('late'), settled.late]]],
    [`${t('pending')} ${pending.total}`, [[t('inTime'), pending.inTime], [t('late'), pending.late]]],
  ];
  return (
    <Section title={t('effect')}>
      {lines.map(([name, figures]) => (
        <div key={name}>
          <span className="strong">{name}</span>
          <ul className="figures">{figures.map(([what, n]) => <li key={what}><b>{n}</b> {what}</li>)}</ul>
        </div>
      ))}
    </Section>
  );
}
