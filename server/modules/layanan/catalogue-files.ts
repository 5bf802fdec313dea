import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';
import { createLetterCatalogue } from '../../engines/documents/letter/letter-catalogue.ts';
import { codesWithoutParent, isClassificationCode } from '../../engines/documents/numbering/classification-code.ts';
import { parseElements } from '../../engines/forms/element-dictionary.ts';
import { nodeId } from '../../engines/forms/form-definition.ts';
import type { DefinitionContext } from './rules/definition-is-sound.ts';

/** The part of `catalog/` that definitions refer to. Faults in these files are faults of the installation and are thrown. */

const lifeEvent = z.strictObject({ id: nodeId, title: z.string(), summary: z.string(), icon: z.string() });
export type LifeEvent = z.infer<typeof lifeEvent>;
const lifeEventFile = z.strictObject({ format: z.literal(1), events: z.array(lifeEvent).min(1) });

const classificationEntry = z.strictObject({
  code: z.string().refine(isClassificationCode),
  title: z.string(),
  named: z.boolean().default(true).describe('false: a parent whose title in the annex has not been read'),
});
export type ClassificationEntry = z.infer<typeof classificationEntry>;
const classificationFile = z.strictObject({
  format: z.literal(1),
  id: z.string(),
  title: z.string(),
  legalBasis: z.strictObject({ title: z.string() }),
  codes: z.array(classificationEntry).min(1),
});

/** In the order in which the citizen's page shows them. */
export function readLifeEvents(catalog: string): LifeEvent[] {
  const { events } = lifeEventFile.parse(parse(readFileSync(join(catalog, 'reference/life-events.yaml'), 'utf8')));
  refuseTwice('life-events.yaml', events.map((event) => event.id));
  return events;
}

export function readClassification(catalog: string): ClassificationEntry[] {
  const folder = join(catalog, 'reference/classification');
  const codes = readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .flatMap((file) => classificationFile.parse(parse(readFileSync(join(folder, file), 'utf8'))).codes);
  refuseTwice('classification', codes.map((entry) => entry.code));
  const orphans = codesWithoutParent(codes.map((entry) => entry.code));
  if (orphans.length > 0) throw new Error(`${folder}: codes without their parent: ${orphans.join(', ')}`);
  return codes;
}

/** All that `loadDefinition` needs, from a catalogue folder. `unitCodes`, when an institution is known. */
export function readDefinitionContext(catalog: string, options: { unitCodes?: ReadonlySet<string> } = {}): DefinitionContext {
  const letters = createLetterCatalogue(join(catalog, 'letters')).list();
  return {
    elements: parseElements(readFileSync(join(catalog, 'reference/elements.yaml'), 'utf8')),
    letters: new Map(letters.map((letter) => [letter.id, letter])),
    lifeEvents: new Set(readLifeEvents(catalog).map((event) => event.id)),
    classification: new Set(readClassification(catalog).map((entry) => entry.code)),
    ...options,
  };
}

/** The definitions of `catalog/layanan/`; folders and files that begin with `_` are examples. */
export const readDefinitionFiles = (catalog: string): { file: string; text: string }[] =>
  readdirSync(join(catalog, 'layanan'))
    .filter((file) => file.endsWith('.yaml') && !file.startsWith('_'))
    .sort()
    .map((file) => ({ file, text: readFileSync(join(catalog, 'layanan', file), 'utf8') }));

function refuseTwice(where: string, ids: readonly string[]): void {
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
  if (twice.length > 0) throw new Error(`${where}: written twice: ${twice.join(', ')}`);
}
