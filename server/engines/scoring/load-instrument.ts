import { parseDocument } from 'yaml';
import { ok, refuse, type Result } from '../../platform/kernel/refusal.ts';
import { checkInstrument, type InstrumentFault } from './check-instrument.ts';
import { instrument, type Instrument } from './instrument.ts';

/**
 * Reads an instrument written in YAML. Refuses `scoring.bad-instrument` with `{ faults: InstrumentFault[] }`: first the
 * shape, then, when the shape is right, everything `checkInstrument` finds.
 */
export function loadInstrument(text: string): Result<Instrument> {
  if (text.length > 1_000_000) return bad([{ place: 'berkas', sentence: 'Berkas instrumen paling besar 1 MB.' }]);
  const document = parseDocument(text, { prettyErrors: true, uniqueKeys: true, merge: false });
  const [error] = document.errors;
  if (error) return bad([{ place: `baris ${error.linePos?.[0].line ?? 1}`, sentence: error.code === 'DUPLICATE_KEY' ? 'Kunci ini ditulis dua kali. Hapus salah satunya.' : 'YAML tidak dapat dibaca di sini. Periksa tanda kutip, titik dua, dan jarak dari tepi kiri.' }]);
  let data: unknown;
  try {
    data = document.toJS({ maxAliasCount: 50 });
  } catch {
    return bad([{ place: 'berkas', sentence: 'Berkas memakai acuan (*) yang tidak ada atau terlalu banyak. Tulis isinya langsung.' }]);
  }
  return readInstrument(data);
}

/** The same for data that was stored or edited. */
export function readInstrument(data: unknown): Result<Instrument> {
  const parsed = instrument.safeParse(data);
  if (!parsed.success) return bad(parsed.error.issues.slice(0, 20).map((issue) => ({ place: placeIn(data, issue.path), sentence: shapeSentence(issue) })));
  const faults = checkInstrument(parsed.data);
  return faults.length > 0 ? bad(faults) : ok(parsed.data);
}

const bad = (faults: InstrumentFault[]) => refuse('scoring.bad-instrument', { faults });

/** "tree.0.children.2 (nomor 3).weight": a number says more than a position. */
function placeIn(data: unknown, path: readonly PropertyKey[]): string {
  let at: unknown = data;
  const words: string[] = [];
  for (const key of path) {
    at = at !== null && typeof at === 'object' ? (at as Record<PropertyKey, unknown>)[key] : undefined;
    const number = at !== null && typeof at === 'object' && !Array.isArray(at) ? (at as { number?: unknown }).number : undefined;
    words.push(typeof number === 'string' ? `${String(key)} (nomor ${number})` : String(key));
  }
  return words.join('.') || 'berkas';
}

function shapeSentence(issue: { code: string; message: string; keys?: unknown; params?: unknown }): string {
  const code = (issue.params as { code?: string } | undefined)?.code ?? issue.code;
  if (code === 'unrecognized_keys') return `Ada kunci yang tidak dikenal${Array.isArray(issue.keys) ? `: ${issue.keys.join(', ')}` : ''}. Periksa ejaannya.`;
  if (code === 'invalid_format' && issue.message.startsWith('bukan')) return `Isinya ${issue.message}.`;
  if (code === 'invalid_union') return 'Cara menghitung (method) harus weighted-mean atau completeness.';
  return 'Isian ini kurang, kosong, atau bukan jenis yang benar. Lihat catalog/instruments/README.md.';
}

/** `place: sentence`, one line each. */
export const describeFaults = (faults: readonly InstrumentFault[]): string => faults.map(({ place, sentence }) => `${place}: ${sentence}`).join('\n');
