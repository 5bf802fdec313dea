import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { isUuid } from '../kernel/ids.ts';
import { Refused } from '../kernel/refusal.ts';
import { SEAL_BYTES, type Secrets } from '../secrets.ts';

/**
 * Files lie under `<instansi>/<aa>/<sha256>`, never shared between institutions, on disk before a row names them. What is rahasia
 * lies sealed as `<sha256>.sealed`, under a key that no backup of them holds: named by the hash of what is inside, opened by every
 * reader of the store. The same bytes are never plain and sealed: whoever stores them again finds them sealed.
 */
export interface FileStore {
  /** Writes, fsyncs, and returns the hash of `bytes`. The same bytes twice are one file. */
  put(instansi: string, bytes: Uint8Array, how?: { sealed?: boolean }): Promise<string>;
  /** Puts a sealed copy in the place of the plain bytes; done again, or of what is not there, it changes nothing. */
  seal(instansi: string, sha256: string): Promise<void>;
  /** @returns false where the bytes are plain or not there */
  isSealed(instansi: string, sha256: string): Promise<boolean>;
  /** @throws Refused `files.gone` where the bytes are no longer there */
  read(instansi: string, sha256: string): Promise<Buffer>;
  /** `undefined` where the bytes are no longer there. */
  find(instansi: string, sha256: string): Promise<Buffer | undefined>;
  has(instansi: string, sha256: string): Promise<boolean>;
  stream(instansi: string, sha256: string): Readable;
  size(instansi: string, sha256: string): Promise<number>;
  /** Removes the bytes for good; what does not exist is fine. Whoever calls knows that no row names them. */
  drop(instansi: string, sha256: string): Promise<void>;
  /** Partial uploads: appends at `offset` (what was kept beyond it is cut off) and returns the new length. */
  append(instansi: string, uploadId: string, offset: number, bytes: Uint8Array): Promise<number>;
  /** Turns a finished partial upload into a stored file. */
  finish(instansi: string, uploadId: string): Promise<{ sha256: string; bytes: Buffer }>;
  dropPartial(instansi: string, uploadId: string): Promise<void>;
}

