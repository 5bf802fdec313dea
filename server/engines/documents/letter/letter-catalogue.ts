import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { ok, refuse, type Result } from '../../../platform/kernel/refusal.ts';
import { letterDefinition, type LetterDefinition } from './letter-definition.ts';

export interface LetterCatalogue {
  find(id: string): Result<LetterDefinition>;
  list(): LetterDefinition[];
}

/**
 * The templates of a folder, read once and kept. A `letter.yaml` that does not keep the format is an error of whoever
 * wrote it and is thrown with the file and the place, at the first look and not in front of a citizen.
 */
export function createLetterCatalogue(folder: string): LetterCatalogue {
  let letters: Map<string, LetterDefinition> | undefined;
  const load = () => (letters ??= new Map(readLetters(folder).map((letter) => [letter.id, letter])));
  return {
    find(id) {
      const letter = load().get(id);
      return letter ? ok(letter) : refuse('documents.unknown-template', { template: id, known: [...load().keys()] });
    },
    list: () => [...load().values()],
  };
}

function readLetters(folder: string): LetterDefinition[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, 'letter.yaml')))
    .map((entry) => {
      const file = join(folder, entry.name, 'letter.yaml');
      const read = letterDefinition.safeParse(parse(readFileSync(file, 'utf8')));
      if (!read.success) {
        const problems = read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
        throw new Error(`${file}: ${problems}`);
      }
      if (read.data.id !== entry.name) throw new Error(`${file}: id "${read.data.id}" must be the folder's name`);
      if (!existsSync(join(folder, entry.name, 'template.typ'))) throw new Error(`${file}: template.typ is missing`);
      return read.data;
    });
}
