import { predicateOf, PREDICATES, readRating, type Predicate, type Rating } from '../../../engines/performance/predicate.ts';
import type { SheetField } from '../../../engines/sheets/headings-are-recognised.ts';
import { refused, sameText, type FieldRow, type Verdict } from '../../../engines/sheets/judged-rows.ts';
import { ASPECTS, type Aspect } from '../contract/words.ts';

// Lists of the national application, e-Kinerja BKN. Its own headings are not published; the usual words are known, others are chosen by hand.

export const planFields: readonly SheetField[] = [
  { field: 'nip', label: 'NIP', required: true, headings: ['nip', 'nip baru', 'nomor induk pegawai', 'nip pegawai'] },
  { field: 'result', label: 'Hasil kerja', required: true, headings: ['hasil kerja', 'rencana hasil kerja', 'rhk', 'rencana kinerja', 'kinerja'] },
  { field: 'kind', label: 'Jenis (utama/tambahan)', required: false, headings: ['jenis', 'jenis hasil kerja', 'klasifikasi'] },
  { field: 'supports', label: 'Hasil kerja atasan yang didukung', required: false, headings: ['hasil kerja atasan', 'intervensi', 'rhk atasan', 'rencana hasil kerja pimpinan', 'rhk pimpinan yang diintervensi'] },
  { field: 'aspect', label: 'Aspek', required: false, headings: ['aspek'] },
  { field: 'indicator', label: 'Indikator', required: false, headings: ['indikator', 'indikator kinerja individu', 'iki', 'indikator kinerja'] },
  { field: 'target', label: 'Target', required: false, headings: ['target'] },
];
export const predicateFields: readonly SheetField[] = [
  { field: 'nip', label: 'NIP', required: true, headings: ['nip', 'nip baru', 'nomor induk pegawai', 'nip pegawai'] },
  { field: 'hasil', label: 'Rating hasil kerja', required: false, headings: ['hasil kerja', 'rating hasil kerja', 'nilai hasil kerja', 'hasilkerja'] },
  { field: 'perilaku', label: 'Rating perilaku', required: false, headings: ['perilaku', 'perilaku kerja', 'rating perilaku', 'rating perilaku kerja', 'nilai perilaku'] },
  { field: 'predicate', label: 'Predikat', required: true, headings: ['predikat', 'predikat kinerja', 'predikat kinerja pegawai', 'hasil akhir', 'kuadran kinerja'] },
];

/** Who a NIP is in this institution on the day of the list. */
export interface Known {
  person: string;
  name: string;
  unitName: string;
}
export const bareNip = (text: string): string => text.replace(/\D/g, '');

export interface PlanFact {
  person: string;
  result: string;
  kind: 'utama' | 'tambahan';
  supports: string;
  indicator?: { aspect: Aspect; text: string; target: string };
}
export interface PredicateFact {
  person: string;
  hasil: Rating | null;
  perilaku: Rating | null;
  predicate: Predicate;
}
const known = (row: FieldRow, people: ReadonlyMap<string, Known>): { who?: Known; reasons: string[] } => {
  const nip = bareNip(row.values['nip'] ?? '');
  if (nip === '') return { reasons: ['NIP kosong.'] };
  const who = people.get(nip);
  return who ? { who, reasons: [] } : { reasons: ['NIP ini tidak ditemukan di antara pegawai yang bertugas. Periksa angkanya, atau daftarkan pegawainya dahulu.'] };
};

/** A line of the blank sheet that nobody filled in: left out, not a fault. */
const isUnfilled = ({ values }: FieldRow): boolean => Object.entries(values).every(([field, text]) => field === 'nip' || text === '');
const unfilled = <Fact>(row: FieldRow): Verdict<Fact> => ({ ...row, verdict: 'unchanged', reasons: [], notes: ['Belum diisi, dilewati.'] });

