import { readFileSync, readdirSync } from 'node:fs';
import type { ProcessModel } from '#contract';
import { readDocument } from '../diagram.fixture.js';
import { prove, readModel } from '../index.js';

const PAGES = new URL('../../../../docs/rules/', import.meta.url);
const STAFF: Record<string, string[]> = { xa: ['tiep-nhan', 'dia-chinh'], thue: ['tiep-nhan', 'chuyen-vien'] };
const RELATIONS: Record<string, string[]> = { receiving: ['xa'], commune: ['xa'], tax: ['thue'] };

const directory = {
  reachable: (relation: string) => RELATIONS[relation] ?? [],
  hasRole: (agency: string, role: string) => STAFF[agency]?.includes(role) ?? false,
};

const examplesOf = (page: string): string[] => [...readFileSync(new URL(page, PAGES), 'utf8').matchAll(/```xml\n([\s\S]*?)```/g)].map(([, xml]) => xml as string);

const pages = readdirSync(PAGES).filter((page) => page !== 'README.md');

/** What an example of one rule says of another: it is the same fault seen twice, or the same words are needed for both. */
const COMPANIONS: Record<string, readonly string[]> = {
  'foreign-behaviour': ['foreign-extension'], 'link-pair': ['element-unreachable'], 'token-quantity': ['task-passes'], 'unknown-content': ['structure'], 'unresolved-reference': ['flow-ends', 'end-event', 'element-unreachable'],
};
/** Examples are the inside of a process: they state no procedure and no limit where these are not the matter. */
const EVERYWHERE = ['procedure-undeclared', 'limit-missing'];

async function rulesFoundIn(example: string, maxStates?: number): Promise<string[]> {
  const document = await readDocument(example);
  const component = (code: string): ProcessModel | null => (code === 'tra-ket-qua-chung' ? readModel(document).model : null);
  return prove(document, { directory, component, ...(maxStates && { maxStates }) }).map(({ rule }) => rule);
}

describe('the pages of docs/rules', () => {
  it.each(pages)('%s: its good example has no finding, its bad one exactly this', async (page) => {
    // given
    const [good = '', bad = ''] = examplesOf(page);
    const rule = page.replace('.md', '');
    const others = (found: string[]): string[] => found.filter((one) => one !== rule && ![...EVERYWHERE, ...(COMPANIONS[rule] ?? [])].includes(one));

    // when
    const inGood = await rulesFoundIn(good);
    const inBad = await rulesFoundIn(bad, rule === 'proof-bounded' ? 50 : undefined);

    // then
    expect(inGood).not.toContain(rule);
    expect(inBad).toContain(rule);
    expect([others(inGood), others(inBad)]).toEqual([[], []]);
  });

  it('have one for every rule that any example brings up', async () => {
    // when
    const found = await Promise.all(pages.flatMap(examplesOf).map(rulesFoundIn));

    // then
    expect(found.flat().filter((rule) => !pages.includes(`${rule}.md`))).toEqual([]);
  });
});
