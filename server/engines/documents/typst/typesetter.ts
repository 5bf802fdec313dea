import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { orRefuse, Refused } from '../../../platform/kernel/refusal.ts';
import type { LetterData, Paper } from '../letter/letter-data.ts';
import { createLetterCatalogue, type LetterCatalogue } from '../letter/letter-catalogue.ts';
import { printable } from '../letter/printable-text.ts';
import { checkFinishedPdf } from '../finished/check-finished-pdf.ts';
import { checkPlaces, MOST_FINISHED_PAGES, type FinishedPlace } from '../finished/finished-body.ts';
import { prepareFinished } from '../finished/prepare-finished.ts';
import { checkFiles, prepareLetter } from '../letter/prepare-letter.ts';
import type { CleanPhoto } from '../../photos/clean-photo.ts';
import { startChild, TypesetterCrashed, type Child } from './child-process.ts';
import { TOO_FAR, TOO_LONG, UNREADABLE, type PdfStandard, type RenderJob } from './protocol.ts';

export interface TypesetterOptions {
  /** Folder of templates; by default `catalog/letters` of the house. */
  lettersFolder?: string;
  /** A child is replaced after so many documents, because the compiler keeps about 0.1 MB of each. */
  documentsPerChild?: number;
  /** An idle child ends after so many milliseconds. */
  idleMilliseconds?: number;
  /** A document that takes longer ends its child. */
  jobLimitMilliseconds?: number;
}

export interface RenderRequest {
  /** Template id: folder in the letters folder. */
  template: string;
  data: LetterData;
  /** Default: the template's own. */
  paper?: Paper;
  /** Default: PDF/A-2b. */
  pdfStandard?: PdfStandard;
  /** Pictures (SVG, PNG or JPEG) by file name; `data.letterhead.logo` may name one. */
  files?: Record<string, Uint8Array>;
}

export interface PhotoPages {
  photos: readonly CleanPhoto[];
  title: string;
  author: string;
  createdAt: Date;
}

export interface FinishedRequest {
  /** Whose parts go to the marked places; no field of a template is looked at. */
  data: LetterData;
  pdf: Uint8Array;
  places: readonly FinishedPlace[];
}

export interface Typesetter {
  /**
   * Draws one document. Throws `Refused` for what the caller can repair (unknown template, missing or unknown field,
   * a paper the template does not know), `TypesetterCrashed` when the child died with this document in hand.
   */
  render(request: RenderRequest): Promise<Buffer>;
  /** Photos of one document as a PDF, one on each A4 page. Throws `TypesetterCrashed`, or an error for what cannot be drawn. */
  photoPages(request: PhotoPages): Promise<Buffer>;
  /**
   * A finished PDF page by page, with number, date, signer block, QR and copies over its marked places. PDF 1.7 and not
   * PDF/A: what lies in the file is not ours to promise. Throws `Refused` `documents.finished-*`, `documents.letter-incomplete`.
   */
  finished(request: FinishedRequest): Promise<Buffer>;
  /** Waits for the documents in hand, then ends the child. Later calls are refused with an error. */
  stop(): Promise<void>;
  /** For `/metrics` and tests. */
  status(): { pid: number | undefined; queued: number; rendered: number; childrenStarted: number };
  readonly letters: LetterCatalogue;
}

interface Waiting {
  job: RenderJob;
  resolve(pdf: Buffer): void;
  reject(error: Error): void;
}

/** Two in hand: the child finds its next job at once, and a crash still names the one job that was being drawn. */
const IN_HAND = 2;

