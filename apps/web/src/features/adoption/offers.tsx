import type { Adopt, AdoptionDetail, AdoptionOffers, StepOverride } from '#contract';
import { Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { at, post, request } from '../../api/client.js';
import { useCommand } from '../../api/command.js';
import { useWords } from '../../i18n/words.js';
import { CommandDialog, ReasonDialog } from '../../ui/confirm.js';
import { DateField } from '../../ui/date-field.js';
import { Section } from '../../ui/page.js';
import { adoptionsQuery, offersQuery } from '../procedures/governance-queries.js';
import { adoptionWords } from './words.js';

type Offer = AdoptionOffers['items'][number];

/** Updates of the standard that agencies may take over; nothing where every agency is up to date. */
export function Offers({ code }: { code: string }): ReactNode {
  const t = useWords(adoptionWords);
  const items = useQuery(offersQuery(code)).data?.items ?? [];
  const mine = new Set((useQuery(adoptionsQuery(code)).data?.items ?? []).filter(({ mayDecide }) => mayDecide).map(({ agency }) => agency));
  if (items.length === 0) return null;
  return (
    <Section title={t('updates')}>
      <p className="sub">{t('updatesLead')}</p>
      <ul className="lines">{items.map((offer) => <li key={offer.agency}><OneOffer offer={offer} mayDecide={mine.has(offer.agency)} /></li>)}</ul>
    </Section>
  );
}

function OneOffer({ offer, mayDecide }: { offer: Offer; mayDecide: boolean }): ReactNode {
  const t = useWords(adoptionWords);
  const [open, setOpen] = useState<'accept' | 'decline' | null>(null);
  const { changed, added, removed } = offer.diff.counts;
  return (
    <>
      <p>
        <span className="strong">{offer.agencyName}</span> · {t('number', { count: offer.from })} → {t('number', { count: offer.to })} · {t('changed', { count: changed + added + removed })}{' '}
        <Link to="/quy-trinh/$code/so-sanh" params={{ code: offer.procedure }} search={{ tu: String(offer.from), sang: String(offer.to) }}>{t('seeDifference')}</Link>
      </p>
      {offer.refused && <p className="sub">{t('refused', { reason: offer.refused.reason })}</p>}
      {offer.overrides.length === 0 ? <p className="sub">{t('noOverrides')}</p> : (
        <ul className="lines">
          {offer.overrides.map((one) => <li key={one.element}><span className={`tag ${one.fits ? 'tag-ok' : 'tag-late'}`}><span aria-hidden="true">{one.fits ? '✓' : '✕'}</span> {one.fits ? t('fits') : t('conflicts', { reason: one.reason ?? '' })}</span> {one.step}</li>)}
        </ul>
      )}
      {mayDecide && <div className="actions"><Button onClick={() => setOpen('accept')}>{t('accept')}</Button><Button variant="default" onClick={() => setOpen('decline')}>{t('decline')}</Button></div>}
      {open === 'accept' && <AcceptDialog offer={offer} close={() => setOpen(null)} />}
      {open === 'decline' && <DeclineDialog offer={offer} close={() => setOpen(null)} />}
    </>
  );
}

function AcceptDialog({ offer, close }: { offer: Offer; close: () => void }): ReactNode {
  const t = useWords(adoptionWords);
  const [document, setDocument] = useState('');
  const [day, setDay] = useState('');
  const accept = useCommand((body: Adopt, key) => request<AdoptionDetail>('PUT', at`/procedures/${offer.procedure}/adoptions/${offer.agency}`, { body, key }), close);
  const overrides = offer.overrides.filter(({ fits }) => fits).map(({ element, role, budget }): StepOverride => ({ element, ...(role !== null && { role }), ...(budget && { budget }) }));
  return (
    <CommandDialog title={`${t('accept')}: ${offer.agencyName}`} submit={t('accept')} close={close} busy={accept.isPending} error={accept.error} run={() => accept.mutate({ revision: offer.to, overrides, document, ...(day && { effectiveFrom: `${day}T00:00:00+07:00` }) })}>
      {offer.overrides.some(({ fits }) => !fits) && <p className="note note-warn">{t('dropped')}</p>}
      <TextInput label={t('document')} required value={document} onChange={(event) => setDocument(event.currentTarget.value)} data-autofocus />
      <DateField label={t('effectiveFrom')} description={t('effectiveHint')} value={day} onChange={setDay} />
    </CommandDialog>
  );
}

function DeclineDialog({ offer, close }: { offer: Offer; close: () => void }): ReactNode {
  const t = useWords(adoptionWords);
  const decline = useCommand((reason: string, key) => post<AdoptionDetail>(at`/procedures/${offer.procedure}/adoptions/${offer.agency}/decline`, { revision: offer.to, reason }, key), close);
  return <ReasonDialog title={`${t('decline')}: ${offer.agencyName}`} submit={t('decline')} label={t('declineReason')} close={close} run={(reason) => decline.mutate(reason)} busy={decline.isPending} error={decline.error} />;
}
