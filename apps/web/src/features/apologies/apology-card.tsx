import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { address, at } from '../../api/client.js';
import { useLanguage } from '../../i18n/language.js';
import { useWords } from '../../i18n/words.js';
import { formatInstant } from '../../time/format.js';
import { Section } from '../../ui/page.js';
import { ApologyDialog } from './apology-dialog.js';
import { apologyQuery } from './queries.js';
import { apologies } from './words.js';

/** On the page of a late dossier: what was said to the citizen, or what has to be. */
export function ApologyCard({ code }: { code: string }): ReactNode {
  const t = useWords(apologies);
  const language = useLanguage();
  const [open, setOpen] = useState(false);
  const apology = useQuery(apologyQuery(code)).data;
  if (!apology) return null;
  const { state, agencyName, sentAt, appointment, reason, maySign, mayDraft, stateName } = apology;
  return (
    <Section title={t('card')} aside={state === 'sent' && <a href={address(at`/dossiers/${code}/apology.pdf`)} target="_blank" rel="noopener">{t('print')}</a>}>
      <p className="tag">{stateName}</p>
      {sentAt && <p>{t('cardSent', { agency: agencyName, at: formatInstant(sentAt, language), appointment: formatInstant(appointment, language) })}</p>}
      {state === 'open' && <p>{t('cardOpen', { agency: agencyName })}</p>}
      <p className="sub">{reason}</p>
      {mayDraft && <Button size="xs" variant={maySign ? 'filled' : 'default'} onClick={() => setOpen(true)}>{t(maySign ? 'sign' : 'draft')}</Button>}
      {open && <ApologyDialog apology={apology} close={() => setOpen(false)} />}
    </Section>
  );
}
