import { Agencies, supervisedAgencies } from '#access';
import { type Principal, type Result, ok, reject, text } from '#kernel';
import { Inject, Injectable } from '@nestjs/common';

/** Who may read the board, and of whom: the whole district, or the own agencies of a leader or head of a desk. */
@Injectable()
export class Supervisors {
  constructor(@Inject(Agencies) private readonly agencies: Agencies) {}

  /** Null for all agencies. Refuses with `not_allowed`. */
  async reach(principal: Principal): Promise<Result<readonly string[] | null>> {
    const supervised = supervisedAgencies(principal, await this.agencies.kindsOf(principal));
    if (supervised === 'all') return ok(null);
    return supervised.length > 0 ? ok(supervised) : reject('not_allowed', NOT_ALLOWED);
  }
}

const NOT_ALLOWED = text('Chỉ lãnh đạo, trưởng bộ phận và quản trị được xem bảng điều hành.', 'Only leaders, heads of desks and the administrator may see the board.');
