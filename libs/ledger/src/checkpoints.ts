import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import canonicalize from 'canonicalize';
import { DataSource } from 'typeorm';
import type { Clock, Ids } from '#kernel';
import { CLOCK, CONFIG, type Config, IDS } from '#platform';
import { headSteps } from './ledger.repository.js';
import { Ledger } from './ledger.js';
import { SigningKey, isSignedBy } from './signing-key.js';

/** A signed statement of where every chain stood. Kept outside this machine it also proves what was cut off at a tail. */
export interface Checkpoint {
  id: string;
  /** ISO 8601, UTC. */
  at: string;
  /** Entries up to this position are covered. */
  position: number;
  /** SHA-256 over `<chain> TAB <seq> TAB <hash> LF` of every chain's last covered entry, chains in order of their code units. */
  headsDigest: string;
  chains: number;
  /** SPKI, PEM. */
  publicKey: string;
  /** Ed25519 over the canonical JSON of `at`, `position`, `headsDigest`, `chains`; base64. */
  signature: string;
}

/** `heads`: entries it covers were removed or changed. `signature`: it was changed itself. `unknown_key`: signed by nobody we trust. */
export interface CheckpointFault {
  checkpoint: string;
  position: number;
  reason: 'signature' | 'unknown_key' | 'heads';
}

export interface CheckpointTrust {
  /** PEM keys to trust instead of this installation's own. */
  publicKeys?: readonly string[];
  /** Checkpoints kept elsewhere, checked besides the stored ones. */
  exported?: readonly Checkpoint[];
}

const PAGE = 5_000;

@Injectable()
export class Checkpoints {
  #key: Promise<SigningKey> | undefined;

  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: Ids,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Signs the heads of all chains and stores it; the answer is what to export. */
  async checkpoint(): Promise<Checkpoint> {
    const key = await this.#signingKey();
    const position = await this.ledger.position();
    const [heads] = await this.#headsAt([position]);
    const content = { at: this.clock.now().toISOString(), position, ...heads! };
    const made = { id: this.ids.uuid(), ...content, publicKey: key.publicKey, signature: key.sign(signedText(content)) };
    await this.db.query(
      'insert into ledger_checkpoint (id, at, position, heads_digest, chains, public_key, signature) values ($1, $2, $3, $4, $5, $6, $7)',
      [made.id, made.at, made.position, made.headsDigest, made.chains, made.publicKey, made.signature],
    );
    return made;
  }

  /** Every stored (and given) checkpoint against the ledger of now; the first fault in order of position, or null. */
  async verify(trust: CheckpointTrust = {}): Promise<CheckpointFault | null> {
    const trusted = trust.publicKeys ?? [await this.publicKey()];
    const checkpoints = [...(await this.all()), ...(trust.exported ?? [])].sort((a, b) => a.position - b.position);
    const heads = await this.#headsAt(checkpoints.map(({ position }) => position));
    for (const [index, checkpoint] of checkpoints.entries()) {
      const reason = faultOf(checkpoint, heads[index]!, trusted);
      if (reason) return { checkpoint: checkpoint.id, position: checkpoint.position, reason };
    }
    return null;
  }

  /** Stored checkpoints, oldest first. */
  async all(): Promise<Checkpoint[]> {
    const rows = await this.db.query<(Omit<Checkpoint, 'at' | 'position'> & { at: Date; position: string })[]>(
      `select id, at, position, heads_digest as "headsDigest", chains, public_key as "publicKey", signature from ledger_checkpoint order by position, at`,
    );
    return rows.map((row) => ({ ...row, at: row.at.toISOString(), position: Number(row.position) }));
  }

  /** PEM of this installation's key, for the auditor. */
  async publicKey(): Promise<string> {
    return (await this.#signingKey()).publicKey;
  }

  #signingKey(): Promise<SigningKey> {
    return (this.#key ??= SigningKey.open(`${this.config.dataFolder}/keys`));
  }

  /** The heads as they stood at each position (ascending), in one walk over the ledger. */
  async #headsAt(positions: readonly number[]): Promise<{ headsDigest: string; chains: number }[]> {
    const heads = new Map<string, string>();
    const found: { headsDigest: string; chains: number }[] = [];
    for await (const page of headSteps(this.db.manager, positions.at(-1) ?? 0, PAGE)) {
      for (const step of page) {
        while (found.length < positions.length && positions[found.length]! < step.position) found.push(digestOf(heads));
        heads.set(step.dossier, `${step.seq}\t${step.hash}`);
      }
    }
    while (found.length < positions.length) found.push(digestOf(heads));
    return found;
  }
}

function faultOf(checkpoint: Checkpoint, heads: { headsDigest: string; chains: number }, trusted: readonly string[]): CheckpointFault['reason'] | null {
  if (!trusted.includes(checkpoint.publicKey)) return 'unknown_key';
  if (!isSignedBy(checkpoint.publicKey, signedText(checkpoint), checkpoint.signature)) return 'signature';
  return checkpoint.headsDigest === heads.headsDigest && checkpoint.chains === heads.chains ? null : 'heads';
}

const signedText = ({ at, position, headsDigest, chains }: Pick<Checkpoint, 'at' | 'position' | 'headsDigest' | 'chains'>): string =>
  canonicalize({ at, position, headsDigest, chains })!;

function digestOf(heads: ReadonlyMap<string, string>): { headsDigest: string; chains: number } {
  const hash = createHash('sha256');
  for (const chain of [...heads.keys()].sort()) hash.update(`${chain}\t${heads.get(chain)!}\n`);
  return { headsDigest: hash.digest('hex'), chains: heads.size };
}
