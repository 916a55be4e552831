import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { FIRST_PREVIOUS_HASH, type LedgerEntry, UnrecordableDataError, hashOf, hashOfWritten, recordable, verifyChain } from './chain.js';

/** A chain of the first release, made by a program that is not ours. It must verify for ever; a new format gets a file of its own. */
const RELEASED = new URL('../fixtures/chain-1.json', import.meta.url);

/** Contests of shares of lateness, as first released. */
const CONTESTS = new URL('../fixtures/contests-1.json', import.meta.url);

const released = (file = RELEASED): LedgerEntry[] =>
  (JSON.parse(readFileSync(file, 'utf8')) as (Omit<LedgerEntry, 'at'> & { at: string })[]).map((entry) => ({ ...entry, at: new Date(entry.at) }));

function chained(contents: Record<string, unknown>[]): LedgerEntry[] {
  let previousHash = FIRST_PREVIOUS_HASH;
  return contents.map((data, index) => {
    const content = { dossier: 'D', seq: index + 1, at: new Date(index), actor: 'a', agency: null, kind: 'dossier.data', element: null, data, previousHash };
    previousHash = hashOf(content);
    return { ...content, position: index + 1, hash: previousHash };
  });
}

describe('the chain', () => {
  it('verifies a chain of the first release', () => {
    expect(verifyChain(released())).toBeNull();
    expect(verifyChain(released(CONTESTS))).toBeNull();
  });

  it.each<[keyof LedgerEntry, unknown]>([
    ['at', new Date('2026-02-13T01:00:00.001Z')],
    ['actor', 'ai-khac'],
    ['agency', 'xa-khanh-dong'],
    ['kind', 'clock.resumed'],
    ['element', 'Task_Khac'],
    ['data', { kind: 'payment' }],
    ['previousHash', FIRST_PREVIOUS_HASH],
    ['hash', FIRST_PREVIOUS_HASH],
  ])('finds that %s of an entry was altered', (field, value) => {
    const entries = released();
    entries[3] = { ...entries[3]!, [field]: value };

    expect(verifyChain(entries)).toMatchObject({ position: 28, seq: 4, reason: 'altered' });
  });

  it('finds an altered entry whose own hash was made anew', () => {
    const entries = released();
    const forged = { ...entries[1]!, actor: 'ai-khac' };
    entries[1] = { ...forged, hash: hashOf(forged) };

    expect(verifyChain(entries)).toMatchObject({ seq: 3, reason: 'altered' });
  });

  it('finds an entry that was removed', () => {
    const entries = released();
    entries.splice(2, 1);

    expect(verifyChain(entries)).toMatchObject({ position: 28, seq: 4, reason: 'removed' });
  });

  it('finds a first entry that was removed', () => {
    expect(verifyChain(released().slice(1))).toMatchObject({ seq: 2, reason: 'removed' });
  });

  it('finds two entries that changed places', () => {
    const entries = released();
    [entries[2], entries[3]] = [{ ...entries[3]!, seq: 3 }, { ...entries[2]!, seq: 4 }];

    expect(verifyChain(entries)).toMatchObject({ seq: 3, reason: 'reordered' });
  });

  it('finds entries whose order of writing was turned round', () => {
    const entries = released();
    entries[3] = { ...entries[3]!, position: 8 };

    expect(verifyChain(entries)).toMatchObject({ seq: 4, reason: 'reordered' });
  });

  it('keeps chains apart that follow each other', () => {
    const other = chained([{ a: 1 }, { a: 2 }]);

    expect(verifyChain([...other, ...released()])).toBeNull();
    expect(verifyChain([...other, ...released().slice(1)])).toMatchObject({ seq: 2, reason: 'removed' });
  });

  it('finds any single entry taken out of any chain, but for the last', () => {
    const chain = fc.array(fc.dictionary(fc.string(), fc.jsonValue()), { minLength: 2, maxLength: 8 }).map(chained);

    fc.assert(
      fc.property(chain, fc.nat(), (entries, n) => {
        expect(verifyChain(entries)).toBeNull();
        const gone = n % (entries.length - 1);
        expect(verifyChain(entries.filter((_, index) => index !== gone))).toMatchObject({ seq: gone + 2, reason: 'removed' });
      }),
    );
  });
});

describe('data of an entry', () => {
  it('give the same hash written down once as read back from the database', () => {
    const text = fc.string({ unit: 'grapheme' });
    const entry = fc.record({
      dossier: text, seq: fc.nat(), at: fc.date({ noInvalidDate: true }), actor: text, agency: fc.option(text), kind: text, element: fc.option(text), previousHash: fc.constant(FIRST_PREVIOUS_HASH),
    });
    fc.assert(
      fc.property(entry, fc.dictionary(text, fc.jsonValue()), (content, data) => {
        const written = recordable(content.dossier, content.kind, data);
        expect(hashOfWritten(content, written)).toBe(hashOf({ ...content, data: JSON.parse(written) }));
      }),
    );
  });

  it('is written as the database gives it back', () => {
    expect(JSON.parse(recordable('D', 'k', { at: new Date('2026-02-12T02:00:00Z'), gone: undefined, list: [undefined, -0] }))).toEqual({
      at: '2026-02-12T02:00:00.000Z',
      list: [null, 0],
    });
  });

  it.each([
    ['not a number', { amount: Number.NaN }],
    ['an infinite number', { amount: Infinity }],
    ['half of a character', { name: '\ud83d' }],
    ['a NUL character', { name: 'a\u0000b' }],
  ])('is refused with %s', (_, data) => {
    expect(() => recordable('D', 'task.completed', data)).toThrow(UnrecordableDataError);
  });

  it('may spell out an escape', () => {
    expect(JSON.parse(recordable('D', 'k', { name: '\\u0000' }))).toEqual({ name: '\\u0000' });
  });
});
