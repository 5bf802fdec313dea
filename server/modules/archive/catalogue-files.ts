import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import * as z from 'zod';
import { compareCodes } from '../../engines/documents/numbering/classification-code.ts';
import { settings, type ArchiveSettings } from './contract/shapes.ts';

// Files of `catalog/reference/`. A fault in them is a fault of the installation and is thrown.

const folder = new URL('../../../catalog/reference/', import.meta.url);
const read = (name: string): unknown => parse(readFileSync(new URL(name, folder), 'utf8'));
const lists = z.object({ title: z.string(), legalBasis: z.object({ title: z.string() }), codes: z.array(z.object({ code: z.string(), title: z.string(), named: z.boolean().default(true) })) });

export interface CatalogueCode {
  code: string;
  title: string;
  named: boolean;
}
const files = readdirSync(new URL('classification/', folder)).filter((name) => name.endsWith('.yaml')).map((name) => lists.parse(read(`classification/${name}`)));
/** The list of an institution that has taken over none, in the order of the tree. */
export const CATALOGUE_CODES: readonly CatalogueCode[] = files.flatMap(({ codes }) => codes).sort((a, b) => compareCodes(a.code, b.code));
export const CATALOGUE_BASIS: string = files.map(({ legalBasis }) => legalBasis.title).join('; ');
/** Since when the catalogue's list holds: before any letter of this house. */
export const CATALOGUE_FROM = '2000-01-01';

export const STARTING_SETTINGS: ArchiveSettings = settings.parse(read('archive.yaml'));
