import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { unitKinds, type UnitKind, type UnitProfile, type UnitSummary } from '../contract.ts';
import { organizationRefusals } from '../contract/refusals.ts';
import { readDay } from '../../../engines/sheets/days-as-people-write-them.ts';
import { refused, sameText, type FieldRow, type Verdict } from '../../../engines/sheets/judged-rows.ts';
import { unitFitsItsPlace } from './units-form-a-tree.ts';

export interface UnitFact {
  /** Of the unit that is there; a new one gets its id when it is taken. */
  id: string | null;
  code: string;
  name: string;
  kind: UnitKind;
  /** Code of the parent, which may be a line of the same file. */
  parent: string | null;
  region: string | null;
  fromDay: CalendarDay;
  profile: UnitProfile;
}

export interface UnitSurroundings {
  institutionRegion: string;
  today: CalendarDay;
  units: readonly (UnitSummary & { profile: UnitProfile })[];
  /** Region codes of the file that exist. */
  regions: ReadonlySet<string>;
}

const KIND_WORDS: Record<string, UnitKind> = {
  'kepala daerah': 'head-of-region', bupati: 'head-of-region', 'wali kota': 'head-of-region', gubernur: 'head-of-region', 'sekretariat daerah': 'setda', sekda: 'setda', upt: 'uptd', puskesmas: 'uptd',
  'sekretariat dprd': 'setwan', 'dewan perwakilan rakyat daerah': 'dprd', 'rumah sakit': 'rsud', 'perangkat daerah': 'dinas', kantor: 'lainnya', lain: 'lainnya', dusun: 'lainnya',
};
const kindOf = (text: string): UnitKind | null => (unitKinds as readonly string[]).includes(text.toLowerCase()) ? (text.toLowerCase() as UnitKind) : (KIND_WORDS[sameText(text)] ?? null);
export const codeOf = (text: string): string => text.toUpperCase().replace(/[\s_./]+/g, '-').replace(/-+/g, '-').replace(/^-|-$/g, '');
const SERVES: Partial<Record<UnitKind, string>> = { desa: 'desa', kelurahan: 'desa', kecamatan: 'kecamatan' };

/** Decides every line of a file of units: known ones by code; parents before children, wherever they stand in the file. */
export function judgeUnits(rows: readonly FieldRow[], around: UnitSurroundings): Verdict<UnitFact>[] {
  const byCode = new Map(around.units.map((unit) => [unit.code, unit]));
  const codeById = new Map(around.units.map((unit) => [unit.id, unit.code]));
  const inFile = new Map<string, Verdict<UnitFact>>();
  const serving = new Map(around.units.filter((unit) => unit.toDay === null && unit.region && SERVES[unit.kind]).map((unit) => [`${SERVES[unit.kind]} ${unit.region}`, unit.code]));

  const verdicts = rows.map((row) => {
    const { values } = row;
    const reasons: string[] = [];
    const code = codeOf(values['code'] ?? '');
    const known = byCode.get(code);
    if (!/^[A-Z0-9-]{2,30}$/.test(code)) reasons.push('Kode unit kosong atau lebih dari 30 huruf. Tulis singkatan tetap, misalnya DPMPTSP.');
    const twin = inFile.get(code);
    if (twin) reasons.push(`Kode ${code} sudah ada di baris ${twin.line}. Hapus salah satu.`);
    const name = values['name'] ?? '';
    if (name.length < 3 || name.length > 200) reasons.push('Nama unit kosong atau terlalu panjang.');
    const kind = kindOf(values['kind'] ?? '');
    if (!kind) reasons.push(`Jenis "${(values['kind'] ?? '').slice(0, 40)}" tidak dikenal. Pakai dinas, badan, kecamatan, kelurahan, desa, bidang, uptd, atau lainnya.`);
    const fromDay = values['from'] ? readDay(values['from']) : (known?.fromDay ?? around.today);
    if (!fromDay) reasons.push(`Tanggal "${values['from']!.slice(0, 30)}" tidak terbaca. Tulis 2025-01-31 atau 31-01-2025.`);
    if (known?.toDay) reasons.push('Unit dengan kode ini sudah ditutup. Pakai kode baru.');
    const parent = values['parent'] ? codeOf(values['parent']) : known?.parent ? (codeById.get(known.parent) ?? null) : null;
    const region = values['region'] || known?.region || null;
    if (region && !around.regions.has(region)) reasons.push(`Tidak ada wilayah berkode ${region.slice(0, 20)}. Tulis seperti 35.02.16 atau 35.02.16.2004.`);
    const verdict: Verdict<UnitFact> = reasons.length > 0
      ? refused(row, reasons)
      : {
        line: row.line, values, verdict: 'new', reasons: [], notes: [],
        fact: { id: known?.id ?? null, code, name, kind: kind!, parent, region, fromDay: fromDay!, profile: { ...known?.profile, ...profileOf(values) } },
      };
    if (code && !twin) inFile.set(code, verdict);
    return verdict;
  });

  for (const verdict of verdicts) {
    const { fact } = verdict;
    if (!fact) continue;
    const reason = misplaced(fact, inFile, byCode, around) ?? rivalOf(fact, serving, inFile, around);
    if (reason) refuse(verdict, reason);
  }
  refuseOrphans(verdicts, inFile, byCode);
  for (const verdict of verdicts) {
    if (!verdict.fact?.id) continue;
    const known = byCode.get(verdict.fact.code)!;
    const { fact } = verdict;
    const same = fact.name === known.name && fact.kind === known.kind && fact.region === known.region && fact.parent === (known.parent ? codeById.get(known.parent) : null) && sameProfile(fact.profile, known.profile);
    verdict.verdict = same ? 'unchanged' : 'changed';
    if (fact.name !== known.name) verdict.notes.push(`Nama berubah dari "${known.name}". Bila karena peraturan, pakai "Ganti nama" agar nama lama tetap tercatat.`);
  }
  return verdicts;
}

