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
  @Endpoint({ summary: 'The simulated time', returns: ClockView, refusals: [409] })
  now(): ClockView {
    answer(this.#simulated());
    return { now: toIso(this.clock.now()) };
  }

  @Post()
  @Endpoint({ summary: 'Move the simulated time on, firing what falls due', returns: ClockView, refusals: [409] })
  async move(@Body({ schema: MoveClock }) body: MoveClock): Promise<ClockView> {
    const simulation = answer(this.#simulated());
    const to = 'to' in body ? new Date(body.to) : new Date(this.clock.now().getTime() + durationMs(body.advance));
    const moved = answer(await simulation.moveTo(to));
    return { now: toIso(moved.now), fired: moved.fired };
  }

  #simulated(): Result<Simulation> {
    return this.simulation ? ok(this.simulation) : reject('not_simulated', text('Đồng hồ đang theo giờ hệ thống', 'The clock is the system\'s own'));
  }
}

/** Of an ISO 8601 duration without months and years, in a zone without summer time. */
const durationMs = (duration: string): number => Temporal.Duration.from(duration).total({ unit: 'milliseconds', relativeTo: '2026-01-01' });
