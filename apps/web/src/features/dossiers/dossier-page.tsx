import type { DossierView } from '#contract';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type ReactNode, Suspense, lazy } from 'react';
import { address, at } from '../../api/client.js';
import { problemOf } from '../../api/problem.js';
import { dossierQuery } from '../../api/queries.js';
import { useLanguage } from '../../i18n/language.js';
import { useWords } from '../../i18n/words.js';
import { formatBudget, formatInstant } from '../../time/format.js';
import { Due, When } from '../../ui/due.js';
import { PageHead } from '../../ui/page.js';
import { Loaded, Loading } from '../../ui/states.js';
import { DossierChanges, DossierHeld } from '../changes/dossier-changes.js';
import './dossier.css';
import { DossierActions } from './dossier-actions.js';
import { DossierDiagram } from './dossier-diagram.js';
import { DossierAlerts } from '../alerts/dossier-alerts.js';
import { ExtensionCard } from '../deadlines/extension-card.js';
import { ApologyCard } from '../apologies/apology-card.js';
import { Lateness, Legs, Moves, Stops } from './dossier-time.js';
import { DossierData, Papers } from './dossier-papers.js';
import { dossierWords } from './dossier-words.js';
import { importedQuery } from '../imports/queries.js';
import { Timeline } from './timeline.js';

const route = getRouteApi('/inside/ho-so/$code');

const ImportedPage = lazy(async () => ({ default: (await import('../imports/imported-page.js')).ImportedPage }));

/** Of a dossier that was received here, or of one that is known from a register alone. */
export function DossierPage(): ReactNode {
  const { code } = route.useParams();
  const found = useQuery(dossierQuery(code));
  const missing = found.data === undefined && found.error !== null && problemOf(found.error).status === 404;
  const imported = useQuery({ ...importedQuery(code), enabled: missing });
  if (imported.data) return <Suspense fallback={<Loading />}><ImportedPage dossier={imported.data} /></Suspense>;
  if (missing && imported.isPending) return <Loading />;
  return <Loaded of={found}>{(dossier) => <DossierOnePage dossier={dossier} />}</Loaded>;
}

function DossierOnePage({ dossier }: { dossier: DossierView }): ReactNode {
  const t = useWords(dossierWords);
  return (
    <>
      <PageHead title={dossier.code} lead={`${dossier.procedureName} · ${t('revision', { count: dossier.revision })}`}>
        <Button component="a" variant="default" href={address(at`/dossiers/${dossier.code}/receipt.pdf`)} target="_blank" rel="noopener">{t('receipt')}</Button>
        <DossierActions dossier={dossier} />
      </PageHead>
      <DossierHeld dossier={dossier} />
      <Summary dossier={dossier} />
      <DossierDiagram dossier={dossier} />
      <Legs dossier={dossier} />
      <div className="columns" style={{ marginTop: 14 }}>
        <Timeline code={dossier.code} />
        <div>
          <Lateness dossier={dossier} />
          {dossier.apology && <ApologyCard code={dossier.code} />}
          <DossierAlerts code={dossier.code} />
          {dossier.deadline && (dossier.deadline.extension || dossier.deadline.extensions.length > 0) && <ExtensionCard dossier={dossier} />}
          <Stops dossier={dossier} />
          <Moves dossier={dossier} />
          <Papers dossier={dossier} />
          <DossierData dossier={dossier} />
          <DossierChanges dossier={dossier} />
        </div>
      </div>
    </>
  );
}

/** The head of the dossier: its state, whose clock is running, what is promised and what is left. */
function Summary({ dossier }: { dossier: DossierView }): ReactNode {
  const t = useWords(dossierWords);
  const language = useLanguage();
  const { deadline, lateness } = dossier;
  const left = deadline && (deadline.state === 'missed' ? lateness.overrun.text : deadline.remaining && t('working', { time: deadline.remaining.text }));
  return (
    <section className="card summary">
      <div>
        <h2 className="sub">{t('state')}</h2>
        <p className="strong">{dossier.stateName}</p>
        {dossier.result && <p>{t('result')}: {dossier.result}</p>}
        <p className="sub">{t('receivedAt', { when: formatInstant(dossier.receivedAt, language), agency: dossier.agencyName })}</p>
        {dossier.resolvedAt && <p className="sub">{t('resolved')}: <When at={dossier.resolvedAt} /></p>}
        {dossier.returnedAt && <p className="sub">{t('returned')}: <When at={dossier.returnedAt} /></p>}
      </div>
      <div>
        <h2 className="sub">{t('due')}</h2>
        <Due due={{ dueAt: dossier.dueAt, startedAt: dossier.receivedAt, state: deadline?.state ?? null }} left={left ?? undefined} />
        {deadline && (
          <p className="sub">
            {t('budget')} {formatBudget(deadline.budget, language)} · {t('used')} {deadline.used.text}
          </p>
        )}
      </div>
      <WhoseClock dossier={dossier} />
      {dossier.applicant && (
        <div>
          <h2 className="sub">{t('applicant')}</h2>
          <p className="strong">{dossier.applicant.name}</p>
          <p className="sub">{[dossier.applicant.phone, dossier.applicant.address].filter(Boolean).join(' · ')}</p>
          {dossier.secret && <p className="sub">{t('secret')}: <code>{dossier.secret}</code></p>}
        </div>
      )}
    </section>
  );
}

function WhoseClock({ dossier }: { dossier: DossierView }): ReactNode {
  const t = useWords(dossierWords);
  const language = useLanguage();
  const stop = dossier.deadline?.state === 'stopped' ? dossier.deadline.stops.find(({ to }) => to === null) : undefined;
  const holders = dossier.legs.filter(({ leftAt }) => leftAt === null);
  return (
    <div>
      <h2 className="sub">{t('whose')}</h2>
      {stop ? (
        <>
          <p className="strong">{stop.kindName}</p>
          <p className="sub">{t('stoppedSince', { when: formatInstant(stop.from, language) })}</p>
        </>
      ) : (
        <p className="strong">{holders.map(({ agencyName }) => agencyName).join(', ') || t('nobody')}</p>
      )}
    </div>
  );
}