/** @param stored results by person that came in before, so that the same file twice changes nothing; @param elsewhere people whose plan was made in Pendopo */
export function judgePlans(rows: readonly FieldRow[], people: ReadonlyMap<string, Known>, stored: ReadonlyMap<string, ReadonlySet<string>>, madeHere: ReadonlySet<string>): Verdict<PlanFact>[] {
  return rows.map((row) => {
    const { who, reasons } = known(row, people);
    if (who && isUnfilled(row)) return unfilled(row);
    const result = (row.values['result'] ?? '').trim();
    if (result.length < 5) reasons.push('Hasil kerjanya kosong atau terlalu pendek.');
    if (who && madeHere.has(who.person)) reasons.push(`${who.name} sudah punya SKP yang dibuat di Pendopo untuk tahun itu.`);
    const aspect = aspectOf(row.values['aspect'] ?? '');
    if ((row.values['aspect'] ?? '') !== '' && !aspect) reasons.push('Aspeknya tidak dikenal: tulis kuantitas, kualitas, waktu, atau biaya.');
    if (reasons.length > 0 || !who) return refused(row, reasons);
    const text = row.values['indicator'] ?? '';
    const fact: PlanFact = { person: who.person, result: result.slice(0, 500), kind: /tambah/i.test(row.values['kind'] ?? '') ? 'tambahan' : 'utama', supports: (row.values['supports'] ?? '').slice(0, 500), ...(text === '' ? {} : { indicator: { aspect: aspect ?? 'kuantitas', text: text.slice(0, 300), target: (row.values['target'] || '-').slice(0, 200) } }) };
    const before = stored.get(who.person);
    const same = before?.has(keyOf(fact));
    return { ...row, verdict: same ? 'unchanged' : before ? 'changed' : 'new', reasons: [], notes: same ? ['Sudah ada.'] : [], fact };
  });
}
export const keyOf = (fact: Pick<PlanFact, 'result' | 'indicator'>): string => `${sameText(fact.result)}|${sameText(fact.indicator?.text ?? '')}|${sameText(fact.indicator?.target ?? '')}`;
const aspectOf = (text: string): Aspect | undefined => (Object.keys(ASPECTS) as Aspect[]).find((one) => one === sameText(text));

/** @param stored predicates of the period by person @param ratedHere whose period is reported or rated in Pendopo: that is not written over */
export function judgePredicates(rows: readonly FieldRow[], people: ReadonlyMap<string, Known>, stored: ReadonlyMap<string, Predicate>, ratedHere: ReadonlySet<string>): Verdict<PredicateFact>[] {
  const seen = new Map<string, number>();
  return rows.map((row) => {
    const { who, reasons } = known(row, people);
    if (who && isUnfilled(row)) return unfilled(row);
    const [hasil, perilaku] = [row.values['hasil'] ?? '', row.values['perilaku'] ?? ''].map((text) => (text === '' ? null : (readRating(text) ?? undefined)));
    if (hasil === undefined || perilaku === undefined) reasons.push('Rating ditulis: di atas, sesuai, atau di bawah ekspektasi.');
    const predicate = predicateNamed(row.values['predicate'] ?? '');
    if (!predicate) reasons.push(`Predikatnya tidak dikenal. Tulis salah satu: ${[...PREDICATES].reverse().join(', ')}.`);
    if (predicate && hasil && perilaku && predicateOf(hasil, perilaku) !== predicate) reasons.push(`Predikat tidak cocok dengan ratingnya: seharusnya ${predicateOf(hasil, perilaku)}.`);
    if (who && ratedHere.has(who.person)) reasons.push(`Kinerja ${who.name} untuk masa itu sudah dilaporkan atau dinilai di Pendopo.`);
    const first = who && seen.get(who.person);
    if (first !== undefined) reasons.push(`NIP ini sudah ada di baris ${first}.`);
    if (who && first === undefined) seen.set(who.person, row.line);
    if (reasons.length > 0 || !who || !predicate) return refused(row, reasons);
    const before = stored.get(who.person);
    return { ...row, verdict: before === undefined ? 'new' : before === predicate ? 'unchanged' : 'changed', reasons: [], notes: before !== undefined && before !== predicate ? [`Sebelumnya ${before}.`] : [], fact: { person: who.person, hasil: hasil ?? null, perilaku: perilaku ?? null, predicate } };
  });
}
/** "Butuh Perbaikan (Cukup)", "SANGAT BAIK", "Kurang/Misconduct" */
function predicateNamed(text: string): Predicate | undefined {
  const words = sameText(text).replace(/ misconduct$/, '').replace(/ cukup$/, '');
  return words === 'cukup' ? 'Butuh Perbaikan' : PREDICATES.find((one) => sameText(one) === words);
}
