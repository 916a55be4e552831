import { hash, verify } from '@node-rs/argon2';

/** Argon2id as OWASP's first recommendation for little memory: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const hashPassword = (password: string): Promise<string> => hash(password, COST);

/** Compares in constant time; a hash that is none is a fault. */
export const isPassword = (passwordHash: string, password: string): Promise<boolean> => verify(passwordHash, password);
