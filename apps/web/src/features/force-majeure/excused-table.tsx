import type { ExcusedDossier } from '#contract';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useLanguage } from '../../i18n/language.js';
import { useWords } from '../../i18n/words.js';
import { formatInstant } from '../../time/format.js';
import { DataTable } from '../../ui/data-table.js';
import { forceMajeure } from './words.js';

/** Dossiers with and without the excluded time; neither figure ever stands alone. */
export function ExcusedTable({ rows, documents }: { rows: readonly ExcusedDossier[]; documents?: (row: ExcusedDossier) => string }): ReactNode {
  const t = useWords(forceMajeure);
  return (
    <DataTable
      caption={t('preview')} rows={rows} rowKey={(row) => row.dossier}
      columns={[
        { head: t('dossier'), kind: 'main', cell: (row) => <span><Link to="/ho-so/$code" params={{ code: row.dossier }} className="nowrap strong">{row.dossier}</Link><span className="sub">{row.agencyName}</span></span> },
        { head: t('gross'), cell: (row) => <Count late={row.late} overrun={row.overrun.text} due={row.dueAt} /> },
        { head: t('net'), cell: (row) => <Count late={row.netLate} overrun={row.netOverrun.text} due={row.netDueAt} /> },
        ...(documents ? [{ head: t('document'), cell: documents }] : []),
      ]}
    />
  );
}

function Count({ late, overrun, due }: { late: boolean; overrun: string; due: string }): ReactNode {
  const t = useWords(forceMajeure);
  const language = useLanguage();
  return (
    <span>
      {late ? <span className="tag tag-late"><span aria-hidden="true">!</span> {t('late', { overrun })}</span> : <span className="tag">{t('inTime')}</span>}
      <span className="sub">{t('due', { at: formatInstant(due, language) })}</span>
    </span>
  );
}
