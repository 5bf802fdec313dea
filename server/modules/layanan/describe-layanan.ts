import type { Field, SimpleField } from '../../engines/forms/form-definition.ts';
import type { Step, TimePromise } from '../../engines/workflow/workflow-definition.ts';
import type { CatalogueItem } from './contract.ts';
import type { LayananDefinition } from './definition.ts';

const UNITS: Record<TimePromise['unit'], string> = { 'working-days': 'hari kerja', 'working-hours': 'jam kerja', 'calendar-days': 'hari' };
export const promiseText = (p: TimePromise): string => `${p.amount} ${UNITS[p.unit]}`;

const KINDS_OF_FEE = { free: 'Gratis', formula: 'Dihitung dari isian', assessed: 'Ditetapkan setelah diperiksa' } as const;

/** How the owner and the actors of steps are called, with names of units by code. */
export function actorText(reference: string, definition: LayananDefinition, names: ReadonlyMap<string, string>): string {
  if (reference === 'owner') return actorText(definition.owner, definition, names);
  if (reference === 'parent') return 'Unit di atasnya';
  if (reference.startsWith('village:')) return 'Desa atau kelurahan setempat';
  if (reference.startsWith('district:')) return 'Kecamatan setempat';
  const code = reference.slice('unit:'.length);
  return names.get(code) ?? code;
}

/** "Dinas A, atau Bupati B": the usual unit first, then those that act where the answers say so. */
export const actorsText = ({ actor }: Step, definition: LayananDefinition, names: ReadonlyMap<string, string>): string =>
  [...new Set([actor.unit, ...(actor.instead ?? []).map((one) => one.unit)])].map((unit) => actorText(unit, definition, names)).join(', atau ');

export const catalogueItemOf = (definition: LayananDefinition, names: ReadonlyMap<string, string>): CatalogueItem => ({
  id: definition.id,
  name: definition.name,
  summary: definition.summary,
  owner: actorText(definition.owner, definition, names),
  promise: promiseText(definition.workflow.promise),
  fee: KINDS_OF_FEE[definition.fee.kind],
  lifeEvents: definition.lifeEvents,
});

/** The files that the form asks for: what to have at hand before beginning. */
export function documentsOf(definition: LayananDefinition): { label: string; required: boolean; note: string }[] {
  const fields = definition.form.pages.flatMap((page): (Field | SimpleField)[] => page.fields.flatMap((f): (Field | SimpleField)[] => (f.type === 'group' ? f.fields : [f])));
  return fields.filter((f): f is Extract<SimpleField, { type: 'file' }> => f.type === 'file').map((f) => ({
    label: f.document ?? f.label,
    required: f.required === true && f.when === undefined,
    note: `${f.accept.map((kind) => (kind === 'pdf' ? 'PDF' : 'foto')).join(' atau ')}, paling besar ${String(f.maxMegabytes).replace('.', ',')} MB${f.maxFiles > 1 ? `, sampai ${f.maxFiles} berkas` : ''}`,
  }));
}

const COMPONENTS: [keyof LayananDefinition['standard'], string][] = [
  ['requirements', 'Persyaratan'], ['procedure', 'Sistem, mekanisme, dan prosedur'], ['duration', 'Jangka waktu'], ['cost', 'Biaya'],
  ['product', 'Produk pelayanan'], ['complaints', 'Pengaduan, saran, dan masukan'], ['legalBasis', 'Dasar hukum'],
  ['facilities', 'Sarana, prasarana, dan fasilitas'], ['competence', 'Kompetensi pelaksana'], ['supervision', 'Pengawasan internal'],
  ['staffing', 'Jumlah pelaksana'], ['guarantee', 'Jaminan pelayanan'], ['safety', 'Jaminan keamanan dan keselamatan'], ['evaluation', 'Evaluasi kinerja pelaksana'],
];

/** The 14 components of the service standard (Permenpan RB 15/2014), those that are filled, in their order. */
export const standardOf = (definition: LayananDefinition): { id: string; title: string; items: string[] }[] =>
  COMPONENTS.flatMap(([id, title]) => {
    const value = definition.standard[id];
    return value === undefined ? [] : [{ id, title, items: Array.isArray(value) ? value : [value] }];
  });

export function validityText(definition: LayananDefinition): string {
  const { validity } = definition.output;
  if (!validity) return 'Selama keadaannya tidak berubah';
  if ('until' in validity) return 'Sampai tanggal yang tertulis di surat';
  return `${validity.amount} ${{ days: 'hari', months: 'bulan', years: 'tahun' }[validity.unit]} sejak terbit`;
}

/** Every word of the query must begin a word of the name, summary or keywords. */
export function matches(definition: LayananDefinition, query: string): boolean {
  const words = (text: string) => text.toLowerCase().normalize('NFKD').match(/[a-z0-9]+/g) ?? [];
  const known = words([definition.name, definition.summary, ...definition.keywords].join(' '));
  return words(query).every((word) => known.some((k) => k.startsWith(word)));
}
