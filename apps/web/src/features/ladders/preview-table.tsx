import type { LadderPreview } from '#contract';
import type { ReactNode } from 'react';
import { useWords } from '../../i18n/words.js';
import { DataTable } from '../../ui/data-table.js';
import { ladders } from './words.js';

/** Who would have been told last week, how often, and in how many messages. */
export function PreviewTable({ of: preview }: { of: LadderPreview }): ReactNode {
  const t = useWords(ladders);
  return (
    <div role="group" aria-label={t('preview')} tabIndex={0} style={{ maxHeight: 260, overflowY: 'auto' }}>
      <p className="note" role="status">{t('previewLead', { deadlines: preview.deadlines, fired: preview.fired, would: preview.would })}</p>
      {preview.posts.length === 0 ? <p>{t('nobody')}</p> : (
        <DataTable
          caption={t('preview')} rows={preview.posts} rowKey={(row) => `${row.agency}.${row.role}`}
          columns={[
            { head: t('post'), kind: 'main', cell: (row) => <span>{row.roleName}<span className="sub">{row.agencyName}</span></span> },
            { head: t('times'), kind: 'number', cell: (row) => row.rungs },
            { head: t('messages'), kind: 'number', cell: (row) => row.messages },
          ]}
        />
      )}
    </div>
  );
}
