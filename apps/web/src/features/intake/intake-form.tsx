import type { Applicant, DossierView, PrincipalView, ProcedureView, ReceiveDossier } from '#contract';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { type FormEvent, type ReactNode, useRef, useState } from 'react';
import { post } from '../../api/client.js';
import { useCommand } from '../../api/command.js';
import type { ProblemError } from '../../api/problem.js';
import { SchemaFields, fieldPaths, useFirstError } from '../../forms/schema-fields.js';
import { type FieldSchema, filledValues, initialValues } from '../../forms/schema-form.js';
import { useLanguage } from '../../i18n/language.js';
import { useWords } from '../../i18n/words.js';
import { formatBudget, isoDay } from '../../time/format.js';
import { useNow } from '../../time/now.js';
import { Section } from '../../ui/page.js';
import { DateField } from '../../ui/date-field.js';
import { ProblemNote } from '../../ui/states.js';
import { Checklist, type Counts, handedIn } from './checklist.js';
import { StartChoice, plainStart } from './start-choice.js';
import { TerritoryChoice } from './territory-choice.js';
import { intakeWords } from './words.js';

type Channel = NonNullable<ReceiveDossier['channel']>;

interface Props {
  procedure: ProcedureView;
  desks: PrincipalView['positions'];
  change: () => void;
  onReceived: (dossier: DossierView) => void;
}

/** Everything the desk types for one dossier, on one page. */
export function IntakeForm({ procedure, desks, change, onReceived }: Props): ReactNode {
  const t = useWords(intakeWords);
  const language = useLanguage();
  const form = (procedure.intakeForm ?? {}) as FieldSchema;
  const [agency, setAgency] = useState(desks[0]!.agency);
  const [startEvent, setStartEvent] = useState(plainStart(procedure.starts)?.element ?? '');
  const [territory, setTerritory] = useState('');
  const [channel, setChannel] = useState<Channel>('direct');
  const [applicant, setApplicant] = useState<Applicant>({ name: '' });
  const [values, setValues] = useState(() => initialValues(form, {}));
  const [counts, setCounts] = useState<Counts>({});
  const [ticket, setTicket] = useState({ number: '', time: '' });
  const today = isoDay(useNow());
  const receive = useCommand((body: ReceiveDossier, key) => post<DossierView>('/dossiers', body, key), onReceived);
  const page = useRef<HTMLFormElement>(null);
  useFirstError(page, receive.error);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const filled = Object.fromEntries(Object.entries(applicant).filter(([, text]) => text)) as Applicant;
    receive.mutate({ procedure: procedure.code, agency, ...(territory && { territory }), channel, applicant: filled, data: filledValues(form, values), papers: handedIn(procedure.papers, counts), ...(ticket.number && ticket.time && { ticket: { number: ticket.number, at: `${today}T${ticket.time}:00+07:00` } }), ...(procedure.starts.length > 1 && startEvent ? { startEvent } : {}) });
  };
  const channels: Channel[] = ['direct', 'online', 'post'];
  return (
    <form onSubmit={submit} className="intake" ref={page}>
      <Section title={procedure.name} aside={<button type="button" className="plain" onClick={change}>{t('change')}</button>}>
        <div className="grid">
          <NativeSelect label={t('agency')} value={agency} onChange={(event) => { setAgency(event.currentTarget.value); setTerritory(''); }} data={desks.map((desk) => ({ value: desk.agency, label: desk.agencyName }))} />
          <TerritoryChoice agency={agency} value={territory} onChange={setTerritory} error={receive.error?.at('territory')} />
          <NativeSelect label={t('channel')} value={channel} onChange={(event) => setChannel(event.currentTarget.value as Channel)} data={channels.map((value) => ({ value, label: t(value) }))} />
          <TextInput label={t('ticket')} autoComplete="off" maxLength={30} required={ticket.time !== ''} value={ticket.number} error={receive.error?.at('ticket.number')} onChange={(event) => setTicket({ ...ticket, number: event.currentTarget.value })} />
          <TextInput label={t('ticketAt')} placeholder="08:30" pattern="([01]\d|2[0-3]):[0-5]\d" title={t('badTime')} autoComplete="off" required={ticket.number !== ''} value={ticket.time} error={receive.error?.at('ticket.at')} onChange={(event) => setTicket({ ...ticket, time: event.currentTarget.value })} />
          <StartChoice starts={procedure.starts} value={startEvent} onChange={setStartEvent} error={receive.error?.at('startEvent')} />
          {procedure.legalLimit && <p className="sub limit">{t('limit', { limit: formatBudget(procedure.legalLimit, language) })}</p>}
        </div>
      </Section>
      <ApplicantFields value={applicant} onChange={setApplicant} problem={receive.error} />
      {procedure.intakeForm && <Section title={t('step3')}><SchemaFields schema={form} values={values} onChange={setValues} problem={receive.error} /></Section>}
      <Section title={t('step4')}><Checklist papers={procedure.papers} counts={counts} onChange={setCounts} /></Section>
      <ProblemNote error={receive.error} shown={['startEvent', 'territory', 'ticket.number', 'ticket.at', ...FIELDS.map(([name]) => `applicant.${name}`), ...fieldPaths(form)]} />
      <div className="actions end submit"><Button type="submit" size="md" loading={receive.isPending}>{t('submit')}</Button></div>
    </form>
  );
}

const FIELDS = [
  ['name', 'text'], ['idNumber', 'text'], ['birthDate', 'date'], ['phone', 'tel'], ['email', 'email'], ['address', 'text'], ['submittedBy', 'text'],
] as const;

function ApplicantFields({ value, onChange, problem }: { value: Applicant; onChange: (applicant: Applicant) => void; problem: ProblemError | null }): ReactNode {
  const t = useWords(intakeWords);
  return (
    <Section title={t('step2')}>
      <div className="grid">
        {FIELDS.map(([name, type]) => {
          const set = (text: string): void => onChange({ ...value, [name]: text });
          const common = { label: t(name), value: value[name] ?? '', error: problem?.at(`applicant.${name}`) };
          return type === 'date'
            ? <DateField key={name} {...common} onChange={set} />
            : <TextInput key={name} {...common} type={type} required={name === 'name'} autoComplete="off" onChange={(event) => set(event.currentTarget.value)} />;
        })}
      </div>
    </Section>
  );
}
