import type { ProcessModel } from '#contract';
import { type Result, reject, text } from '#kernel';
import { type StepEffects, StepTooLongError } from './engine/engine.js';

/** What a move gives; refused where it would go on for ever. */
export function unlessEndless<T>(move: () => Result<T>): Result<T> {
  try {
    return move();
  } catch (fault) {
    if (!(fault instanceof StepTooLongError)) throw fault;
    return endless(fault.element);
  }
}

export const endless = (element: string): Result<never> =>
  reject('invalid_state', text(
    `Quy trình lặp mãi ở "${element}" mà không chờ gì. Chưa có gì được ghi; hãy báo người thiết kế quy trình`,
    `The procedure loops at "${element}" without waiting for anything. Nothing was written; tell the procedure's designer`,
  ));

/** What officers are told where the diagram, or its data, leads nowhere. */
export function technicalFailure(model: ProcessModel, effects: StepEffects): Result<never> {
  const element = effects.error?.element;
  const name = model.steps[element ?? '']?.name ?? text(element ?? model.code, element ?? model.code);
  const { reason, message: detail = '' } = effects.error ?? {};
  if (reason) {
    return reject('invalid_state', text(
      `Chưa đi tiếp được tại "${name.vi}". ${reason.vi}. Chưa có gì được ghi; hãy xem lại dữ liệu, hoặc báo người thiết kế quy trình`,
      `The procedure cannot go on at "${name.en}". ${reason.en}. Nothing was written; look at the data again, or tell the procedure's designer`,
    ));
  }
  return reject(
    'invalid_state',
    text(
      `Quy trình không đi tiếp được tại "${name.vi}": không có nhánh phù hợp hoặc biểu thức sai với dữ liệu này. Chưa có gì được ghi; hãy báo người thiết kế quy trình (chi tiết: ${detail})`,
      `The procedure cannot go on at "${name.en}": no branch fits this data, or an expression fails on it. Nothing was written; tell the procedure's designer (detail: ${detail})`,
    ),
  );
}
