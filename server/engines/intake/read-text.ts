import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/** Paths of the programs that this machine has. */
export interface TextTools {
  pdftotext?: string;
  pdftoppm?: string;
  tesseract?: string;
}
export type ReadType = 'application/pdf' | 'image/jpeg' | 'image/png' | 'image/webp';

/** Looked up once at the start: installing a program is seen after the next start. */
export function findTextTools(path = process.env['PATH'] ?? ''): TextTools {
  const found: TextTools = {};
  for (const name of ['pdftotext', 'pdftoppm', 'tesseract'] as const) {
    const file = path.split(delimiter).filter(Boolean).map((folder) => join(folder, name)).find(isProgram);
    if (file) found[name] = file;
  }
  return found;
}

/** A PDF that holds fewer letters than this is a scan. */
const FEW_LETTERS = 40;
/** Pages of a scan that are read: a letter's words stand on its first ones. */
const MOST_PAGES = 8;
const MOST_TEXT = 100_000;
const MILLISECONDS = 60_000;

/** Text of a file, at most 100,000 characters; undefined when no program here can read it. Never throws for a bad file. */
export async function readText(tools: TextTools, bytes: Uint8Array, type: ReadType): Promise<string | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'baca-'));
  try {
    const file = join(folder, 'berkas');
    await writeFile(file, bytes, { mode: 0o600 });
    if (type !== 'application/pdf') return await recognise(tools, [file]);
    const text = tools.pdftotext ? await run(tools.pdftotext, ['-q', '-l', '50', '-enc', 'UTF-8', file, '-']) : undefined;
    if (text !== undefined && text.replace(/[^\p{L}\p{N}]/gu, '').length >= FEW_LETTERS) return text.slice(0, MOST_TEXT);
    if (!tools.tesseract || !tools.pdftoppm) return text?.trim() ? text.slice(0, MOST_TEXT) : undefined;
    await run(tools.pdftoppm, ['-q', '-r', '200', '-gray', '-png', '-l', String(MOST_PAGES), file, join(folder, 'halaman')]);
    const pages = (await readdir(folder)).filter((name) => name.startsWith('halaman')).sort();
    return (await recognise(tools, pages.map((name) => join(folder, name)))) ?? (text?.trim() ? text.slice(0, MOST_TEXT) : undefined);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function recognise(tools: TextTools, pages: readonly string[]): Promise<string | undefined> {
  if (!tools.tesseract) return undefined;
  const texts: string[] = [];
  for (const page of pages) {
    // Without its Indonesian data the program reads by what it has.
    const text = (await run(tools.tesseract, [page, '-', '-l', 'ind'])) ?? (await run(tools.tesseract, [page, '-']));
    if (text?.trim()) texts.push(text);
  }
  return texts.length > 0 ? texts.join('\n').slice(0, MOST_TEXT) : undefined;
}

/** What the program wrote; undefined when it failed or took too long. It sees no environment but where programs lie. */
export function run(program: string, words: readonly string[], most = MOST_TEXT * 4): Promise<string | undefined> {
  return new Promise((done) => {
    const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'ignore'], timeout: MILLISECONDS, killSignal: 'SIGKILL', env: { PATH: process.env['PATH'] ?? '', OMP_THREAD_LIMIT: '1' } });
    const pieces: Buffer[] = [];
    let length = 0;
    child.stdout.on('data', (piece: Buffer) => {
      length += piece.length;
      if (length <= most) pieces.push(piece);
    });
    child.on('error', () => done(undefined));
    child.on('close', (code) => done(code === 0 ? Buffer.concat(pieces).toString('utf8') : undefined));
  });
}

const isProgram = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};
