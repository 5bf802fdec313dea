import { isBuiltin } from 'node:module';
import { posix } from 'node:path';

/** What an import leads to. */
export type Target =
  | { kind: 'file'; path: string }
  | { kind: 'package'; name: string }
  | { kind: 'builtin'; name: string }
  | { kind: 'generated' } // made by SvelteKit or by the build; not in the repository
  | { kind: 'missing' };

const GENERATED = /^(\.\/\$types(\.d\.ts)?|\$app\/.*|\$env\/.*|\$service-worker|virtual:.*)$/;
const GENERATED_PATH = /^web\/(build|\.svelte-kit)\//;
const ENDINGS = ['', '.ts', '.js', '.mjs', '.svelte', '.svelte.ts', '/index.ts', '/index.js'];

/**
 * @param exists answers for paths from the root of the tree, with forward slashes
 * @param aliases names beginning with `#` or `$` and the path each stands for
 */
export function resolveImport(
  from: string,
  specifier: string,
  exists: (path: string) => boolean,
  aliases: Readonly<Record<string, string>>,
): Target {
  if (GENERATED.test(specifier)) return { kind: 'generated' };
  const path = pathOf(from, specifier.replace(/\?[a-z&=]+$/, ''), aliases);
  if (path === undefined) {
    if (/^[#$]/.test(specifier)) return { kind: 'missing' };
    if (isBuiltin(specifier)) return { kind: 'builtin', name: specifier.replace(/^node:/, '') };
    return { kind: 'package', name: packageName(specifier) };
  }
  if (GENERATED_PATH.test(path)) return { kind: 'generated' };
  const found = candidates(from, path).find(exists);
  return found ? { kind: 'file', path: found } : { kind: 'missing' };
}

function pathOf(from: string, specifier: string, aliases: Readonly<Record<string, string>>): string | undefined {
  if (/^\.{1,2}(\/|$)/.test(specifier)) return posix.normalize(posix.join(posix.dirname(from), specifier));
  for (const [alias, path] of Object.entries(aliases)) {
    if (specifier === alias) return path;
    if (specifier.startsWith(`${alias}/`)) return posix.join(path, specifier.slice(alias.length + 1));
  }
  return undefined;
}

/** On the server Node takes the path as written; the bundler of the pages also tries endings. */
function candidates(from: string, path: string): string[] {
  if (!from.startsWith('web/')) return [path];
  return [...ENDINGS.map((ending) => path + ending), path.replace(/\.js$/, '.ts')];
}

const packageName = (specifier: string): string =>
  specifier.split('/').slice(0, specifier.startsWith('@') ? 2 : 1).join('/');

/** The aliases that SvelteKit gives every project, and those of `imports` in a package.json. */
export function aliasesOf(packageImports: Readonly<Record<string, unknown>> = {}): Record<string, string> {
  const aliases: Record<string, string> = { $lib: 'web/src/lib', '#lib': 'web/src/lib' };
  for (const [name, target] of Object.entries(packageImports)) {
    if (typeof target === 'string') aliases[name.replace(/\/\*$/, '')] = posix.normalize(target.replace(/\/\*$/, ''));
  }
  return aliases;
}
