import { copyFileSync, linkSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

const TEXT = /\.(js|css|html|json|webmanifest)$/;
/** What was compressed beforehand holds the words of the build before; the list of files forgets it too. */
const COMPRESSED = /,\\"(?:br|gz)\\":\d+/g;
const LEFT = /\.(br|gz|map)$|(^|\/)(node_modules|\.svelte-kit|\.vite)$/;
/** The end of a name that the build makes of the content: `start.BN6rbLg7.js`, `DclECHGd.js`. */
const NAMED = /[\w-]{8}(?=\.(?:js|css|woff2|svg)\b)/g;

/**
 * A checkout in `folder` whose pages are another build: the same words under another version, each file that is named by its content
 * under another name. To a browser that is what an update is, another worker and none of the files that the page before was made
 * of; to build anew would take as long as the whole story. Files are shared with the first checkout and never written to.
 * @returns the version, and how a file of this build is called in the later one
 */
export function buildLater(root: string, folder: string): { version: string; nameOf: (path: string) => string } {
  const build = join('web', 'build');
  const ends = new Set(readdirSync(join(root, build, 'client', '_app', 'immutable'), { recursive: true }).flatMap((name) => String(name).match(NAMED)?.slice(-1) ?? []));
  const nameOf = (text: string) => text.replace(NAMED, (end) => (ends.has(end) ? turned(end) : end));
  const first = readFileSync(join(root, build, '.source-hash'), 'utf8').slice(0, 16);

  const take = (path: string): void => {
    const from = join(root, path);
    if (LEFT.test(from)) return;
    if (statSync(from).isDirectory()) {
      mkdirSync(join(folder, path), { recursive: true });
      for (const name of readdirSync(from)) take(join(path, name));
      return;
    }
    const to = join(folder, dirname(path), path.startsWith(build) ? nameOf(basename(path)) : basename(path));
    if (!path.startsWith(build) || !TEXT.test(path)) share(from, to);
    else writeFileSync(to, nameOf(readFileSync(from, 'utf8')).replaceAll(first, turned(first)).replace(COMPRESSED, ''));
  };
  for (const path of ['server', 'catalog', 'web', 'package.json', 'package-lock.json']) take(path);
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return { version: turned(first), nameOf };
}

const turned = (text: string): string => [...text].reverse().join('');

/** On another disk it is copied. */
function share(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to);
  }
}
