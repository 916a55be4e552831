import { CalendarExhaustedError } from '#calendar';
import { RejectedError, text } from '#kernel';
import type { EventHandler } from '#platform';

/** An agency whose calendar has no working time left cannot promise anything: the command is refused instead of failing. */
export const refusingExhausted =
  <E>(handler: EventHandler<E>): EventHandler<E> =>
  async (tx, event) => {
    try {
      await handler(tx, event);
    } catch (error) {
      if (error instanceof CalendarExhaustedError) throw new RejectedError(NO_WORKING_TIME);
      throw error;
    }
  };

const NO_WORKING_TIME = {
  code: 'calendar_exhausted' as const,
  message: text('Lịch làm việc của cơ quan không đủ giờ để tính hạn', 'The calendar of the agency has not enough working time to count the deadline'),
};
