import type { Result } from '#kernel';
import { DeliverMessage } from './deliver-message.js';
import { EndDossier } from './end-dossier.js';
import { PrintForms } from './print-forms.js';
import { DESK, Town, codeOf, must, officer } from './town.fixture.js';

describe('ending a dossier before its procedure does', () => {
  let town: Town;
  let end: EndDossier;
  const reason = { reason: 'Gia đình đổi ý' };
  beforeAll(async () => {
    town = await Town.open();
    end = town.rooms.get(EndDossier);
  });
  afterAll(() => town.close());

  const row = async (code: string): Promise<Record<string, unknown>> => (await town.query<Record<string, unknown>>('select * from dossier where code = $1', [code]))[0]!;
  const advance = (code: string, state: number): Promise<unknown> => town.query('update dossier set state = $2 where code = $1', [code, state]);

  it('withdraws on the citizen’s request: nothing waits any more, the reason stays', async () => {
    const code = await town.receive();
    await advance(code, 4);

    must(await end.withdraw({ principal: DESK }, code, reason));

    expect(await row(code)).toMatchObject({ state: 7, ended_at: town.platform.clock.now(), end_reason: reason.reason });
    expect(await town.query('select 1 from waiting where dossier = $1', [code])).toEqual([]);
    expect(await town.query('select status from instance where dossier = $1', [code])).toEqual([{ status: 'cancelled' }]);
    expect(await town.kinds(code)).toEqual(['dossier.received', 'form.issued', 'dossier.withdrawn', 'instance.ended', 'dossier.state']);
  });

  it('refuses at the desk with form 03, only before processing began', async () => {
    const code = await town.receive();
    const later = await town.receive();
    await advance(later, 4);

    must(await end.refuse({ principal: DESK }, code, { reason: 'Không thuộc thẩm quyền' }));

    expect(await row(code)).toMatchObject({ state: 3, end_reason: 'Không thuộc thẩm quyền' });
    expect(must(await town.rooms.get(PrintForms).refusal(DESK, code)).name).toBe(`mau-03-${code}.pdf`);
    expect(codeOf(await end.refuse({ principal: DESK }, later, reason))).toBe('invalid_state');
  });

  it('stops processing by the leaders of the receiving agency', async () => {
    const code = await town.receive();

    must(await end.discontinue({ principal: officer('xa-a', 'lanh-dao') }, code, reason));

    expect((await row(code))['state']).toBe(8);
  });

  it.each([3, 7, 8, 9, 10])('refuses to withdraw or stop in state %i', async (state) => {
    const code = await town.receive();
    await advance(code, state);

    expect([codeOf(await end.withdraw({ principal: DESK }, code, reason)), codeOf(await end.discontinue({ principal: DESK }, code, reason))]).toEqual(['invalid_state', 'invalid_state']);
  });

  it('is not for a colleague without the post, and not even known to strangers', async () => {
    const code = await town.receive();
    const attempts = (who: Parameters<typeof officer>): Promise<Result<unknown>[]> =>
      Promise.all([end.withdraw({ principal: officer(...who) }, code, reason), end.refuse({ principal: officer(...who) }, code, reason), end.discontinue({ principal: officer(...who) }, code, reason)]);

    expect((await attempts(['xa-a', 'chuyen-vien'])).map(codeOf)).toEqual(['not_allowed', 'not_allowed', 'not_allowed']);
    expect((await attempts(['xa-b', 'tiep-nhan'])).map(codeOf)).toEqual(['not_found', 'not_found', 'not_found']);
    expect((await row(code))['state']).toBe(2);
  });
});

describe('delivering a message', () => {
  let town: Town;
  let messages: DeliverMessage;
  beforeAll(async () => {
    town = await Town.open();
    messages = town.rooms.get(DeliverMessage);
  });
  afterAll(() => town.close());

  const message = { name: 'da-nop-tien', data: { soBienLai: '123' } };
  const passCheck = async (code: string): Promise<void> => {
    const [waiting] = await town.query<{ instance: string; executionId: string }>('select instance, execution_id as "executionId" from waiting where dossier = $1', [code]);
    await town.asRoom(code, async (tx, { dossier, ...by }) => {
      must(await town.runtime.complete(tx, dossier, by, waiting!, {}));
    });
  };

  it('moves the procedure on, and a diagram without milestones to its proper end', async () => {
    const code = await town.receive();
    await passCheck(code);

    must(await messages.deliver({ principal: DESK }, code, message));

    expect(await town.states(code)).toEqual([9, 10]);
    expect(await town.kinds(code)).toEqual(['dossier.received', 'form.issued', 'message.delivered', 'instance.ended', 'dossier.state', 'dossier.state']);
  });

  it('is refused when nothing waits for it, and leaves no trace', async () => {
    const code = await town.receive();

    expect(codeOf(await messages.deliver({ principal: DESK }, code, message))).toBe('invalid_state');
    expect(await town.kinds(code)).toEqual(['dossier.received', 'form.issued']);
  });

  it('is for officers of an agency that the dossier has reached', async () => {
    const code = await town.receive();
    await passCheck(code);

    expect(codeOf(await messages.deliver({ principal: officer('thue', 'chuyen-vien') }, code, message))).toBe('not_found');
    expect(codeOf(await messages.deliver({ principal: officer('huyen', 'lanh-dao') }, code, message))).toBe('not_allowed');

    await town.reaches(code, 'thue');
    must(await messages.deliver({ principal: officer('thue', 'chuyen-vien') }, code, message));
    expect(await town.query(`select actor, agency, data from ledger_entry where dossier = $1 and kind = 'message.delivered'`, [code])).toEqual([
      { actor: 'thue.chuyen-vien', agency: 'thue', data: message },
    ]);
  });
});
