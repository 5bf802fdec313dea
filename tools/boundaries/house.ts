import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findModules, placeOf, type Place } from './place.ts';
import { aliasesOf, resolveImport, type Target } from './resolve.ts';
import { readSource, type Import, type Reach } from './source.ts';

export interface ResolvedImport extends Import {
  target: Target;
}

export interface HouseFile {
  path: string;
  text: string;
  place: Place;
  imports: ResolvedImport[];
  reaches: Reach[];
}

export interface House {
  files: Map<string, HouseFile>;
  modules: Set<string>;
}

const CODE = /\.(ts|mts|js|mjs|svelte)$/;
const NOT_OURS = new Set(['node_modules', 'build', '.svelte-kit', 'var']);

/** Reads every source file below `server/` and `web/` of the tree at `root`. */
export function readHouse(root: string): House {
  const paths = ['server', 'web'].flatMap((folder) => list(root, folder));
  const modules = findModules(paths);
  const aliases = aliasesOf(packageImports(root));
  const exists = (path: string) => existsSync(join(root, path)) && /\.[a-z0-9]+$/i.test(path);
  const files = new Map<string, HouseFile>();
  for (const path of paths) {
    const text = readFileSync(join(root, path), 'utf8');
    const source = readSource(path, text);
    const imports = source.imports.map((one) => ({
      ...one,
      target: resolveImport(path, one.specifier, exists, aliases),
    }));
    files.set(path, { path, text, place: placeOf(path, modules), imports, reaches: source.reaches });
  }
  return { files, modules };
}

function list(root: string, folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return NOT_OURS.has(entry.name) ? [] : list(root, path);
    return CODE.test(entry.name) ? [path] : [];
  });
}

function packageImports(root: string): Record<string, unknown> {
  const file = join(root, 'package.json');
  if (!existsSync(file)) return {};
  const parsed = JSON.parse(readFileSync(file, 'utf8')) as { imports?: Record<string, unknown> };
  return parsed.imports ?? {};
}

/**
 * The files that should have been read, asked from git and not from our own walk: a check that read nothing
 * looks exactly like a clean house. Files not yet committed count, ignored and deleted ones do not.
 */
export function expectedFiles(root: string): string[] {
  const git = (...options: string[]): string[] =>
    // A clone may belong to another user than the one who tests it (root in CI).
    execFileSync('git', ['-c', 'safe.directory=*', 'ls-files', '-z', ...options, '--', 'server', 'web'], {
      cwd: root,
      encoding: 'utf8',
    })
      .split('\0')
      .filter((path) => CODE.test(path));
  const deleted = new Set(git('--deleted'));
  return [...new Set(git('--cached', '--others', '--exclude-standard'))].filter((path) => !deleted.has(path));
}
