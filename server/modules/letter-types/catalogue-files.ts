import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import * as z from 'zod';
import { PAPERS } from '../../engines/documents/letter/letter-data.ts';
import { proseOfPlain } from '../../engines/prose/plain-notation.ts';
import { createLetterCatalogue } from '../../engines/documents/letter/letter-catalogue.ts';
import { orRefuse } from '../../platform/kernel/refusal.ts';
import { secrecyNames } from '../letters/contract.ts';
import { family, typeId } from './contract/shapes.ts';

// Files of `catalog/reference/` and `catalog/letters/`. A fault in them is a fault of the installation and is thrown.

const folder = new URL('../../../catalog/reference/', import.meta.url);
const read = (name: string): unknown => parse(readFileSync(new URL(name, folder), 'utf8'));

const file = z.object({
  legalBasis: z.string(),
  families: z.array(z.object({ id: family, title: z.string(), help: z.string() })).length(4),
  types: z.array(z.strictObject({
    id: typeId, family, sub: z.string().optional(), title: z.string(), signer: z.string(), series: z.string(), pattern: z.string(), classification: z.string(), source: z.string().optional(), template: z.string(),
    paper: z.enum(PAPERS).optional(), secrecy: z.enum(secrecyNames).default('biasa'), initials: z.number().int().min(0), needsAddressee: z.boolean().default(false), headOfRegion: z.boolean().default(false),
    written: z.boolean().default(true), verified: z.boolean().default(false), fixed: z.record(z.string(), z.string()).default({}),
    skeleton: z.string().default('').transform((plain) => orRefuse(proseOfPlain(plain))),
  })).min(1),
});
const known = file.parse(read('letter-types.yaml'));
export const FAMILIES = known.families;
export type CatalogueType = z.infer<typeof file>['types'][number];
/** In the order of the families. */
export const TYPES: ReadonlyMap<string, CatalogueType> = new Map(known.types.map((type) => [type.id, type]));
export const LEGAL_BASIS = known.legalBasis;

export const TEMPLATES = createLetterCatalogue(fileURLToPath(new URL('../../../catalog/letters', import.meta.url)));

const codes = z.object({ codes: z.array(z.object({ code: z.string() })) });
/** Codes of Permendagri 83/2022 that the catalogue holds. */
export const CODES: ReadonlySet<string> = new Set(
  readdirSync(new URL('classification/', folder)).filter((name) => name.endsWith('.yaml')).flatMap((name) => codes.parse(read(`classification/${name}`)).codes.map(({ code }) => code)),
);
