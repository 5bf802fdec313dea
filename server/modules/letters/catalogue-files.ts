import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import * as z from 'zod';
import { compareCodes } from '../../engines/documents/numbering/classification-code.ts';
import { clock, instruction } from './contract/shapes.ts';

// Files of `catalog/reference/`. A fault in them is a fault of the installation and is thrown.

const folder = new URL('../../../catalog/reference/', import.meta.url);
const read = (name: string): unknown => parse(readFileSync(new URL(name, folder), 'utf8'));

export const startingLetters = z.object({ clocks: z.array(clock).length(3), instructions: z.array(instruction).min(1) }).parse(read('letters.yaml'));
export const INSTRUCTIONS: ReadonlyMap<string, string> = new Map(startingLetters.instructions.map(({ code, title }) => [code, title]));

const codes = z.object({ codes: z.array(z.object({ code: z.string(), title: z.string(), named: z.boolean().default(true) })) });
/** Kode klasifikasi arsip (Permendagri 83/2022) by code, in the order of the tree. */
export const CLASSIFICATION: ReadonlyMap<string, { title: string; named: boolean }> = new Map(
  readdirSync(new URL('classification/', folder)).filter((name) => name.endsWith('.yaml'))
    .flatMap((name) => codes.parse(read(`classification/${name}`)).codes).sort((a, b) => compareCodes(a.code, b.code)).map(({ code, title, named }) => [code, { title, named }]),
);
