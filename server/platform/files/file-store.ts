import { createHash } from 'node:crypto';
import { createReadStream, type ReadStream } from 'node:fs';
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isUuid } from '../kernel/ids.ts';
import { Refused } from '../kernel/refusal.ts';

/** Files lie under `<instansi>/<aa>/<sha256>`, never shared between institutions, on disk before a row names them. */
export interface FileStore {
  /** Writes, fsyncs, and returns the hash. The same bytes twice are one file. */
  put(instansi: string, bytes: Uint8Array): Promise<string>;
  /** @throws Refused `files.gone` where the bytes are no longer there */
  read(instansi: string, sha256: string): Promise<Buffer>;
  /** `undefined` where the bytes are no longer there. */
  find(instansi: string, sha256: string): Promise<Buffer | undefined>;
  has(instansi: string, sha256: string): Promise<boolean>;
  stream(instansi: string, sha256: string): ReadStream;
  size(instansi: string, sha256: string): Promise<number>;
  /** Removes the bytes for good; what does not exist is fine. Whoever calls knows that no row names them. */
  drop(instansi: string, sha256: string): Promise<void>;
  /** Partial uploads: appends at `offset` (what was kept beyond it is cut off) and returns the new length. */
  append(instansi: string, uploadId: string, offset: number, bytes: Uint8Array): Promise<number>;
  /** Turns a finished partial upload into a stored file. */
  finish(instansi: string, uploadId: string): Promise<{ sha256: string; bytes: Buffer }>;
  dropPartial(instansi: string, uploadId: string): Promise<void>;
}

export function openFileStore(root: string): FileStore {
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

  const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
  const isThere = (target: string, length: number): Promise<boolean> => stat(target).then((s) => s.size === length, () => false);

  /** A file that is already on disk gets its place; the name survives a loss of power. */
  async function settle(written: string, target: string): Promise<void> {
    await rename(written, target);
    const directory = await open(join(target, '..'), 'r');
    await directory.sync();
    await directory.close();
  }

  async function put(instansi: string, bytes: Uint8Array): Promise<string> {
    const sha256 = hashOf(bytes);
    const target = pathOf(instansi, sha256);
    if (await isThere(target, bytes.length)) return sha256;
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
    return sha256;
  }

  const find = (instansi: string, sha256: string): Promise<Buffer | undefined> => readFile(pathOf(instansi, sha256)).catch(whenMissing(undefined));

  return {
    put,
    find,
    read: async (instansi, sha256) => {
      const bytes = await find(instansi, sha256);
      if (!bytes) throw new Refused({ code: 'files.gone' });
      return bytes;
    },
    has: (instansi, sha256) => stat(pathOf(instansi, sha256)).then(() => true, whenMissing(false)),
    stream: (instansi, sha256) => createReadStream(pathOf(instansi, sha256)),
    size: async (instansi, sha256) => (await stat(pathOf(instansi, sha256))).size,
    drop: (instansi, sha256) => rm(pathOf(instansi, sha256), { force: true }),
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
      if (await isThere(target, bytes.length)) await rm(written, { force: true });
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
