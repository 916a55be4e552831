import type { DossierView } from '#contract';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useWords } from '../../i18n/words.js';
import { PageHead } from '../../ui/page.js';
import { Empty, Loaded } from '../../ui/states.js';
import { procedureAtQuery } from '../procedures/governance-queries.js';
import { usePrincipal } from '../session/session.js';
import { IntakeForm } from './intake-form.js';
import { ProcedureChoice } from './procedure-choice.js';
import { Received } from './received.js';
import './intake.css';
import { intakeWords } from './words.js';

const route = getRouteApi('/inside/tiep-nhan');

/** The desk's page: procedure, applicant, checklist, receipt. */
export function IntakePage(): ReactNode {
  const t = useWords(intakeWords);
  const { thuTuc: code } = route.useSearch();
  const navigate = route.useNavigate();
  const desks = usePrincipal().positions.filter(({ role }) => role === 'tiep-nhan');
  const [received, setReceived] = useState<DossierView | null>(null);
  const choose = (procedure: string): void => void navigate({ search: procedure ? { thuTuc: procedure } : {} });
  const again = (): void => {
    setReceived(null);
    choose('');
  };
  if (desks.length === 0) return <><PageHead title={t('title')} /><div className="card"><Empty title={t('notDesk')} hint={t('notDeskHint')} /></div></>;
  if (received) return <Received dossier={received} again={again} />;
  return (
    <>
      <PageHead title={t('title')} />
      {code ? <ChosenProcedure code={code} desks={desks} change={() => choose('')} onReceived={setReceived} /> : <ProcedureChoice choose={choose} />}
    </>
  );
}

type ChosenProps = Pick<Parameters<typeof IntakeForm>[0], 'desks' | 'change' | 'onReceived'> & { code: string };

function ChosenProcedure({ code, ...rest }: ChosenProps): ReactNode {
  return <Loaded of={useQuery(procedureAtQuery(code, rest.desks[0]?.agency))}>{(procedure) => <IntakeForm key={code} procedure={procedure} {...rest} />}</Loaded>;
}
