import type { DossierView, ModificationView, RequestModification } from '#contract';
import { Button, Checkbox, NativeSelect, Textarea } from '@mantine/core';
import '@mantine/core/styles/InlineInput.layer.css';
import '@mantine/core/styles/Checkbox.layer.css';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { at, post } from '../../api/client.js';
import { useCommand } from '../../api/command.js';
import { diagramQuery, modificationsQuery, proceduresQuery } from '../../api/queries.js';
import { useLanguage } from '../../i18n/language.js';
import { useWords } from '../../i18n/words.js';
import { formatInstant } from '../../time/format.js';
import { CommandDialog } from '../../ui/confirm.js';
import { Section } from '../../ui/page.js';
import { Change, Decide } from '../operations/requests.js';
import { ResumeButton, SuspendDialog } from '../operations/suspensions.js';
import { suspensionSubjects } from '../operations/words.js';
import { hasRole, usePrincipal } from '../session/session.js';
import { drawnSteps } from './drawn-steps.js';
import { changes, modificationStates } from './words.js';

/** Whether the reader may step into the dossier by hand: its agency's leader or desk head, or an administrator. */
function useMayStepIn({ agency }: DossierView): boolean {
  const principal = usePrincipal();
  return principal.administers || (hasRole(principal, 'lanh-dao', 'truong-bo-phan') && principal.positions.some((position) => position.agency === agency));
}

/** That nothing moves in the dossier now, who said so and why. */
export function DossierHeld({ dossier }: { dossier: DossierView }): ReactNode {
  const t = useWords(changes);
  const subject = useWords(suspensionSubjects);
  const mayResume = useMayStepIn(dossier);
  const held = dossier.suspended;
  if (!held) return null;
  return (
    <div className="note note-warn" role="status" style={{ marginBottom: 14 }}>
      <p><span aria-hidden="true">‖ </span>{t('suspendedNote', { subject: subject(held.subject).toLowerCase(), who: held.by, why: held.reason })}</p>
      {mayResume && held.subject === 'dossier' && <ResumeButton id={held.id} />}
    </div>
  );
}

/** Stepping in by hand, for whoever may. */
export function DossierChanges({ dossier }: { dossier: DossierView }): ReactNode {
  return useMayStepIn(dossier) ? <StepIn dossier={dossier} /> : null;
}

function StepIn({ dossier }: { dossier: DossierView }): ReactNode {
  const t = useWords(changes);
  const [open, setOpen] = useState<'modify' | 'suspend' | null>(null);
  const items = useQuery(modificationsQuery(dossier.code)).data?.items ?? [];
  if (dossier.endedAt && items.length === 0) return null;
  const close = (): void => setOpen(null);
  return (
    <Section
      title={t('stepIn')}
      aside={!dossier.endedAt && (
        <div className="actions">
          {dossier.tokens.length > 0 && !dossier.suspended && <Button size="compact-sm" variant="default" onClick={() => setOpen('modify')}>{t('request')}…</Button>}
          {!dossier.suspended && <Button size="compact-sm" variant="default" onClick={() => setOpen('suspend')}>{t('suspend')}…</Button>}
        </div>
      )}
    >
      <p className="sub">{t('stepInHint')}</p>
      {items.length > 0 && <History items={items} />}
      {open === 'suspend' && <SuspendDialog of={{ subject: 'dossier', ref: dossier.code }} close={close} />}
      {open === 'modify' && <ModifyDialog dossier={dossier} close={close} />}
    </Section>
  );
}

function History({ items }: { items: readonly ModificationView[] }): ReactNode {
  const t = useWords(changes);
  const state = useWords(modificationStates);
  const language = useLanguage();
  return (
    <ul className="lines" aria-label={t('history')}>
      {items.map((one) => (
        <li key={one.id}>
          <Change of={one} />
          <div>{one.reason}</div>
          <div className="sub">{t('decided', { who: one.requested.by, when: formatInstant(one.requested.at, language) })} · {state(one.state)}{one.decided && ` · ${t('decided', { who: one.decided.by, when: formatInstant(one.decided.at, language) })}`}</div>
          {one.state === 'requested' && <Decide request={one} />}
        </li>
      ))}
    </ul>
  );
}

/** The diagrams that run in the dossier, its own first. */
const running = ({ procedure, revision, tokens }: DossierView): { procedure: string; revision: number }[] =>
  [...new Map([{ procedure, revision }, ...tokens].map((one) => [one.procedure, { procedure: one.procedure, revision: one.revision }])).values()];

function ModifyDialog({ dossier, close }: { dossier: DossierView; close: () => void }): ReactNode {
  const t = useWords(changes);
  const sheets = running(dossier);
  const names = useQuery(proceduresQuery).data?.items ?? [];
  const [procedure, setProcedure] = useState(dossier.procedure);
  const [cancel, setCancel] = useState<string[]>([]);
  const [start, setStart] = useState<string[]>([]);
  const [reason, setReason] = useState('');
  const [empty, setEmpty] = useState(false);
  const diagram = useQuery(diagramQuery(procedure, sheets.find((one) => one.procedure === procedure)!.revision)).data;
  const request = useCommand((body: RequestModification, key) => post<ModificationView>(at`/dossiers/${dossier.code}/modifications`, body, key), close);
  const waiting = new Map(dossier.tokens.filter((token) => token.procedure === procedure).map((token) => [token.element, token.name || token.element]));
  const choose = (code: string): void => {
    setProcedure(code);
    setCancel([]);
    setStart([]);
  };
  const run = (): void => {
    const nothing = cancel.length + start.length === 0;
    setEmpty(nothing);
    if (!nothing) request.mutate({ cancel, start, reason, ...(procedure !== dossier.procedure && { procedure }) });
  };
  return (
    <CommandDialog title={t('stepInTitle')} submit={t('request')} danger close={close} busy={request.isPending} error={request.error} run={run}>
      <p className="sub">{t('stepInHint')}</p>
      {sheets.length > 1 && (
        <NativeSelect label={t('diagram')} value={procedure} onChange={(event) => choose(event.currentTarget.value)} data={sheets.map(({ procedure: code }) => ({ value: code, label: names.find((one) => one.code === code)?.name ?? code }))} />
      )}
      <Checkbox.Group label={t('cancel')} value={cancel} onChange={setCancel}>
        {[...waiting].map(([element, name]) => <Checkbox key={element} value={element} label={name} mt={6} />)}
      </Checkbox.Group>
      <Checkbox.Group label={t('start')} value={start} onChange={setStart} error={empty ? t('noneChosen') : undefined}>
        <div className="pick">{(diagram ? drawnSteps(diagram) : []).map(({ id, name }) => <Checkbox key={id} value={id} label={name} mt={6} />)}</div>
      </Checkbox.Group>
      <Textarea label={t('reason')} required rows={2} value={reason} error={request.error?.at('reason')} onChange={(event) => setReason(event.currentTarget.value)} />
    </CommandDialog>
  );
}
