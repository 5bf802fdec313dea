import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { Usage } from './command.ts';

const MEGABYTE = 1_000_000;

/** The text of a file that the person named. Throws `Usage` with a sentence when it is missing, closed, too large or no text. */
export function readTextFile(path: string, { megabytes = 2, kind = 'CSV', advice = 'Simpan ulang sebagai "CSV UTF-8", lalu coba lagi.' } = {}): string {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch (error) {
    throw new Usage(openingFault(path, (error as NodeJS.ErrnoException).code));
  }
  try {
    const about = fstatSync(file);
    if (!about.isFile()) throw new Usage(`"${path}" bukan berkas. Sebutkan berkas ${kind}.`);
    if (about.size > megabytes * MEGABYTE) throw new Usage(`Berkas "${path}" terlalu besar (paling besar ${megabytes} MB).`);
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));
  } catch (error) {
    if (error instanceof Usage) throw error;
    throw new Usage(`Berkas "${path}" bukan teks UTF-8. ${advice}`);
  } finally {
    closeSync(file);
  }
}

const openingFault = (path: string, code: string | undefined): string =>
  code === 'ENOENT' || code === 'ENOTDIR'
    ? `Berkas "${path}" tidak ada. Periksa nama dan foldernya.`
    : `Berkas "${path}" tidak dapat dibuka (${code ?? 'sebab tidak diketahui'}). Periksa hak bacanya.`;
