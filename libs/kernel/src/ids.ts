/** Identifiers and secrets. Injected, so that a test or a simulation can repeat itself exactly. */
export interface Ids {
  /** A UUID version 7: sorted by the time of its making, so that an index on it stays compact. */
  uuid(): string;
  /** Unguessable text over an alphabet without look-alikes. */
  secret(length: number): string;
}

const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
/** A byte at or above it is thrown again: with it, the first letters would be likelier. */
const FAIR = 256 - (256 % ALPHABET.length);

export const randomIds: Ids = {
  uuid() {
    const [time, random] = [Date.now().toString(16).padStart(12, '0'), crypto.randomUUID()];
    return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(15)}`;
  },
  secret(length) {
    return Array.from({ length }, () => ALPHABET[fairByte() % ALPHABET.length]).join('');
  },
};

function fairByte(): number {
  const [byte] = crypto.getRandomValues(new Uint8Array(1));
  return byte! < FAIR ? byte! : fairByte();
}

/** Repeatable ids from a seed; for the simulator and for tests, never for secrets of real people. */
export function seededIds(random: () => number): Ids {
  let count = 0;
  return {
    uuid() {
      const bytes = Buffer.alloc(16);
      for (let i = 0; i < 16; i++) bytes[i] = Math.floor(random() * 256);
      bytes.writeUIntBE(++count, 0, 6);
      return formatUuid(bytes);
    },
    secret(length) {
      return Array.from({ length }, () => ALPHABET[Math.floor(random() * ALPHABET.length)]).join('');
    },
  };
}

function formatUuid(bytes: Buffer): string {
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
