import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Instrument } from './instrument.ts';
import { describeFaults, loadInstrument } from './load-instrument.ts';
import type { InstrumentFault } from './check-instrument.ts';

const CATALOG = join(import.meta.dirname, '..', '..', '..', 'catalog', 'instruments');

/** Ids of the instruments in `catalog/instruments/`, in the order of the alphabet. */
export const catalogueIds = (folder = CATALOG): string[] =>
  readdirSync(folder).filter((file) => file.endsWith('.yaml')).map((file) => file.slice(0, -'.yaml'.length)).sort();

/** The text of one, or undefined where there is none of that id. */
export const catalogueText = (id: string, folder = CATALOG): string | undefined => (catalogueIds(folder).includes(id) ? readFileSync(join(folder, `${id}.yaml`), 'utf8') : undefined);

/** One instrument of the catalogue. A faulty file is a fault of the installation and is thrown with its places. */
export function catalogueInstrument(id: string, folder = CATALOG): Instrument | undefined {
  const text = catalogueText(id, folder);
  if (text === undefined) return undefined;
  const loaded = loadInstrument(text);
  if (!loaded.ok) throw new Error(`catalog/instruments/${id}.yaml\n${describeFaults(loaded.refusal.data!.faults as InstrumentFault[])}`);
  if (loaded.value.id !== id) throw new Error(`catalog/instruments/${id}.yaml has the id ${loaded.value.id}`);
  return loaded.value;
}
