import { systemClock } from '#kernel';
import { Module } from '@nestjs/common';
import { Agencies } from './agencies.js';
import { EditCalendar } from './edit-calendar.js';
import { SESSION_CLOCK, SignIn } from './sign-in.js';

/** Needs what `PlatformModule` gives: DataSource, clock, ids. */
@Module({
  providers: [Agencies, EditCalendar, SignIn, { provide: SESSION_CLOCK, useValue: systemClock }],
  exports: [Agencies, EditCalendar, SignIn],
})
export class AccessModule {}
