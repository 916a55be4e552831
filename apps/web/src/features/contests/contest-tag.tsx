import type { ContestState } from '#contract';
import type { ReactNode } from 'react';

const LOOK: Record<ContestState, [sign: string, style: string]> = { open: ['◔', 'tag-near'], accepted: ['✓', 'tag-ok'], rejected: ['✕', 'tag-stopped'], withdrawn: ['↩', ''] };

/** How a contest stands, in word, sign and colour. */
export function ContestTag({ state, name }: { state: ContestState; name: string }): ReactNode {
  const [sign, style] = LOOK[state];
  return <span className={`tag ${style}`}><span aria-hidden="true">{sign}</span> {name}</span>;
}
