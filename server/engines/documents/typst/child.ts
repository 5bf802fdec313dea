/**
 * The Typst child process. It is a process and not a thread because the memory of the compiler never comes back to
 * the one that loaded it. It draws one job after the other and ends when its parent is gone.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import QRCode from 'qrcode';
import { MOST_FINISHED_PAGES } from '../finished/finished-body.ts';
import { TOO_FAR, TOO_LONG, UNREADABLE, type ChildMessage, type ChildSettings, type RenderJob } from './protocol.ts';

interface Diagnostics {
  shortDiagnostics: { message: string; path: string }[];
}
interface Compiler {
  mapShadow(path: string, content: Buffer): void;
  unmapShadow(path: string): void;
  compile(what: { mainFilePath: string; inputs: Record<string, string> }): {
    result: object | null;
    takeError(): Diagnostics | null;
  };
  pdf(document: object, options: { pdfStandard: string; pdfTags: boolean; creationTimestamp: number }): Buffer;
  evictCache(maxAge: number): void;
}
interface Binding {
  NodeCompiler: { create(options: { workspace: string; fontArgs: { fontPaths: string[] }[] }): Compiler };
}

const settings = JSON.parse(process.argv[2]!) as ChildSettings;

// The wrapper package cannot be installed by `npm ci` (platform packages missing in the registry); the binary can.
const binding = createRequire(import.meta.url)('@myriaddreamin/typst-ts-node-compiler-linux-x64-gnu') as Binding;
const compiler = binding.NodeCompiler.create({
  workspace: settings.lettersFolder,
  fontArgs: [{ fontPaths: settings.fontFolders }],
});

const tell = (message: ChildMessage) => process.send?.(message);

process.on('message', (job: RenderJob) => {
  render(job).then(
    (pdf) => tell({ kind: 'done', id: job.id, pdf }),
    (error: unknown) => tell({ kind: 'failed', id: job.id, message: error instanceof Error ? error.message : String(error) }),
  );
});
process.on('disconnect', () => process.exit(0));
// Ctrl-C goes to the whole process group; the parent decides when its child ends.
process.on('SIGINT', () => {});
tell({ kind: 'ready' });

/**
 * Typst tells no number of pages but in what it says about a page that is not there. Counting in the file ourselves could
 * come to another number, and a page of a letter would be left out unseen.
 */
function countPages({ file, upTo }: { file: string; upTo: number }, paths: string[]): number {
  const probe = join(settings.lettersFolder, 'files', 'pages.typ');
  compiler.mapShadow(probe, Buffer.from(`#image("/files/${file}", page: 100000)`));
  paths.push(probe);
  const said = compiler.compile({ mainFilePath: probe, inputs: {} }).takeError()?.shortDiagnostics.map((problem) => problem.message).join('; ') ?? '';
  const count = /document only has (\d+) pages?/.exec(said)?.[1];
  if (count === undefined) throw new Error(`${UNREADABLE}: ${said}`);
  if (Number(count) > MOST_FINISHED_PAGES) throw new Error(`${TOO_LONG}: ${count}`);
  if (Number(count) < upTo) throw new Error(`${TOO_FAR}: ${upTo} ${count}`);
  return Number(count);
}

async function render(job: RenderJob): Promise<Buffer> {
  const qr = job.qr === null ? '' : await QRCode.toString(job.qr, { type: 'svg', errorCorrectionLevel: 'M', margin: 1 });
  const paths: string[] = [];
  try {
    for (const [name, content] of Object.entries(job.files)) {
      const path = join(settings.lettersFolder, 'files', name);
      compiler.mapShadow(path, Buffer.from(content));
      paths.push(path);
    }
    const pages = job.pagesOf === undefined ? undefined : countPages(job.pagesOf, paths);
    const compiled = compiler.compile({
      mainFilePath: join(settings.lettersFolder, job.template, 'template.typ'),
      inputs: { data: job.inputs, qr, ...(pages === undefined ? {} : { pages: String(pages) }) },
    });
    if (!compiled.result) {
      const problems = compiled.takeError()?.shortDiagnostics ?? [];
      throw new Error(problems.map((p) => `${p.path}: ${p.message}`).join('; ') || 'Typst gave no document');
    }
    return compiler.pdf(compiled.result, {
      pdfStandard: job.pdfStandard,
      pdfTags: true,
      creationTimestamp: job.createdAt,
    });
  } finally {
    for (const path of paths) compiler.unmapShadow(path);
    compiler.evictCache(8);
  }
}