export function openFileStore(root: string, secrets: Pick<Secrets, 'sealBytes' | 'openBytes'>): FileStore {
  const folder = (instansi: string) => {
    if (!isUuid(instansi)) throw new Error('files belong to an instansi');
    return join(root, instansi);
  };
  const pathOf = (instansi: string, sha256: string) => {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error('not a sha-256');
    return join(folder(instansi), sha256.slice(0, 2), sha256);
  };
  const partial = (instansi: string, uploadId: string) => {
    if (!isUuid(uploadId)) throw new Error('not an upload id');
    return join(folder(instansi), 'partial', uploadId);
  };

  const sealedPath = (instansi: string, sha256: string) => `${pathOf(instansi, sha256)}.sealed`;
  /** A key of its own for each institution. */
  const purposeOf = (instansi: string): string => `files/${instansi}`;
  const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
  const isThere = (target: string, length: number): Promise<boolean> => stat(target).then((s) => s.size === length, () => false);

  /** A file that is already on disk gets its place; the name survives a loss of power. */
  async function settle(written: string, target: string): Promise<void> {
    await rename(written, target);
    const directory = await open(join(target, '..'), 'r');
    await directory.sync();
    await directory.close();
  }

  async function write(target: string, bytes: Uint8Array): Promise<void> {
    await mkdir(join(target, '..'), { recursive: true, mode: 0o700 });
    const temporary = `${target}.${process.pid}.${Math.random().toString(36).slice(2)}`;
    try {
      const file = await open(temporary, 'wx', 0o600);
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      await settle(temporary, target);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  }

  async function put(instansi: string, bytes: Uint8Array, { sealed = false }: { sealed?: boolean } = {}): Promise<string> {
    const sha256 = hashOf(bytes);
    const target = pathOf(instansi, sha256);
    if (await isThere(`${target}.sealed`, bytes.length + SEAL_BYTES)) {
      // A crash between the sealed copy and the end of the plain one.
      if (sealed) await rm(target, { force: true });
    } else if (sealed) await sealAs(instansi, sha256, bytes);
    else if (!(await isThere(target, bytes.length))) await write(target, bytes);
    return sha256;
  }

  /** The sealed copy is on disk before the plain bytes go. */
  async function sealAs(instansi: string, sha256: string, bytes: Uint8Array): Promise<void> {
    await write(sealedPath(instansi, sha256), secrets.sealBytes(purposeOf(instansi), bytes, sha256));
    await rm(pathOf(instansi, sha256), { force: true });
  }

  async function findSealed(instansi: string, sha256: string): Promise<Buffer | undefined> {
    const sealed = await readFile(sealedPath(instansi, sha256)).catch(whenMissing(undefined));
    return sealed && secrets.openBytes(purposeOf(instansi), sealed, sha256);
  }
  async function find(instansi: string, sha256: string): Promise<Buffer | undefined> {
    const plain = () => readFile(pathOf(instansi, sha256)).catch(whenMissing(undefined));
    return (await plain()) ?? (await findSealed(instansi, sha256));
  }
  const sizeAt = (path: string): Promise<number | undefined> => stat(path).then((one) => one.size, whenMissing(undefined));

  async function* pieces(instansi: string, sha256: string): AsyncGenerator<Buffer> {
    const path = pathOf(instansi, sha256);
    if ((await sizeAt(path)) !== undefined) yield* createReadStream(path) as AsyncIterable<Buffer>;
    else {
      // Bytes that are sealed are read whole: none is given out before all are known to be unchanged.
      const bytes = await findSealed(instansi, sha256);
      if (!bytes) throw new Refused({ code: 'files.gone' });
      yield bytes;
    }
  }

  return {
    put,
    find,
    seal: async (instansi, sha256) => {
      const plain = await readFile(pathOf(instansi, sha256)).catch(whenMissing(undefined));
      if (plain) await put(instansi, plain, { sealed: true });
    },
    isSealed: async (instansi, sha256) => (await sizeAt(sealedPath(instansi, sha256))) !== undefined,
    read: async (instansi, sha256) => {
      const bytes = await find(instansi, sha256);
      if (!bytes) throw new Refused({ code: 'files.gone' });
      return bytes;
    },
    has: async (instansi, sha256) => ((await sizeAt(pathOf(instansi, sha256))) ?? (await sizeAt(sealedPath(instansi, sha256)))) !== undefined,
    stream: (instansi, sha256) => Readable.from(pieces(instansi, sha256), { objectMode: false }),
    size: async (instansi, sha256) => {
      const plain = await sizeAt(pathOf(instansi, sha256));
      if (plain !== undefined) return plain;
      return (await stat(sealedPath(instansi, sha256))).size - SEAL_BYTES;
    },
    drop: async (instansi, sha256) => {
      for (const path of [pathOf(instansi, sha256), sealedPath(instansi, sha256)]) await rm(path, { force: true });
    },
    append: async (instansi, uploadId, offset, bytes) => {
      const path = partial(instansi, uploadId);
      await mkdir(join(path, '..'), { recursive: true, mode: 0o700 });
      const file = await open(path, 'a+', 0o600);
      try {
        const { size } = await file.stat();
        if (size < offset) return size;
        if (size > offset) await file.truncate(offset);
        await file.appendFile(bytes);
        await file.sync();
        return offset + bytes.length;
      } finally {
        await file.close();
      }
    },
    finish: async (instansi, uploadId) => {
      const written = partial(instansi, uploadId);
      const bytes = await readFile(written);
      const sha256 = hashOf(bytes);
      const target = pathOf(instansi, sha256);
      if ((await isThere(target, bytes.length)) || (await isThere(`${target}.sealed`, bytes.length + SEAL_BYTES))) await rm(written, { force: true });
      else {
        // Every piece was brought to disk when it came; written a second time it would only hold up everybody's commits.
        await mkdir(join(target, '..'), { recursive: true, mode: 0o700 });
        await settle(written, target);
      }
      return { sha256, bytes };
    },
    dropPartial: (instansi, uploadId) => rm(partial(instansi, uploadId), { force: true }),
  };
}

/** What is missing is an answer; any other failure of the disk is not. */
const whenMissing = <T>(answer: T) => (error: NodeJS.ErrnoException): T => {
  if (error.code !== 'ENOENT') throw error;
  return answer;
};
