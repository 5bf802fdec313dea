import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Nothing that lies in the repository may name the machine it was written on, or the host it was installed from. */
export interface Leak {
  path: string;
  line: number;
  sentence: string;
}

// A path begins after a space, quote, bracket or sign; behind a letter or a full stop it is part of an address.
const MACHINE_PATH = /(?:^|file:\/\/|[\s"'`(=,:;<>[|])\/(?:work|farm)\//;
const SCRATCH_PATH = /(?:^|file:\/\/|[\s"'`(=,:;<>[|])\/tmp\//;
const SIBLING = /\.\.\/shared\/(?:architecture|stack|style|reference|data|design)/;
const LOCK_SOURCE = /"resolved":\s*"[a-z+]+:\/\//;
const REGISTRY_SETTING = /^\s*(?:@[\w-]+:)?registry\s*=/;

const isDocument = (path: string): boolean => /\.(md|txt|yml|yaml)$/.test(path);

/** Reads the text of one file. */
export function findLeaks(path: string, text: string): Leak[] {
  const rules: [RegExp, string][] = [
    [MACHINE_PATH, 'A path of one machine; write it relative to the repository.'],
    [SIBLING, 'A folder outside the repository; copy what is needed and name the source.'],
  ];
  if (isDocument(path)) rules.push([SCRATCH_PATH, 'A scratch path of one machine; write mktemp or a path that the reader chooses.']);
  if (path.endsWith('package-lock.json')) rules.push([LOCK_SOURCE, 'The lock names a host; npm with omit-lockfile-registry-resolved leaves it out.']);
  if (path.endsWith('.npmrc')) rules.push([REGISTRY_SETTING, 'The repository chooses a registry; leave that to the one who installs.']);
  return text.split('\n').flatMap((line, index) =>
    rules.filter(([pattern]) => pattern.test(line)).map(([, sentence]) => ({ path, line: index + 1, sentence })),
  );
}

/** What git would carry away: committed files and new ones that are not ignored. */
function carriedFiles(root: string): string[] {
  const git = (...options: string[]): string[] =>
    execFileSync('git', ['-c', 'safe.directory=*', 'ls-files', '-z', ...options], { cwd: root, encoding: 'utf8' })
      .split('\0')
      .filter((path) => path !== '');
  const deleted = new Set(git('--deleted'));
  return [...new Set(git('--cached', '--others', '--exclude-standard'))].filter((path) => !deleted.has(path));
}

if (import.meta.main) {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const leaks: Leak[] = [];
  let read = 0;
  for (const path of carriedFiles(root)) {
    if (!statSync(join(root, path)).isFile()) continue;
    const bytes = readFileSync(join(root, path));
    read += 1;
    if (!bytes.includes(0)) leaks.push(...findLeaks(path, bytes.toString('utf8')));
  }
  for (const { path, line, sentence } of leaks) console.error(`${path}:${line} ${sentence}`);
  console.log(`leaks: ${read} files read, ${leaks.length} findings`);
  process.exitCode = leaks.length > 0 || read === 0 ? 1 : 0;
}
