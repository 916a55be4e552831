import type { DossierView, ExtendDeadline } from '#contract';
import { Button, NativeSelect, TextInput, Textarea } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { at, post } from '../../api/client.js';
import { useCommand } from '../../api/command.js';
import { useLanguage } from '../../i18n/language.js';
import { useWords } from '../../i18n/words.js';
import { formatBudget, formatInstant } from '../../time/format.js';
import { CommandDialog } from '../../ui/confirm.js';
import { Section } from '../../ui/page.js';
import { usePrincipal } from '../session/session.js';
import { extension as extensionWords } from './extension-words.js';

type Deadline = NonNullable<DossierView['deadline']>;

/** The one extension of a dossier's limit: what was given, or on which grounds its head may still give it. */
export function ExtensionCard({ dossier }: { dossier: DossierView }): ReactNode {
  const t = useWords(extensionWords);
  const language = useLanguage();
  const { positions } = usePrincipal();
  const [open, setOpen] = useState(false);
  const { extension, extensions } = dossier.deadline as Deadline;
  const agencies = [dossier.agency, ...dossier.legs.filter(({ leftAt }) => leftAt === null).map(({ agency }) => agency)];
  const maySign = positions.some(({ agency, role }) => role === 'lanh-dao' && agencies.includes(agency));
  if (!extension && !maySign) return null;
  return (
    <Section title={t('title')}>
      {extension ? (
        <>
          <p><del>{formatInstant(extension.from, language)}</del> → <span className="strong">{formatInstant(extension.to, language)}</span></p>
          <p>{extension.name} ({formatBudget(extension.budget, language)})</p>
          <p className="sub">{t('by', { document: extension.document, by: extension.by, at: formatInstant(extension.at, language) })}</p>
          <p className="sub">{extension.reason}</p>
        </>
      ) : (
        <>
          <p className="sub">{t('once')}</p>
          <Button size="xs" variant="default" onClick={() => setOpen(true)}>{t('extend')}</Button>
        </>
      )}
      {open && <ExtensionDialog code={dossier.code} grounds={extensions} close={() => setOpen(false)} />}
    </Section>
  );
}

function ExtensionDialog({ code, grounds, close }: { code: string; grounds: Deadline['extensions']; close: () => void }): ReactNode {
  const t = useWords(extensionWords);
  const language = useLanguage();
  const [rule, setRule] = useState(grounds[0]?.code ?? '');
  const [document, setDocument] = useState('');
  const [reason, setReason] = useState('');
  const extend = useCommand((body: ExtendDeadline, key) => post(at`/dossiers/${code}/extend`, body, key), close);
  const chosen = grounds.find((ground) => ground.code === rule);
  const basisOf = ({ basis, basisConfirmed }: Deadline['extensions'][number]): string => (basis === null ? t('noBasis') : basisConfirmed ? basis : t('unconfirmed', { basis }));
  return (
    <CommandDialog title={t('extend')} submit={t('submit')} close={close} busy={extend.isPending} error={extend.error} run={() => extend.mutate({ rule, document, reason })}>
      <NativeSelect
        label={t('ground')} value={rule} error={extend.error?.at('rule')} onChange={(event) => setRule(event.currentTarget.value)}
        data={grounds.map((ground) => ({ value: ground.code, label: `${ground.name} (${formatBudget(ground.budget, language)})` }))}
      />
      {chosen && <p className="sub">{basisOf(chosen)}</p>}
      <TextInput label={t('document')} description={t('documentHint')} required maxLength={300} value={document} error={extend.error?.at('document')} onChange={(event) => setDocument(event.currentTarget.value)} />
      <Textarea label={t('reason')} description={t('reasonHint')} required rows={2} maxLength={1000} value={reason} error={extend.error?.at('reason')} onChange={(event) => setReason(event.currentTarget.value)} />
    </CommandDialog>
  );
}
