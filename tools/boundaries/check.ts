import { fileURLToPath } from 'node:url';
import { expectedFiles, readHouse } from './house.ts';
import { judgeHouse } from './judge-house.ts';
import { RULEBOOK } from './rulebook.ts';

/**
 * The rules of the house: `node tools/boundaries/check.ts`. Ends 1 on a finding, and when the files that were
 * read differ from those that git knows.
 */
export function checkBoundaries(root: string, expected: readonly string[]): { sentences: string[]; read: number; notes: string[] } {
  const house = readHouse(root);
  const { findings, notes } = judgeHouse(house);
  const sentences = findings.map(({ rule, path, line, detail }) => {
    const { sentence, remedy } = RULEBOOK[rule];
    return `${path}:${line} ${rule}: ${sentence} Here: ${detail}. Remedy: ${remedy}`;
  });
  const wanted = new Set(expected);
  const unread = expected.filter((path) => !house.files.has(path));
  const unexpected = [...house.files.keys()].filter((path) => !wanted.has(path));
  for (const path of unread) sentences.push(`${path}:1 all-files-are-read: git knows the file, the check did not read it.`);
  for (const path of unexpected) sentences.push(`${path}:1 all-files-are-read: the check read a file that git ignores.`);
  if (expected.length === 0) sentences.push('.:1 all-files-are-read: git names no file; is this a checkout?');
  return { sentences, read: house.files.size, notes };
}

if (import.meta.main) {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const { sentences, read, notes } = checkBoundaries(root, expectedFiles(root));
  for (const note of notes) console.log(`note: ${note}`);
  for (const sentence of sentences) console.error(sentence);
  console.log(`boundaries: ${read} files read, ${sentences.length} findings`);
  process.exitCode = sentences.length ? 1 : 0;
}
