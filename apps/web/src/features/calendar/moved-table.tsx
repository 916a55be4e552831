import type { MovedDeadline } from '#contract';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useWords } from '../../i18n/words.js';
import { DataTable } from '../../ui/data-table.js';
import { When } from '../../ui/due.js';
import { calendar } from './words.js';

/** Deadlines with the date that was promised and the one the changed calendar gives. */
export function MovedTable({ moved }: { moved: readonly MovedDeadline[] }): ReactNode {
  const t = useWords(calendar);
  return (
    <DataTable
      caption={t('preview')} rows={moved} rowKey={(row) => row.subject + row.ref}
      columns={[
        { head: t('dossier'), kind: 'main', cell: (row) => <span><Link to="/ho-so/$code" params={{ code: row.dossier }} className="nowrap">{row.dossier}</Link><span className="sub">{t(row.subject === 'dossier' ? 'whole' : 'step')} · {row.agencyName}</span></span> },
        { head: t('old'), kind: 'tight', cell: (row) => <When at={row.from} /> },
        { head: t('fresh'), kind: 'tight', cell: (row) => <span><span aria-hidden="true">{row.to > row.from ? '→ ' : '← '}</span><When at={row.to} /></span> },
      ]}
    />
  );
}
