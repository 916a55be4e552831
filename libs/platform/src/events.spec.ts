import type { EntityManager } from 'typeorm';
import { TransactionEvents } from './events.js';

interface Happenings {
  opened: { task: string };
  closed: { task: string };
}

const tx = {} as EntityManager;

describe('TransactionEvents', () => {
  it('waits for each handler in its order, whatever the order of registration', async () => {
    const events = new TransactionEvents<Happenings>();
    const seen: string[] = [];
    events.on('opened', 20, async (_tx, { task }) => void seen.push(`second ${task}`));
    events.on('opened', 10, async (given, { task }) => {
      await Promise.resolve();
      seen.push(`first ${task} ${given === tx}`);
    });
    events.on('closed', 10, async () => void seen.push('never'));

    await events.publish(tx, 'opened', { task: 't' });

    expect(seen).toEqual(['first t true', 'second t']);
    expect(events.handlers()).toEqual([
      { name: 'opened', order: 10 },
      { name: 'closed', order: 10 },
      { name: 'opened', order: 20 },
    ]);
  });

  it('passes on the first failure and asks nobody after it', async () => {
    const events = new TransactionEvents<Happenings>();
    const seen: string[] = [];
    events.on('opened', 1, async () => {
      throw new Error('no calendar');
    });
    events.on('opened', 2, async () => void seen.push('second'));

    await expect(events.publish(tx, 'opened', { task: 't' })).rejects.toThrow('no calendar');
    expect(seen).toEqual([]);
  });

  it('refuses two handlers whose sequence would be an accident', () => {
    const events = new TransactionEvents<Happenings>();
    events.on('opened', 1, async () => undefined);

    expect(() => events.on('opened', 1, async () => undefined)).toThrow('already has a handler of order 1');
  });
});