function refuse(verdict: Verdict<UnitFact>, reason: string): void {
  verdict.verdict = 'refused';
  verdict.reasons.push(reason);
  delete verdict.fact;
}

const sentence = (code: string, data: Record<string, unknown>): string => {
  const entry = organizationRefusals[code]!.sentence;
  return typeof entry === 'string' ? entry : entry(data);
};

function misplaced(fact: UnitFact, inFile: ReadonlyMap<string, Verdict<UnitFact>>, byCode: ReadonlyMap<string, UnitSummary>, around: UnitSurroundings): string | null {
  const parent = fact.parent === null ? null : (inFile.get(fact.parent)?.fact ?? byCode.get(fact.parent));
  if (fact.parent !== null && parent && 'toDay' in parent && parent.toDay) return `Induk ${fact.parent} sudah ditutup.`;
  const fits = unitFitsItsPlace(fact, parent?.kind ?? null, around.institutionRegion);
  return fits.ok ? null : sentence(fits.refusal.code, fits.refusal.data ?? {});
}

/** One open unit per village and per district, also among the lines of the file. */
function rivalOf(fact: UnitFact, serving: Map<string, string>, inFile: ReadonlyMap<string, Verdict<UnitFact>>, around: UnitSurroundings): string | null {
  const serves = SERVES[fact.kind];
  if (!serves || !fact.region) return null;
  const key = `${serves} ${fact.region}`;
  const rival = serving.get(key);
  if (rival && rival !== fact.code) return sentence('organization.region-taken', { region: fact.region, name: inFile.get(rival)?.fact?.name ?? around.units.find((unit) => unit.code === rival)?.name });
  serving.set(key, fact.code);
  return null;
}

/** A line whose parent is unknown, refused, or below itself cannot stand. */
function refuseOrphans(verdicts: readonly Verdict<UnitFact>[], inFile: ReadonlyMap<string, Verdict<UnitFact>>, byCode: ReadonlyMap<string, UnitSummary>): void {
  const codeById = new Map([...byCode.values()].map((unit) => [unit.id, unit.code]));
  const parentOf = (code: string): string | null => {
    const line = inFile.get(code)?.fact;
    if (line) return line.parent;
    const known = byCode.get(code);
    return known?.parent ? (codeById.get(known.parent) ?? null) : null;
  };
  for (let again = true; again; ) {
    again = false;
    for (const verdict of verdicts) {
      const parent = verdict.fact?.parent;
      if (!verdict.fact || parent === undefined || parent === null) continue;
      const line = inFile.get(parent);
      const reason =
        line && !line.fact && !byCode.has(parent) ? `Induknya (baris ${line.line}) ditolak. Betulkan baris itu dahulu.`
        : !line && !byCode.has(parent) ? `Kode induk ${parent} tidak ada. Tambahkan barisnya, atau betulkan kodenya.`
        : isBelow(verdict.fact.code, parent, parentOf) ? 'Induk-induknya berputar kembali ke unit ini. Betulkan kode induknya.'
        : null;
      if (!reason) continue;
      refuse(verdict, reason);
      again = true;
    }
  }
}

function isBelow(code: string, parent: string, parentOf: (code: string) => string | null): boolean {
  const seen = new Set<string>();
  for (let at: string | null = parent; at !== null; at = parentOf(at)) {
    if (at === code || seen.has(at)) return true;
    seen.add(at);
  }
  return false;
}

function profileOf(values: Record<string, string>): UnitProfile {
  const profile: UnitProfile = {};
  for (const [key, most] of [['address', 300], ['phone', 60], ['email', 120]] as const) if (values[key]) profile[key] = values[key].slice(0, most);
  return profile;
}
const sameProfile = (a: UnitProfile, b: UnitProfile): boolean => (['address', 'phone', 'email', 'postalCode', 'website'] as const).every((key) => (a[key] ?? '') === (b[key] ?? ''));

/** New lines with every parent before its children. */
export function parentsFirst(facts: readonly UnitFact[]): UnitFact[] {
  const byCode = new Map(facts.map((fact) => [fact.code, fact]));
  const sorted = new Set<UnitFact>();
  const visit = (fact: UnitFact) => {
    const parent = fact.parent === null ? undefined : byCode.get(fact.parent);
    if (parent && !sorted.has(parent)) visit(parent);
    sorted.add(fact);
  };
  facts.forEach(visit);
  return [...sorted];
}
