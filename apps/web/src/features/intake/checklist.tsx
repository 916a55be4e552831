import type { PaperInput, ProcedureView } from '#contract';
import type { ReactNode } from 'react';
import { useWords } from '../../i18n/words.js';
import { intakeWords } from './words.js';

type ListedPaper = ProcedureView['papers'][number];

/** What was handed in, by the paper's code. */
export type Counts = Record<string, { originals: number; copies: number }>;

/** The papers that were handed in at all. */
export const handedIn = (papers: readonly ListedPaper[], counts: Counts): PaperInput[] =>
  papers.flatMap(({ code, name }) => {
    const count = counts[code];
    return count && count.originals + count.copies > 0 ? [{ code, name, ...count }] : [];
  });

/** The list of papers with the number of originals and copies of each; ticking takes what the procedure asks for. */
export function Checklist({ papers, counts, onChange }: { papers: readonly ListedPaper[]; counts: Counts; onChange: (counts: Counts) => void }): ReactNode {
  const t = useWords(intakeWords);
  if (papers.length === 0) return <p className="sub">{t('nothingListed')}</p>;
  const here = (code: string): boolean => Boolean(counts[code] && counts[code].originals + counts[code].copies > 0);
  const missing = papers.filter((paper) => paper.required && !here(paper.code)).length;
  return (
    <>
      <table className="checklist">
        <thead><tr><th>{t('paper')}</th><th>{t('originals')}</th><th>{t('copies')}</th></tr></thead>
        <tbody>
          {papers.map((paper) => {
            const count = counts[paper.code] ?? { originals: 0, copies: 0 };
            const set = (change: Partial<typeof count>): void => onChange({ ...counts, [paper.code]: { ...count, ...change } });
            return (
              <tr key={paper.code}>
                <td>
                  <label>
                    <input type="checkbox" checked={here(paper.code)} onChange={(event) => set(event.currentTarget.checked ? asked(paper) : { originals: 0, copies: 0 })} />{' '}
                    {paper.name}{paper.required && <span className="sub"> ({t('needed')})</span>}
                  </label>
                </td>
                {(['originals', 'copies'] as const).map((kind) => (
                  <td key={kind}>
                    <input type="number" min={0} max={99} value={count[kind]} aria-label={`${paper.name}: ${t(kind)}`} onChange={(event) => set({ [kind]: Math.max(0, event.currentTarget.valueAsNumber || 0) })} />
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
      {missing > 0 && <p className="note note-warn" role="status">{t('missing', { count: missing })}</p>}
    </>
  );
}

const asked = ({ originals, copies }: ListedPaper) => (originals + copies > 0 ? { originals, copies } : { originals: 1, copies: 0 });
