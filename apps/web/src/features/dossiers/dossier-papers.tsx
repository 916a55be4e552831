import type { DossierView, PaperView } from '#contract';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { address, at } from '../../api/client.js';
import { procedureQuery } from '../../api/queries.js';
import { fieldsOf, titleOf, type FieldSchema } from '../../forms/schema-form.js';
import { useLanguage } from '../../i18n/language.js';
import { useWords } from '../../i18n/words.js';
import { Section } from '../../ui/page.js';
import { ui } from '../../ui/words.js';
import { dossierWords } from './dossier-words.js';
import { evidenceText } from './ledger-sentence.js';

export function Papers({ dossier }: { dossier: DossierView }): ReactNode {
  const t = useWords(dossierWords);
  const known = useQuery(procedureQuery(dossier.procedure)).data?.papers ?? [];
  const nameOf = (code: string): string => known.find((paper) => paper.code === code)?.name ?? code;
  if (!dossier.papers) return <Section title={t('papers')}><p className="sub">{t('papersHidden')}</p></Section>;
  return (
    <Section title={t('papers')}>
      {dossier.missingPapers && dossier.missingPapers.length > 0 && <p className="note note-warn">{t('missing', { papers: dossier.missingPapers.map(nameOf).join(', ') })}</p>}
      {dossier.papers.length === 0 && <p className="sub">{t('noPapers')}</p>}
      <ul className="lines">{dossier.papers.map((paper) => <Paper key={paper.id} dossier={dossier.code} paper={paper} />)}</ul>
    </Section>
  );
}

function Paper({ dossier, paper }: { dossier: string; paper: PaperView }): ReactNode {
  const t = useWords(dossierWords);
  const counts = [paper.originals > 0 && t('originals', { count: paper.originals }), paper.copies > 0 && t('copies', { count: paper.copies })].filter(Boolean);
  return (
    <li>
      <div>{paper.name}</div>
      <div className="sub">
        {[t(paper.direction), ...counts, paper.compartment && t('restricted')].filter(Boolean).join(' · ')}
        {paper.hasFile && <> · <a href={address(at`/dossiers/${dossier}/papers/${paper.id}/file`)} target="_blank" rel="noopener">{t('view')}{paper.fileName ? `: ${paper.fileName}` : ''}</a></>}
      </div>
    </li>
  );
}

/** What was typed in at intake and by the steps, named as the intake form names it. */
export function DossierData({ dossier }: { dossier: DossierView }): ReactNode {
  const t = useWords(dossierWords);
  const u = useWords(ui);
  const language = useLanguage();
  const form = useQuery(procedureQuery(dossier.procedure)).data?.intakeForm as FieldSchema | null | undefined;
  const entries = Object.entries(dossier.data ?? {});
  if (entries.length === 0) return null;
  const fields = new Map(form ? fieldsOf(form) : []);
  return (
    <Section title={t('data')}>
      <dl className="facts">
        {entries.map(([name, value]) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{titleOf(name, fields.get(name) ?? {}, language)}</dt>
            <dd>{typeof value === 'boolean' ? u(value ? 'yes' : 'no') : evidenceText(value)}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
