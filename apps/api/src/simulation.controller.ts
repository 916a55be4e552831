import { ClockView, MoveClock } from '#contract';
import { type Clock, type Result, ok, reject, text, toIso } from '#kernel';
import { CLOCK, SIMULATION, type Simulation } from '#platform';
import { Body, Controller, Get, Inject, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Endpoint } from './http/endpoint.js';
import { answer } from './http/problem.js';
import { Public } from './http/session.guard.js';

/** The clock of `LIENTHONG_CLOCK=simulated`; with the system's clock there is nothing to read or move here. */
@ApiTags('simulation')
@Controller('api/v1/simulation/clock')
@Public()
export class SimulationController {
  constructor(
    @Inject(SIMULATION) private readonly simulation: Simulation | null,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @Endpoint({ summary: 'The time of the product, and whether it is simulated', returns: ClockView })
  now(): ClockView {
    return { now: toIso(this.clock.now()), simulated: this.simulation !== null };
  }

  @Post()
  @Endpoint({ summary: 'Move the simulated time on, firing what falls due', returns: ClockView, refusals: [409] })
  async move(@Body({ schema: MoveClock }) body: MoveClock): Promise<ClockView> {
    const simulation = answer(this.#simulated());
    const to = 'to' in body ? new Date(body.to) : new Date(this.clock.now().getTime() + durationMs(body.advance));
    if (to > LATEST) answer(reject('invalid_input', TOO_LATE, { errors: [{ path: 'to' in body ? 'to' : 'advance', message: TOO_LATE }] }));
    const moved = answer(await simulation.moveTo(to));
    return { now: toIso(moved.now), simulated: true, fired: moved.fired };
  }

  #simulated(): Result<Simulation> {
    return this.simulation ? ok(this.simulation) : reject('not_simulated', text('Đồng hồ đang theo giờ hệ thống', 'The clock is the system\'s own'));
  }
}

/** Instants have four digits of the year in everything this product writes. */
const LATEST = new Date('9999-01-01T00:00:00+07:00');
const TOO_LATE = text('Đồng hồ mô phỏng chỉ đi đến trước năm 9999', 'The simulated clock goes no further than the year 9998');

/** Of an ISO 8601 duration without months and years, in a zone without summer time. */
const durationMs = (duration: string): number => Temporal.Duration.from(duration).total({ unit: 'milliseconds', relativeTo: '2026-01-01' });
