import type { DossierView, ResumeClock } from '#contract';
import { Button, TextInput, Textarea } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { at, post } from '../../api/client.js';
import { useCommand } from '../../api/command.js';
import { useWords } from '../../i18n/words.js';
import { CommandDialog, ReasonDialog } from '../../ui/confirm.js';
import { useProblemText } from '../../ui/states.js';
import { hasRole, usePrincipal } from '../session/session.js';
import { dossierWords } from './dossier-words.js';
import { ArrivalDialog, DeliveryDialog } from './proof-dialogs.js';
import { StopDialog } from './stop-dialog.js';

type Ending = 'withdraw' | 'refuse' | 'discontinue';
type Open = 'stop' | 'resume' | 'deliver' | 'arrived' | Ending | null;

/** Codes of the national states in which an ending makes sense. */
const ACCEPTED = 2;

/** What an officer may do with the dossier as a whole. The server decides; buttons that can only be refused are not shown. */
export function DossierActions({ dossier }: { dossier: DossierView }): ReactNode {
  const t = useWords(dossierWords);
  const say = useProblemText();
  const principal = usePrincipal();
  const { positions } = principal;
  const [open, setOpen] = useState<Open>(null);
  const acknowledge = useCommand((_: void, key) => post(at`/dossiers/${dossier.code}/acknowledge`, {}, key));
  const mine = (agency: string): boolean => positions.some((position) => position.agency === agency);
  const involved = mine(dossier.agency) || dossier.legs.some((leg) => mine(leg.agency));
  if (!involved || dossier.endedAt || dossier.resolvedAt) return null;
  const stop = dossier.deadline?.stops.find(({ to }) => to === null);
  const endings: Ending[] = [
    ...(mine(dossier.agency) ? (['withdraw'] as const) : []),
    ...(mine(dossier.agency) && dossier.state <= ACCEPTED ? (['refuse'] as const) : []),
    ...(hasRole(principal, 'lanh-dao') ? (['discontinue'] as const) : []),
  ];
  const close = (): void => setOpen(null);
  const givers = dossier.legs.flatMap((leg) => (mine(leg.agency) && leg.handedBy ? [leg.handedBy] : []));
  return (
    <>
      {dossier.legs.some((leg) => mine(leg.agency) && !leg.acknowledgedAt && !leg.leftAt) && (
        <Button variant="light" loading={acknowledge.isPending} onClick={() => acknowledge.mutate()}>{t('acknowledge')}</Button>
      )}
      {stop ? (
        <Button onClick={() => setOpen('resume')}>{t(resumeWord(stop.kind))}</Button>
      ) : (
        <Button variant="default" onClick={() => setOpen('stop')}>{t('stop')}</Button>
      )}
      {(stop?.kind === 'supplement' || stop?.kind === 'payment') && <Button variant="default" onClick={() => setOpen('deliver')}>{t('deliver')}</Button>}
      {givers.length > 0 && <Button variant="default" onClick={() => setOpen('arrived')}>{t('papersCame')}</Button>}
      {endings.map((ending) => <Button key={ending} variant="subtle" color="late" onClick={() => setOpen(ending)}>{t(ending)}</Button>)}
      {acknowledge.error && <p className="note note-error" role="alert">{say(acknowledge.error)}</p>}
      {open === 'deliver' && <DeliveryDialog code={dossier.code} form={stop?.kind === 'payment' ? 'payment-notice' : 'form-02'} close={close} />}
      {open === 'arrived' && <ArrivalDialog code={dossier.code} from={[...new Set(givers)]} close={close} />}
      {open === 'stop' && <StopDialog code={dossier.code} close={close} />}
      {open === 'resume' && stop && <ResumeDialog code={dossier.code} title={t(resumeWord(stop.kind))} close={close} />}
      {(open === 'withdraw' || open === 'refuse' || open === 'discontinue') && <EndingDialog code={dossier.code} ending={open} close={close} />}
    </>
  );
}

const resumeWord = (kind: string) => (kind === 'payment' ? 'payment' : kind === 'supplement' ? 'supplement' : 'resume');

/** Ends a stop: the papers have come, the money is paid. The number of the proof goes into the ledger. */
function ResumeDialog({ code, title, close }: { code: string; title: string; close: () => void }): ReactNode {
  const t = useWords(dossierWords);
  const [number, setNumber] = useState('');
  const [papers, setPapers] = useState('');
  const resume = useCommand((body: ResumeClock, key) => post(at`/dossiers/${code}/resume`, body, key), close);
  const lines = papers.split('\n').map((line) => line.trim()).filter(Boolean);
  return (
    <CommandDialog title={title} submit={title} close={close} busy={resume.isPending} error={resume.error} run={() => resume.mutate({ ...(number.trim() && { evidence: number.trim() }), ...(lines.length > 0 && { papers: lines }) })}>
      <p className="sub">{t('resumeHint')}</p>
      <TextInput label={t('number')} value={number} onChange={(event) => setNumber(event.currentTarget.value)} data-autofocus />
      <Textarea label={t('newPapers')} rows={3} value={papers} onChange={(event) => setPapers(event.currentTarget.value)} />
    </CommandDialog>
  );
}

/** Ends the dossier for good: the citizen takes it back, it is not accepted, or its processing stops. */
function EndingDialog({ code, ending, close }: { code: string; ending: Ending; close: () => void }): ReactNode {
  const t = useWords(dossierWords);
  const end = useCommand((reason: string, key) => post(at`/dossiers/${code}/` + ending, { reason }, key), close);
  return <ReasonDialog title={t(ending)} submit={t(ending)} label={t('reason')} hint={t('withdrawHint')} danger close={close} run={(reason) => end.mutate(reason)} busy={end.isPending} error={end.error} />;
}
