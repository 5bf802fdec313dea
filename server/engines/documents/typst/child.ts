/**
 * The Typst child process. It is a process and not a thread because the memory of the compiler never comes back to
 * the one that loaded it. It draws one job after the other and ends when its parent is gone.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import QRCode from 'qrcode';
import type { ChildMessage, ChildSettings, RenderJob } from './protocol.ts';

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

async function render(job: RenderJob): Promise<Buffer> {
  const qr = job.qr === null ? '' : await QRCode.toString(job.qr, { type: 'svg', errorCorrectionLevel: 'M', margin: 1 });
  const paths: string[] = [];
  try {
    for (const [name, content] of Object.entries(job.files)) {
      const path = join(settings.lettersFolder, 'files', name);
      compiler.mapShadow(path, Buffer.from(content));
      paths.push(path);
    }
    const compiled = compiler.compile({
      mainFilePath: join(settings.lettersFolder, job.template, 'template.typ'),
      inputs: { data: job.inputs, qr },
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
