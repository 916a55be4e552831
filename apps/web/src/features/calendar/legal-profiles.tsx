import type { LegalProfiles as Profiles } from '#contract';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { at, get, post } from '../../api/client.js';
import { useCommand } from '../../api/command.js';
import { useLanguage } from '../../i18n/language.js';
import { useWords } from '../../i18n/words.js';
import { formatInstant } from '../../time/format.js';
import { useNow } from '../../time/now.js';
import { CommandDialog } from '../../ui/confirm.js';
import { DataTable } from '../../ui/data-table.js';
import { DateField } from '../../ui/date-field.js';
import { When } from '../../ui/due.js';
import { Section } from '../../ui/page.js';
import { Loaded } from '../../ui/states.js';
import { usePrincipal } from '../session/session.js';
import { legalProfiles } from './legal-profile-words.js';

type Profile = Profiles['profiles'][number];

const profilesQuery = queryOptions({ queryKey: ['/legal-profiles'], queryFn: ({ signal }) => get<Profiles>('/legal-profiles', {}, signal) });

/** Which set of forms holds from when, what each has in it, and how many dossiers print it. What nobody has compared with the text is marked. */
export function LegalProfiles(): ReactNode {
  return <Loaded of={useQuery(profilesQuery)}>{(profiles) => <All of={profiles} />}</Loaded>;
}

function All({ of: { inForce, profiles, uses } }: { of: Profiles }): ReactNode {
  const t = useWords(legalProfiles);
  const { administers } = usePrincipal();
  const [using, setUsing] = useState(false);
  const nameOf = (code: string): string => profiles.find((one) => one.code === code)?.name ?? code;
  const now = useNow().getTime();
  const current = uses.findIndex(({ profile, from }) => profile === inForce && Date.parse(from) <= now);
  return (
    <>
      <Section title={t('uses')} className="list" aside={administers && <Button variant="default" onClick={() => setUsing(true)}>{t('use')}</Button>}>
        <DataTable
          caption={t('uses')} rows={uses} rowKey={(row) => row.profile + row.from + row.at}
          columns={[
            { head: t('profile'), kind: 'main', cell: (row) => <span><span className="strong">{row.profile}</span><span className="sub">{nameOf(row.profile)}</span></span> },
            { head: t('from'), kind: 'tight', cell: (row) => <span><When at={row.from} />{uses[current] === row && <span className="sub">{t('now')}</span>}{Date.parse(row.from) > now && <span className="sub">{t('later')}</span>}</span> },
            { head: t('document'), cell: (row) => row.document },
            { head: t('decided'), kind: 'tight', cell: (row) => <span>{row.by}<span className="sub"><When at={row.at} /></span></span> },
          ]}
        />
        <p className="sub">{t('keep')}</p>
      </Section>
      {profiles.map((profile) => <OneProfile key={profile.code} profile={profile} holds={profile.code === inForce} />)}
      {using && <UseDialog profiles={profiles} inForce={inForce} close={() => setUsing(false)} />}
    </>
  );
}

function OneProfile({ profile, holds }: { profile: Profile; holds: boolean }): ReactNode {
  const t = useWords(legalProfiles);
  const language = useLanguage();
  const { administers } = usePrincipal();
  const [confirming, setConfirming] = useState(false);
  const { code, name, basis, forms, running, confirmed } = profile;
  return (
    <Section title={`${code} · ${name}`} className="list" aside={!confirmed && administers && <Button size="xs" variant="default" onClick={() => setConfirming(true)}>{t('confirm')}</Button>}>
      <p>
        <span className="tag">{confirmed ? t('confirmed') : t('unconfirmed')}</span>{' '}
        {holds && <span className="tag">{t('now')}</span>} {basis}
      </p>
      <p className="sub">{confirmed ? t('confirmedBy', { by: confirmed.by, at: formatInstant(confirmed.at, language), document: confirmed.document }) : t('unconfirmedHint')}</p>
      <p className="sub">{t('running', { count: running })}</p>
      <DataTable
        caption={name} rows={forms} rowKey={(form) => form.purpose}
        columns={[
          { head: t('number'), kind: 'tight', cell: (form) => form.number },
          { head: t('form'), kind: 'main', cell: (form) => form.title[language] },
          { head: t('when'), cell: (form) => t(form.purpose) },
        ]}
      />
      {confirming && <ConfirmDialog code={code} close={() => setConfirming(false)} />}
    </Section>
  );
}

function UseDialog({ profiles, inForce, close }: { profiles: readonly Profile[]; inForce: string; close: () => void }): ReactNode {
  const t = useWords(legalProfiles);
  const [profile, setProfile] = useState(profiles.find(({ code }) => code !== inForce)?.code ?? inForce);
  const [from, setFrom] = useState('');
  const [document, setDocument] = useState('');
  const use = useCommand((_: void, key) => post('/legal-profiles/uses', { profile, from, document }, key), close);
  const chosen = profiles.find(({ code }) => code === profile);
  return (
    <CommandDialog title={t('use')} submit={t('useNow')} close={close} busy={use.isPending} error={use.error} run={() => use.mutate()}>
      <NativeSelect label={t('profile')} value={profile} error={use.error?.at('profile')} onChange={(event) => setProfile(event.currentTarget.value)} data={profiles.map(({ code, name }) => ({ value: code, label: `${code} · ${name}` }))} />
      <DateField label={t('from')} required value={from} error={use.error?.at('from')} onChange={setFrom} />
      <TextInput label={t('document')} description={t('documentHint')} required value={document} error={use.error?.at('document')} onChange={(event) => setDocument(event.currentTarget.value)} />
      {chosen && !chosen.confirmed && <p className="note">{t('unconfirmedHint')}</p>}
      <p className="sub">{t('keep')}</p>
    </CommandDialog>
  );
}

function ConfirmDialog({ code, close }: { code: string; close: () => void }): ReactNode {
  const t = useWords(legalProfiles);
  const [document, setDocument] = useState('');
  const confirm = useCommand((_: void, key) => post(at`/legal-profiles/${code}/confirm`, { document }, key), close);
  return (
    <CommandDialog title={t('confirm')} submit={t('confirmNow')} close={close} busy={confirm.isPending} error={confirm.error} run={() => confirm.mutate()}>
      <TextInput label={t('comparedWith')} description={t('comparedHint')} required value={document} error={confirm.error?.at('document')} onChange={(event) => setDocument(event.currentTarget.value)} data-autofocus />
    </CommandDialog>
  );
}
