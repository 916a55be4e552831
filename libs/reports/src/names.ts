import { Agencies } from '#access';
import { type Text, text } from '#kernel';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Names } from './kinds/definition.js';

/** What agencies, procedures and people are called, fetched before a report is made. */
@Injectable()
export class ReportNames {
  constructor(
    @Inject(Agencies) private readonly agencies: Agencies,
    @Inject(DataSource) private readonly db: DataSource,
  ) {}

  /** Fields that a procedure has had; none where there is no such procedure. One without a field has the empty one. */
  async fieldsOf(procedure: string): Promise<string[]> {
    const rows = await this.db.query<{ field: string }[]>(`select distinct coalesce(model ->> 'field', '') as field from revision where procedure = $1`, [procedure]);
    return rows.map(({ field }) => field);
  }

  /** Every procedure that was ever handed in, with the fields it has had. */
  procedures(): Promise<{ code: string; name: Text; fields: string[] }[]> {
    return this.db.query(`select procedure as code, (array_agg(model -> 'name' order by number desc))[1] as name, array_agg(distinct coalesce(model ->> 'field', '')) as fields from revision group by procedure order by procedure`);
  }

  async fetch(tx: EntityManager = this.db.manager): Promise<Names> {
    const directory = await this.agencies.directory();
    const rows = await tx.query<{ procedure: string; name: Text }[]>(`select distinct on (procedure) procedure, model -> 'name' as name from revision order by procedure, number desc`);
    const procedures = new Map(rows.map(({ procedure, name }) => [procedure, text(name.vi, name.en)]));
    return {
      agency: (code) => (code === '' ? NO_AGENCY : (directory.get(code)?.name ?? text(code, code))),
      procedure: (code) => procedures.get(code) ?? text(code, code),
      person: (username) => directory.person(username)?.name ?? (username === 'system' ? 'Hệ thống' : username),
      kindOf: (code) => directory.get(code)?.kind ?? null,
      calendarOf: (code) => this.agencies.calendarOf(code),
    };
  }
}

/** Of a lateness, by a decision. */
const NO_AGENCY = text('Không tính cho cơ quan nào', 'No agency');