/** Example: `const pdf = await createTypesetter().render({ template: 'surat-keterangan-usaha', data })`. */
export function createTypesetter(options: TypesetterOptions = {}): Typesetter {
  const lettersFolder = options.lettersFolder ?? fileURLToPath(new URL('../../../../catalog/letters', import.meta.url));
  const letters = createLetterCatalogue(lettersFolder);
  const settings = { lettersFolder, fontFolders: arimoFolders() };
  const queue: Waiting[] = [];
  const inHand = new Map<number, Waiting>();
  const children = new Set<Child>();
  let current: Child | undefined;
  let idleTimer: NodeJS.Timeout | undefined;
  let nextId = 1;
  let rendered = 0;
  let childrenStarted = 0;
  let stopping = false;
  let whenDrained: (() => void) | undefined;

  function currentChild(): Child {
    if (current && current.taken >= (options.documentsPerChild ?? 1000)) {
      current.retire();
      current = undefined;
    }
    if (current) return current;
    childrenStarted++;
    const child: Child = startChild(settings, options.jobLimitMilliseconds ?? 30_000, {
      answered(job, answer) {
        const waiting = inHand.get(job.id);
        inHand.delete(job.id);
        if ('pdf' in answer) {
          rendered++;
          waiting?.resolve(answer.pdf);
        } else waiting?.reject(answer.error);
        pump();
      },
      ended(unanswered, detail) {
        children.delete(child);
        if (current === child) current = undefined;
        unanswered.forEach((job, position) => {
          const waiting = inHand.get(job.id);
          inHand.delete(job.id);
          if (!waiting) return;
          // Only the oldest was being drawn; the others were not begun and go to the next child.
          if (position === 0) waiting.reject(new TypesetterCrashed(detail));
          else queue.unshift(waiting);
        });
        pump();
      },
    });
    children.add(child);
    current = child;
    return child;
  }

  function pump(): void {
    clearTimeout(idleTimer);
    while (queue.length > 0) {
      const child = currentChild();
      if (child.waiting.length >= IN_HAND) break;
      const waiting = queue.shift()!;
      inHand.set(waiting.job.id, waiting);
      child.give(waiting.job);
    }
    if (queue.length > 0 || inHand.size > 0) return;
    whenDrained?.();
    idleTimer = setTimeout(() => {
      current?.retire();
      current = undefined;
    }, options.idleMilliseconds ?? 60_000);
    idleTimer.unref();
  }

  const drawn = (job: RenderJob): Promise<Buffer> => new Promise<Buffer>((resolve, reject) => {
    queue.push({ job, resolve, reject });
    pump();
  });

  return {
    letters,
    async render(request) {
      if (stopping) throw new Error('The typesetter is stopped');
      const letter = orRefuse(letters.find(request.template));
      const files = orRefuse(checkFiles(request.files ?? {}));
      const prepared = orRefuse(
        prepareLetter(letter, request.data, { paper: request.paper, fileNames: Object.keys(files) }),
      );
      const job: RenderJob = {
        id: nextId++,
        template: letter.id,
        inputs: JSON.stringify(prepared),
        qr: request.data.verification?.url ?? null,
        files,
        pdfStandard: request.pdfStandard ?? 'a-2b',
        createdAt: Math.floor(request.data.metadata.createdAt.getTime() / 1000),
      };
      return drawn(job);
    },
    async finished({ data, pdf, places }) {
      if (stopping) throw new Error('The typesetter is stopped');
      orRefuse(checkFinishedPdf(pdf));
      const prepared = orRefuse(prepareFinished(data, orRefuse(checkPlaces(places))));
      const job: RenderJob = {
        id: nextId++, template: '_finished', inputs: JSON.stringify(prepared), qr: data.verification?.url ?? null, files: { 'naskah.pdf': pdf }, pagesOf: { file: 'naskah.pdf', upTo: Math.max(...places.map((place) => place.page)) },
        pdfStandard: '1.7', createdAt: Math.floor(data.metadata.createdAt.getTime() / 1000),
      };
      return drawn(job).catch((error: unknown) => {
        throw asRefused(error) ?? error;
      });
    },
    async photoPages({ photos, title, author, createdAt }) {
      if (stopping) throw new Error('The typesetter is stopped');
      const named = photos.map((photo, index) => ({ ...photo, name: `foto-${index + 1}.${photo.kind}` }));
      const created = [createdAt.getUTCFullYear(), createdAt.getUTCMonth() + 1, createdAt.getUTCDate(), createdAt.getUTCHours(), createdAt.getUTCMinutes(), createdAt.getUTCSeconds()];
      const shown = named.map(({ name, width, height, turn, mirrored }) => ({ name, width, height, turn, mirrored }));
      return drawn({
        id: nextId++, template: '_photos', qr: null, pdfStandard: 'a-2b', createdAt: Math.floor(createdAt.getTime() / 1000),
        inputs: JSON.stringify({ title: printable(title), author: printable(author), created, photos: shown }),
        files: Object.fromEntries(named.map(({ name, bytes }) => [name, bytes])),
      });
    },
    async stop() {
      stopping = true;
      if (queue.length > 0 || inHand.size > 0) await new Promise<void>((resolve) => (whenDrained = resolve));
      clearTimeout(idleTimer);
      const all = [...children];
      for (const child of all) child.retire();
      const patience = setTimeout(() => all.forEach((child) => child.kill()), 2_000);
      await Promise.all(all.map((child) => child.ended));
      clearTimeout(patience);
    },
    status: () => ({ pid: current?.pid, queued: queue.length + inHand.size, rendered, childrenStarted }),
  };
}

/** Arimo has the widths of Arial, the letter font most local rules ask for, under a free licence. */
function arimoFolders(): string[] {
  const home = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/arimo/package.json'));
  return ['400Regular', '400Regular_Italic', '700Bold', '700Bold_Italic'].map((face) => join(home, face));
}

/** A file that Typst cannot take is told to whoever brought it. */
function asRefused(error: unknown): Refused | undefined {
  const said = error instanceof Error ? error.message : '';
  if (said.startsWith(TOO_LONG)) return new Refused({ code: 'documents.finished-too-long', data: { pages: said.split(': ')[1], limit: MOST_FINISHED_PAGES } });
  const [, page, pages] = /: (\d+) (\d+)$/.exec(said) ?? [];
  if (said.startsWith(TOO_FAR)) return new Refused({ code: 'documents.finished-page', data: { page, pages } });
  const off = /place off the page: (\w+) (\d+)/.exec(said);
  if (off) return new Refused({ code: 'documents.finished-off-page', data: { what: off[1], page: off[2] } });
  return said.startsWith(UNREADABLE) ? new Refused({ code: 'documents.finished-broken' }) : undefined;
}
