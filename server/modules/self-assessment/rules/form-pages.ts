import type { FormField, FormInstrument } from '../../../engines/scoring/instrument.ts';

export type GovernmentLevel = 'province' | 'regency';

/** By the code of the region: "35" is a province, "35.02" a regency, from "35.71" on a city (Kemendagri's numbering). */
export const levelOfRegion = (region: string): GovernmentLevel => (region.includes('.') ? 'regency' : 'province');
export const kindOfRegion = (region: string): 'provinsi' | 'kabupaten' | 'kota' => (!region.includes('.') ? 'provinsi' : Number(region.split('.')[1]) >= 71 ? 'kota' : 'kabupaten');

/** One page of a form: a section, or a group of a section that would be too long for a phone. */
export interface FormPage {
  /** "3", or "2-1" for the first group of section 2. */
  key: string;
  section: string;
  title: string;
  fields: FormField[];
}
const LONG = 20;

/** The pages that a government of this level is asked, in the order of the form. */
export function formPages({ sections }: FormInstrument, level: GovernmentLevel): FormPage[] {
  return sections.flatMap(({ number, title, fields }): FormPage[] => {
    const asked = fields.filter((field) => field.for === 'all' || field.for === level);
    if (asked.length === 0) return [];
    const groups = [...Map.groupBy(asked, ({ group }) => group)];
    if (asked.length <= LONG || groups.length < 2) return [{ key: number, section: number, title, fields: asked }];
    return groups.map(([group, own], at) => ({ key: `${number}-${at + 1}`, section: number, title: `${title}: ${group}`, fields: own }));
  });
}

/** Fields that the house knows itself and nobody types, where the form has them. */
export const knownAnswers = (facts: { name: string; region: string; year: number; semester: number }): Record<string, string> => ({
  tingkat_pemda: kindOfRegion(facts.region), nama_daerah: facts.name, periode: `Semester ${facts.semester} ${facts.year}`,
});

/** "tidak_dianggarkan" → "tidak dianggarkan", "1-25" → "1–25 persen". */
export const optionWords = (option: string): string => (option === 'Other' ? 'Lainnya' : /^\d+-\d+$/.test(option) ? `${option.replace('-', '–')} persen` : option.replaceAll('_', ' '));
