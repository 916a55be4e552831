import type { DossierView } from '#contract';
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { address, at } from '../../api/client.js';
import { useWords } from '../../i18n/words.js';
import { When } from '../../ui/due.js';
import { PageHead } from '../../ui/page.js';
import { intakeWords } from './words.js';

/** What the clerk tells the citizen, and the receipt to print. */
export function Received({ dossier, again }: { dossier: DossierView; again: () => void }): ReactNode {
  const t = useWords(intakeWords);
  return (
    <>
      <PageHead title={t('done')} lead={dossier.procedureName} />
      <section className="card received" role="status">
        <dl>
          <div><dt>{t('code')}</dt><dd className="break">{dossier.code}</dd></div>
          <div><dt>{t('secret')}</dt><dd>{dossier.secret ?? '–'}</dd></div>
          <div><dt>{t('due')}</dt><dd><When at={dossier.dueAt} /></dd></div>
        </dl>
        <p className="sub">{t('secretHint')}</p>
        <div className="actions">
          <Button component="a" href={address(at`/dossiers/${dossier.code}/receipt.pdf`)} target="_blank" rel="noopener">{t('print')}</Button>
          <Link to="/ho-so/$code" params={{ code: dossier.code }}>{t('open')}</Link>
          <button type="button" className="plain" onClick={again}>{t('next')}</button>
        </div>
      </section>
    </>
  );
}
