import { type KeyObject, createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

const KEY_FILE = 'ledger-ed25519.pem';
const PUBLIC_FILE = 'ledger-ed25519.pub.pem';

/** The Ed25519 key that signs checkpoints. The private half never leaves the process and its one file. */
export class SigningKey {
  readonly #key: KeyObject;
  /** SPKI in PEM: what an auditor keeps outside this machine. */
  readonly publicKey: string;

  private constructor(key: KeyObject) {
    this.#key = key;
    this.publicKey = createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString();
  }

  /** Reads the key of `folder`, made with the folder on the first use; two processes that start at once end with the same one. */
  static async open(folder: string): Promise<SigningKey> {
    const file = path.join(folder, KEY_FILE);
    const pem = await readFile(file, 'utf8').catch(ifMissing(() => create(folder, file)));
    const key = new SigningKey(createPrivateKey(pem));
    await writeFile(path.join(folder, PUBLIC_FILE), key.publicKey, { flag: 'wx', mode: 0o644 }).catch(ifPresent);
    return key;
  }

  /** Base64. */
  sign(content: string): string {
    return sign(null, Buffer.from(content, 'utf8'), this.#key).toString('base64');
  }
}

/** Whether `signature` (base64) over `content` was made by the owner of `publicKey` (PEM). A key that is none verifies nothing. */
export function isSignedBy(publicKey: string, content: string, signature: string): boolean {
  try {
    return verify(null, Buffer.from(content, 'utf8'), createPublicKey(publicKey), Buffer.from(signature, 'base64'));
  } catch {
    return false;
  }
}

/** Written aside and linked into place, so that the file is whole whenever it exists and the first maker wins. */
async function create(folder: string, file: string): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const { privateKey } = generateKeyPairSync('ed25519', { privateKeyEncoding: { type: 'pkcs8', format: 'pem' }, publicKeyEncoding: { type: 'spki', format: 'pem' } });
  const aside = `${file}.${process.pid}.${process.hrtime.bigint()}`;
  await writeFile(aside, privateKey, { mode: 0o600, flag: 'wx' });
  await link(aside, file).catch(ifPresent);
  await rm(aside);
  return readFile(file, 'utf8');
}

const ifMissing = <T>(otherwise: () => Promise<T>) => (error: NodeJS.ErrnoException): Promise<T> => {
  if (error.code === 'ENOENT') return otherwise();
  throw error;
};

function ifPresent(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}
