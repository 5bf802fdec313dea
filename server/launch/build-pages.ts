import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';

const root = join(import.meta.dirname, '..', '..');
const build = join(root, 'web', 'build');
const stamp = join(build, '.source-hash');

/** Builds web/ when its sources, or what it takes from the server, changed since the last build. */
export async function buildPages(say: (sentence: string) => void): Promise<string> {
  const hash = sourceHash();
  if (existsSync(join(build, 'handler.js')) && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return build;
  say('Menyusun halaman …');
  const { code, output } = await run(hash);
  if (code !== 0) throw new Error(`Halaman tidak dapat disusun:\n${output.split('\n').slice(-25).join('\n')}`);
  writeFileSync(stamp, hash);
  return build;
}

/** The hash is the version of the pages: a phone that keeps a shell learns by it that there is another. */
function run(hash: string): Promise<{ code: number; output: string }> {
  return new Promise((done) => {
    let output = '';
    const vite = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin', 'vite.js');
    const child = spawn(process.execPath, [vite, 'build', 'web', '--logLevel', 'warn'], { cwd: root, env: { ...process.env, NODE_ENV: 'production', PENDOPO_WEB_VERSION: hash.slice(0, 16) } });
    child.stdout.on('data', (chunk: Buffer) => (output += chunk));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk));
    child.on('error', (error) => done({ code: 1, output: error.message }));
    child.on('close', (code) => done({ code: code ?? 1, output }));
  });
}

/** What pages take from the server: contracts, pure engines, and the few of the platform that those need. `path` from the root, with `/`. */
export function mayBeInPages(path: string): boolean {
  return /^server\/(modules\/[^/]+\/contract(\.ts$|\/)|engines\/|platform\/kernel\/|platform\/operation\.ts$)/.test(path) && path.endsWith('.ts') && !/\.test(ing)?\.ts$/.test(path);
}

function sourceHash(): string {
  const hash = createHash('sha256');
  const visit = (path: string, wanted: (name: string) => boolean) => {
    for (const name of readdirSync(path).sort()) {
      if (name === 'node_modules' || name === 'build' || name.startsWith('.')) continue;
      const full = join(path, name);
      if (statSync(full).isDirectory()) visit(full, wanted);
      else if (wanted(full)) hash.update(full.slice(root.length)).update(readFileSync(full));
    }
  };
  visit(join(root, 'web'), () => true);
  visit(join(root, 'server'), (file) => mayBeInPages(relative(root, file)));
  hash.update(readFileSync(join(root, 'package-lock.json')));
  return hash.digest('hex');
}
