import type { AlertView } from '#contract';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, getRouteApi } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useLanguage } from '../../i18n/language.js';
import { useWords } from '../../i18n/words.js';
import { formatInstant } from '../../time/format.js';
import { When } from '../../ui/due.js';
import { Section } from '../../ui/page.js';
import { Loaded } from '../../ui/states.js';
import { type AlertAction, AlertDialog } from './alert-dialog.js';
import { SeverityTag, StateTag } from './marks.js';
import { alertQuery } from './queries.js';
import { alertWords } from './words.js';

const route = getRouteApi('/inside/canh-bao');

/** One alert: what was seen, the entries that prove it, what people have made of it. */
export function AlertDetail({ id }: { id: string }): ReactNode {
  const t = useWords(alertWords);
  const { lan: _, ...search } = route.useSearch();
  return (
    <>
      <p className="alert-back"><Link to="/canh-bao" search={search}>← {t('all')}</Link></p>
      <Loaded of={useQuery(alertQuery(id))}>{(alert) => <One alert={alert} />}</Loaded>
    </>
  );
}

function One({ alert }: { alert: AlertView }): ReactNode {
  const t = useWords(alertWords);
  const [open, setOpen] = useState<AlertAction | null>(null);
  const primary = alert.actions.includes('review') ? 'review' : alert.actions.includes('ask') ? 'ask' : null;
  return (
    <>
      <Section title={alert.title} aside={<span className="actions"><SeverityTag of={alert.severity} /><StateTag of={alert} /></span>}>
        <p className="strong">{alert.summary}</p>
        <p>{alert.explanation}</p>
        <dl className="alert-facts">
          <dt>{t('dossier')}</dt><dd>{alert.dossier ? <Link to="/ho-so/$code" params={{ code: alert.dossier }} className="nowrap">{alert.dossier}</Link> : t('several')}</dd>
          <dt>{t('agency')}</dt><dd>{alert.agencyName}</dd>
          <dt>{t('who')}</dt><dd>{alert.persons.map(({ name, username }) => `${name} (${username})`).join(', ') || t('nobody')}</dd>
          <dt>{t('owner')}</dt><dd>{alert.ownerName}{alert.assignee && ` · ${t('assigned', { name: alert.assignee.name })}`}</dd>
          <dt>{t('when')}</dt><dd><When at={alert.happenedAt} /></dd>
          <dt>{t('found')}</dt><dd><When at={alert.foundAt} /></dd>
        </dl>
        {alert.actions.length > 0 && <div className="actions">{alert.actions.map((action) => <Button key={action} variant={action === primary ? 'filled' : 'default'} onClick={() => setOpen(action)}>{t(action)}</Button>)}</div>}
      </Section>
      <div className="columns" style={{ marginTop: 14 }}>
        <Evidence alert={alert} />
        <div><Decision alert={alert} /><Answers alert={alert} /><History alert={alert} /></div>
      </div>
      {open && <AlertDialog alert={alert} action={open} close={() => setOpen(null)} />}
    </>
  );
}

function Evidence({ alert }: { alert: AlertView }): ReactNode {
  const t = useWords(alertWords);
  return (
    <Section title={t('evidence')}>
      <ol className="alert-steps">
        {alert.evidence.map((entry) => (
          <li key={entry.position}>
            <When at={entry.at} />
            <div>
              <div className="strong">{entry.kindName}</div>
              <div className="sub break">{[entry.agencyName, entry.actorName].filter(Boolean).join(' · ')}</div>
              <div className="sub"><Link to="/ho-so/$code" params={{ code: entry.dossier }} hash={`so-cai-${entry.seq}`}>{t('toEntry', { code: entry.dossier })}</Link> · {t('position', { position: entry.position })}</div>
            </div>
          </li>
        ))}
      </ol>
    </Section>
  );
}

function Decision({ alert: { decision, state } }: { alert: AlertView }): ReactNode {
  const t = useWords(alertWords);
  const language = useLanguage();
  if (!decision) return null;
  const { reason, document, measures, by, at, reviewedBy, reviewedAt } = decision;
  return (
    <Section title={t('conclusion')}>
      <p className="strong">{t(state)}</p>
      <p className="break">{reason}</p>
      {document && <p className="break"><span className="sub">{t('document')}</span> {document}</p>}
      {measures && <p className="break"><span className="sub">{t('measures')}</span> {measures}</p>}
      <p className="sub">{t('by', { name: by.name, at: formatInstant(at, language) })}</p>
      <p className="sub">{reviewedBy && reviewedAt ? t('second', { name: reviewedBy.name, at: formatInstant(reviewedAt, language) }) : t('secondWaits')}</p>
    </Section>
  );
}

function Answers({ alert: { questions } }: { alert: AlertView }): ReactNode {
  const t = useWords(alertWords);
  if (questions.length === 0) return null;
  return (
    <Section title={t('questions')}>
      <ul className="lines">
        {questions.map((one) => (
          <li key={one.id}>
            <p className="sub">{t('asked', { name: one.to.name })} · <When at={one.askedAt} /></p>
            <p className="break">{one.question}</p>
            <p className="break">{one.answer ? <span className="strong">{one.answer}</span> : <span className="sub">{t('noAnswer')}</span>}</p>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function History({ alert: { history } }: { alert: AlertView }): ReactNode {
  const t = useWords(alertWords);
  return (
    <Section title={t('history')}>
      {history.length === 0 ? <p className="sub">{t('nothingYet')}</p> : (
        <ol className="alert-steps">
          {history.map((one) => (
            <li key={one.at + one.kind}><When at={one.at} /><div><div className="strong">{one.kindName}</div>{one.text && <div className="break">{one.text}</div>}<div className="sub">{one.by}</div></div></li>
          ))}
        </ol>
      )}
    </Section>
  );
}
