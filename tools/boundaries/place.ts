/** Where a file stands in the house, read from its path alone. */
export interface Place {
  part: Part;
  /** Only for `module`: the folder under `server/modules/`, for example `identity` or `kesbangpol/ormas`. */
  module?: string;
  role?: Role;
}

export type Part =
  | 'composition' // server/main.ts, server/modules.ts, server/launch/, server/demo/ and their like: may see everything on the server
  | 'kernel'
  | 'platform'
  | 'engine'
  | 'module'
  | 'adapter'
  | 'cli'
  | 'pages'
  | 'test' // tests and their helpers: may see everything, nobody may see them
  | 'unknown';

/** `inside` is a file of a module without a name of its own; it counts as a chapter of the service. */
export type Role = 'contract' | 'definition' | 'module' | 'routes' | 'service' | 'rules' | 'storage' | 'jobs' | 'inside';

const TEST = /(\.(test|testing|fixture|journey)\.[mc]?[tj]s$)|(^|\/)testing\//;

/** @param modules folders that are modules, for example `identity`; see `findModules`. */
export function placeOf(path: string, modules: ReadonlySet<string>): Place {
  if (TEST.test(path)) return { part: 'test' };
  if (path.startsWith('web/')) return { part: 'pages' };
  if (/^server\/((launch|demo)\/.+|[^/]+)$/.test(path)) return { part: 'composition' };
  if (path.startsWith('server/platform/kernel/')) return { part: 'kernel' };
  if (path.startsWith('server/platform/')) return { part: 'platform' };
  if (path.startsWith('server/engines/')) return { part: 'engine' };
  if (path.startsWith('server/adapters/')) return { part: 'adapter' };
  if (path.startsWith('server/cli/')) return { part: 'cli' };
  const inModules = /^server\/modules\/(.+)$/.exec(path)?.[1];
  if (inModules === undefined) return { part: 'unknown' };
  const module = moduleOf(inModules, modules);
  if (!module) return { part: 'unknown' };
  return { part: 'module', module, role: roleOf(inModules.slice(module.length + 1)) };
}

const moduleOf = (path: string, modules: ReadonlySet<string>): string | undefined =>
  [path.split('/').slice(0, 2).join('/'), path.split('/')[0]!].find((id) => modules.has(id));

/** A folder is a module when it holds a file of its own; `kesbangpol/` holds only folders, each a module. */
export function findModules(paths: readonly string[]): Set<string> {
  const folders = new Set<string>();
  for (const path of paths) {
    const flat = /^server\/modules\/([^/]+)\/[^/]+$/.exec(path);
    if (flat) folders.add(flat[1]!);
  }
  for (const path of paths) {
    const deep = /^server\/modules\/(([^/]+)\/[^/]+)\/.+$/.exec(path);
    if (deep && !folders.has(deep[2]!)) folders.add(deep[1]!);
  }
  return folders;
}

/** `storage.ts`, `queue.storage.ts`, `storage-of-letters.ts`, `letter-storage.ts` and `storage/…` are all storage. */
function roleOf(path: string): Role {
  const name = (path.split('/').at(-1) ?? '').replace(/\.[mc]?[tj]s$/, '');
  const folder = path.includes('/') ? path.split('/')[0]! : '';
  const named = (word: string): boolean =>
    folder === word || (folder === '' && new RegExp(`^(${word}|.+[.-]${word}|${word}[.-].+)$`).test(name));
  if (path === 'contract.ts' || folder === 'contract') return 'contract';
  if (name === 'definition' || name.endsWith('-definition')) return 'definition';
  if (path === 'module.ts') return 'module';
  for (const role of ['routes', 'service', 'rules', 'storage', 'jobs'] as const) if (named(role)) return role;
  return 'inside';
}

/** The face of a module: the one file that others may import. */
export const isContract = (path: string): boolean => /^server\/modules\/.+\/contract\.ts$/.test(path);
