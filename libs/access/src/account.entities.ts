import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('account')
export class AccountRow {
  @PrimaryColumn({ type: 'text' }) username!: string;
  @Column({ type: 'text' }) name!: string;
  @Column({ type: 'text', name: 'password_hash' }) passwordHash!: string;
  @Column({ type: 'text', nullable: true }) email!: string | null;
  @Column({ type: 'text', nullable: true }) phone!: string | null;
  @Column({ type: 'boolean' }) active!: boolean;
  @Column({ type: 'boolean' }) demo!: boolean;
  @Column({ type: 'integer', name: 'failed_attempts' }) failedAttempts!: number;
  @Column({ type: 'timestamptz', name: 'locked_until', nullable: true }) lockedUntil!: Date | null;
  @Column({ type: 'timestamptz', name: 'created_at' }) createdAt!: Date;
}

/** A post held by a person, from the first to the last day, both included. */
@Entity('position')
export class PositionRow {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Column({ type: 'text' }) username!: string;
  @Column({ type: 'text' }) agency!: string;
  @Column({ type: 'text' }) role!: string;
  @Column({ type: 'date', name: 'valid_from' }) validFrom!: string;
  @Column({ type: 'date', name: 'valid_to', nullable: true }) validTo!: string | null;
}

/** The holder of a post lends it to another person from one instant to another (ủy quyền). */
@Entity('delegation')
export class DelegationRow {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Column({ type: 'text' }) agency!: string;
  @Column({ type: 'text' }) role!: string;
  @Column({ type: 'text', name: 'from_username' }) fromUsername!: string;
  @Column({ type: 'text', name: 'to_username' }) toUsername!: string;
  @Column({ type: 'timestamptz', name: 'starts_at' }) startsAt!: Date;
  @Column({ type: 'timestamptz', name: 'ends_at' }) endsAt!: Date;
  @Column({ type: 'text' }) reason!: string;
  @Column({ type: 'timestamptz', name: 'created_at' }) createdAt!: Date;
}

@Entity('session')
export class SessionRow {
  /** SHA-256 of the token in hexadecimal; the token itself is nowhere kept. */
  @PrimaryColumn({ type: 'text', name: 'token_hash' }) tokenHash!: string;
  @Column({ type: 'text' }) username!: string;
  @Column({ type: 'timestamptz', name: 'created_at' }) createdAt!: Date;
  @Column({ type: 'timestamptz', name: 'expires_at' }) expiresAt!: Date;
}
