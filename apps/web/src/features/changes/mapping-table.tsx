import type { ElementView, MigrationDiff } from '#contract';
import { NativeSelect } from '@mantine/core';
import type { ReactNode } from 'react';
import { useWords } from '../../i18n/words.js';
import { DataTable } from '../../ui/data-table.js';
import { Section } from '../../ui/page.js';
import { changes } from './words.js';

interface Props {
  diff: MigrationDiff;
  /** Corrections made so far. */
  mapping: Readonly<Record<string, string | null>>;
  /** Absent where nothing can be corrected any more. */
  correct?: ((old: string, fresh: string | null) => void) | undefined;
}

interface Row {
  old: ElementView;
  fresh: ElementView | null;
}

/** Which element of the old revision becomes which of the new one. What went or changed place comes first and can be corrected. */
export function MappingTable({ diff, mapping, correct }: Props): ReactNode {
  const t = useWords(changes);
  const rows: Row[] = [...diff.removed.map((old) => ({ old, fresh: null })), ...diff.moved.map(({ from, to }) => ({ old: from, fresh: to }))];
  return (
    <Section title={t('mapping')} className="list">
      {rows.length > 0 && (
        <DataTable
          caption={t('mapping')} rows={rows} rowKey={({ old }) => old.element}
          columns={[
            { head: t('step'), kind: 'main', cell: ({ old }) => <Element of={old} /> },
            { head: t('newStep'), cell: (row) => (correct ? <Choice row={row} added={diff.added} chosen={mapping[row.old.element]} correct={correct} /> : row.fresh ? <Element of={row.fresh} /> : t('removed')) },
          ]}
        />
      )}
      {diff.added.length > 0 && <p className="sub">{t('added')}: {diff.added.map((one) => one.name ?? one.element).join('; ')}</p>}
      <p className="sub">{t('showAll', { count: diff.kept.length })}</p>
    </Section>
  );
}

function Element({ of: { element, name } }: { of: ElementView }): ReactNode {
  return <span><span className="strong">{name ?? element}</span><span className="sub">{element}</span></span>;
}

/** Only an element of the same type can stand for another. */
function Choice({ row: { old, fresh }, added, chosen, correct }: { row: Row; added: readonly ElementView[]; chosen: string | null | undefined; correct: NonNullable<Props['correct']> }): ReactNode {
  const t = useWords(changes);
  const candidates = [...(fresh ? [fresh] : []), ...added.filter(({ type }) => type === old.type)];
  if (candidates.length === 0) return <span className="tag tag-near"><span aria-hidden="true">!</span> {t('removed')}</span>;
  return (
    <NativeSelect
      aria-label={`${t('correct')}: ${old.name ?? old.element}`} value={chosen === undefined ? (fresh?.element ?? '') : (chosen ?? '')} onChange={(event) => correct(old.element, event.currentTarget.value || null)}
      data={[{ value: '', label: t('none') }, ...candidates.map((one) => ({ value: one.element, label: one.name ?? one.element }))]}
    />
  );
}
