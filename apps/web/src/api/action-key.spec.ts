import { ActionKey } from './action-key.js';
import { ProblemError } from './problem.js';

const lineDown = new ProblemError(0, 'unreachable', '');
const refused = new ProblemError(409, 'invalid_state', 'Hồ sơ đã kết thúc');

describe('ActionKey', () => {
  it('keeps the key for the same action while its outcome is unknown', () => {
    const action = new ActionKey();
    const first = action.for({ opinion: 'Đồng ý' });
    action.settle(lineDown);
    expect(action.for({ opinion: 'Đồng ý' })).toBe(first);
  });

  it('takes a new key when what is sent has changed', () => {
    const action = new ActionKey();
    const first = action.for({ opinion: 'Đồng ý' });
    action.settle(lineDown);
    expect(action.for({ opinion: 'Không đồng ý' })).not.toBe(first);
  });

  it('takes a new key after a definite answer, success or refusal', () => {
    const action = new ActionKey();
    const first = action.for('x');
    action.settle();
    const second = action.for('x');
    action.settle(refused);
    expect(new Set([first, second, action.for('x')]).size).toBe(3);
  });
});
