import type { House } from './house.ts';

export interface Stain {
  /** The way from the file to what it may not reach: file, file, …, what was found there. */
  way: string[];
}

/**
 * Follows everything that `path` loads at run time and returns the first way that leaves the pure world:
 * a Node built-in, a package that is not in `packages`, or a use of `process` or `Buffer`.
 * Whether a part of an engine is pure is thus found out, not promised by its name.
 */
export function findStain(house: House, path: string, packages: ReadonlySet<string>): Stain | undefined {
  const seen = new Set<string>();
  const walk = (at: string, way: string[]): Stain | undefined => {
    if (seen.has(at)) return undefined;
    seen.add(at);
    const file = house.files.get(at);
    if (!file) return undefined;
    const reach = file.reaches.find((one) => /^(process|Buffer)\./.test(one.name));
    if (reach) return { way: [...way, at, reach.name] };
    for (const one of file.imports) {
      if (one.typeOnly) continue;
      const { target } = one;
      if (target.kind === 'builtin') return { way: [...way, at, `node:${target.name}`] };
      if (target.kind === 'package' && !packages.has(target.name)) return { way: [...way, at, target.name] };
      if (target.kind === 'file') {
        const deeper = walk(target.path, [...way, at]);
        if (deeper) return deeper;
      }
    }
    return undefined;
  };
  return walk(path, []);
}

/** What may be loaded in a browser without weighing a page down or breaking it. */
export const BROWSER_PACKAGES: ReadonlySet<string> = new Set(['zod']);

/** What a rule may use: the browser's list and the parser of expressions. */
export const PURE_PACKAGES: ReadonlySet<string> = new Set(['zod', 'feelin']);
