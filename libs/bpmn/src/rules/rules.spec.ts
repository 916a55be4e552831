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

async function rulesFoundIn(example: string): Promise<string[]> {
  const document = await readDocument(example);
  const component = (code: string): ProcessModel | null => (code === 'tra-ket-qua-chung' ? readModel(document).model : null);
  return prove(document, { directory, component }).map(({ rule }) => rule);
}

describe('the pages of docs/rules', () => {
  it.each(pages)('%s: its good example is free of it, its bad one is not', async (page) => {
    // given
    const [good = '', bad] = examplesOf(page);
    const rule = page.replace('.md', '');

    // then
    expect(await rulesFoundIn(good)).not.toContain(rule);
    if (bad !== undefined) expect(await rulesFoundIn(bad)).toContain(rule);
    else expect(rule).toBe('proof-bounded');
  });

  it('have one for every rule that any example brings up', async () => {
    // when
    const found = await Promise.all(pages.flatMap(examplesOf).map(rulesFoundIn));

    // then
    expect(found.flat().filter((rule) => !pages.includes(`${rule}.md`))).toEqual([]);
  });
});
