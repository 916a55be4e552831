import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('territory')
export class TerritoryRow {
  @PrimaryColumn({ type: 'text' }) code!: string;
  @Column({ type: 'text', name: 'name_vi' }) nameVi!: string;
  @Column({ type: 'text', name: 'name_en' }) nameEn!: string;
  @Column({ type: 'text' }) level!: 'province' | 'district' | 'commune';
  @Column({ type: 'text', nullable: true }) parent!: string | null;
}

@Entity('agency')
export class AgencyRow {
  @PrimaryColumn({ type: 'text' }) code!: string;
  @Column({ type: 'text', name: 'name_vi' }) nameVi!: string;
  @Column({ type: 'text', name: 'name_en' }) nameEn!: string;
  @Column({ type: 'text' }) kind!: string;
  @Column({ type: 'text', nullable: true }) function!: string | null;
  @Column({ type: 'text', nullable: true }) parent!: string | null;
  @Column({ type: 'text' }) territory!: string;
  @Column({ type: 'text', name: 'unit_code' }) unitCode!: string;
  @Column({ type: 'boolean', name: 'unit_code_confirmed' }) unitCodeConfirmed!: boolean;
  @Column({ type: 'text', nullable: true }) hotline!: string | null;
  /** First and last day of existence, both included. */
  @Column({ type: 'date', name: 'valid_from' }) validFrom!: string;
  @Column({ type: 'date', name: 'valid_to', nullable: true }) validTo!: string | null;
  @Column({ type: 'text', nullable: true }) successor!: string | null;
  @Column({ type: 'integer' }) version!: number;
}

@Entity('opening_hours')
export class OpeningHoursRow {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Column({ type: 'text' }) agency!: string;
  @Column({ type: 'smallint' }) weekday!: number;
  @Column({ type: 'time' }) opens!: string;
  @Column({ type: 'time' }) closes!: string;
  @Column({ type: 'date', name: 'valid_from' }) validFrom!: string;
  @Column({ type: 'date', name: 'valid_to', nullable: true }) validTo!: string | null;
}

@Entity('national_day')
export class NationalDayRow {
  @PrimaryColumn({ type: 'date' }) date!: string;
  @Column({ type: 'text' }) kind!: 'off' | 'make_up';
  @Column({ type: 'text', name: 'name_vi' }) nameVi!: string;
  @Column({ type: 'text', name: 'name_en' }) nameEn!: string;
  @Column({ type: 'boolean' }) confirmed!: boolean;
  @Column({ type: 'text', nullable: true }) source!: string | null;
  @Column({ type: 'integer' }) version!: number;
}

@Entity('agency_closure')
export class AgencyClosureRow {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  /** `null`: every agency. */
  @Column({ type: 'text', nullable: true }) agency!: string | null;
  @Column({ type: 'timestamptz', name: 'starts_at' }) startsAt!: Date;
  @Column({ type: 'timestamptz', name: 'ends_at' }) endsAt!: Date;
  @Column({ type: 'text' }) reason!: string;
  @Column({ type: 'text', nullable: true }) document!: string | null;
}

@Entity('role')
export class RoleRow {
  @PrimaryColumn({ type: 'text' }) code!: string;
  @Column({ type: 'text', name: 'name_vi' }) nameVi!: string;
  @Column({ type: 'text', name: 'name_en' }) nameEn!: string;
}
