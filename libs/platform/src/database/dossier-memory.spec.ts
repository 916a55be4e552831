import { DossierMemory, HeldDossiers, type Remembered } from './dossier-memory.js';

describe('what is remembered of a dossier', () => {
  const remembered = (code: string, turn: number, names: string[] = []): Remembered => ({ code, turn, names, parts: new Map([['head', code]]) });

  it('is found by its code or a name, once', () => {
    const memory = new DossierMemory();
    memory.put(remembered('a', 3, ['t1', 't2']));

    expect(memory.take('t2')?.turn).toBe(3);
    expect([memory.take('t1'), memory.take('a')]).toEqual([null, null]);
  });

  it('is bounded: the dossier that was moved longest ago goes first, and its names with it', () => {
    const memory = new DossierMemory(2);
    for (const code of ['a', 'b', 'c']) memory.put(remembered(code, 1, [`of-${code}`]));

    expect([memory.take('of-a'), memory.take('of-b')?.code, memory.take('c')?.code]).toEqual([null, 'b', 'c']);
  });

  it('is nothing without the part that the caller needs, and nothing where another one of the process waits for the dossier', () => {
    const memory = new DossierMemory();
    memory.put({ ...remembered('a', 1), parts: new Map() });
    const lacking = new HeldDossiers(memory);
    expect(lacking.recall('a', 'head')).toBeNull();
    lacking.leave();

    const [first, waits] = [new HeldDossiers(memory), new HeldDossiers(memory)];
    first.recall('a', 'head');
    first.hold('a', 2);
    first.keep('a', 'head', 'a', ['t1']);
    waits.recall('t1', 'head');
    first.leave();
    first.remember();
    expect(memory.all()).toEqual([]);
    waits.leave();
    first.remember();
    expect(memory.all()).toMatchObject([{ code: 'a', turn: 2 }]);
  });

  it('keeps of a transaction what was told, without what was changed untold', () => {
    const memory = new DossierMemory();
    memory.put({ code: 'a', turn: 1, names: [], parts: new Map([['head', 1], ['tasks', 2], ['chain', 3]]) });
    const held = new HeldDossiers(memory);
    held.recall('a', 'head');
    held.keep('a', 'head', 1);
    expect(held.take('a', 'chain', 0)).toBe(3);
    expect(held.take('a', 'chain', 0)).toBeUndefined();
    held.keep('a', 'chain', 4);
    held.keep('a', 'tasks', 5);
    held.drop('a', 'tasks');
    held.leave();
    held.remember();

    expect(memory.all()).toEqual([{ code: 'a', turn: 2, names: [], parts: new Map([['head', 1], ['chain', 4]]) }]);
  });
});
