import { levelByEvidence, stepKey, type EvidenceStatus } from '../../../engines/scoring/ladder.ts';
import type { Indicator, WeightedInstrument } from '../../../engines/scoring/instrument.ts';
import { LEVEL_SCALE, readLevel } from '../../../engines/scoring/score.ts';
import { ok, type FieldRefusal, type Result } from '../../../platform/kernel/refusal.ts';
import { EVIDENCE_STATUSES, type Direction } from '../contract/assess-words.ts';

export interface Claim {
  micro: bigint;
  fakta: string;
  analisis: string;
}
/** As typed: a level, or for Index Pemdi a status for each main piece of evidence. */
export interface AskedVerdict {
  level: string;
  statuses: Readonly<Record<string, string>>;
  fakta: string;
  analisis: string;
  justifikasi: string;
}
export interface Verdict {
  micro: bigint;
  direction: Direction;
  fakta: string;
  analisis: string;
  justifikasi: string;
  /** By "4.b"; null where the level was chosen. */
  statuses: Record<string, EvidenceStatus> | null;
}

/** The main evidence of an indicator, lowest level first: "2.a". Empty where the level is chosen, also where the annex was not filled in yet. */
export function mainEvidence(instrument: WeightedInstrument, indicator: Indicator): { key: string; level: number; text: string }[] {
  if (instrument.ladder !== 'main-evidence' || indicator.external) return [];
  return indicator.levels.flatMap(({ level, evidence }) => evidence.filter(({ main }) => main).map(({ id, text }) => ({ key: stepKey(level, id), level, text })));
}

/** The claim as it stands, in one tap: for Index Pemdi all main evidence up to the claimed level is accepted. What was typed is kept. */
export const acceptance = (instrument: WeightedInstrument, indicator: Indicator, claim: Claim, typed?: Pick<AskedVerdict, 'fakta' | 'analisis' | 'justifikasi'>): AskedVerdict => ({
  level: levelText(claim.micro),
  statuses: Object.fromEntries(mainEvidence(instrument, indicator).map(({ key, level }) => [key, BigInt(level) * LEVEL_SCALE <= claim.micro ? 'accepted' : 'missing'])),
  fakta: typed?.fakta.trim() || claim.fakta, analisis: typed?.analisis.trim() || claim.analisis, justifikasi: typed?.justifikasi ?? '',
});

/** 2 500 000 → "2.5" */
export function levelText(micro: bigint): string {
  const part = String(micro % LEVEL_SCALE).padStart(6, '0').replace(/0+$/, '');
  return `${micro / LEVEL_SCALE}${part && `.${part}`}`;
}

/**
 * Whether a verdict may stand beside the institution's claim: a level of the edition's scale, whole unless another body
 * scores the indicator; where main evidence decides (Index Pemdi) the level is that of the rule. Fakta and Analisis are
 * taken from the claim where it is accepted as it stands; Justifikasi is compulsory when the level differs from it
 * (Pedoman Menteri PANRB 3/2024). Refuses `evaluation.verdict` with fields.
 */
export function judgeVerdict(instrument: WeightedInstrument, indicator: Indicator, claim: Claim, asked: AskedVerdict): Result<Verdict & { rejectedAbove: string[] }> {
  const main = mainEvidence(instrument, indicator);
  const fields: FieldRefusal[] = [];
  const statuses = main.length > 0 ? readStatuses(main, asked.statuses, fields) : null;
  const ladder = statuses && levelByEvidence(instrument, indicator, (key) => statuses[key] ?? 'missing');
  const chosen = ladder ? ok(BigInt(ladder.level) * LEVEL_SCALE) : readLevel(instrument, indicator, asked.level);
  if (!chosen.ok) return refused([...fields, { path: 'level', message: sentence(chosen.refusal.data) }, ...lacking(asked, ['fakta', 'analisis'], claim, false)]);
  const direction: Direction = chosen.value === claim.micro ? 'accept' : chosen.value < claim.micro ? 'lower' : 'raise';
  const differs = direction !== 'accept';
  fields.push(...lacking(asked, differs ? ['fakta', 'analisis', 'justifikasi'] : ['fakta', 'analisis'], claim, !differs));
  if (fields.length > 0) return refused(fields);
  const own = (name: 'fakta' | 'analisis') => asked[name].trim() || claim[name];
  return ok({ micro: chosen.value, direction, fakta: own('fakta'), analisis: own('analisis'), justifikasi: asked.justifikasi.trim(), statuses, rejectedAbove: ladder?.rejectedAbove ?? [] });
}

const refused = (fields: FieldRefusal[]): { ok: false; refusal: { code: string; fields: FieldRefusal[] } } => ({ ok: false, refusal: { code: 'evaluation.verdict', fields } });
const sentence = (data: Record<string, unknown> | undefined): string => {
  const text = String(data?.['sentence'] ?? 'Pilih tingkatnya.');
  return text[0]!.toUpperCase() + text.slice(1);
};

const SAY = {
  fakta: 'Tulis faktanya: dokumen apa, pasal atau halaman berapa, berkas yang mana.',
  analisis: 'Tulis analisisnya: kriteria mana yang dipenuhi.',
  justifikasi: 'Tulis justifikasinya: mengapa tingkatnya berbeda dari yang diklaim.',
};
/** `fromClaim`: a text left empty is the claim's own. */
const lacking = (asked: AskedVerdict, names: readonly ('fakta' | 'analisis' | 'justifikasi')[], claim: Claim, fromClaim: boolean): FieldRefusal[] =>
  names.filter((name) => asked[name].trim() === '' && !(fromClaim && name !== 'justifikasi' && claim[name].trim() !== '')).map((path) => ({ path, message: SAY[path] }));

function readStatuses(main: readonly { key: string; text: string }[], asked: Readonly<Record<string, string>>, fields: FieldRefusal[]): Record<string, EvidenceStatus> {
  const known = new Set(main.map(({ key }) => key));
  for (const key of Object.keys(asked)) if (!known.has(key)) fields.push({ path: `statuses.${key}`, message: `Bukti utama "${key.slice(0, 10)}" tidak ada pada indikator ini.` });
  return Object.fromEntries(main.flatMap(({ key }) => {
    const status = EVIDENCE_STATUSES.find((one) => one === asked[key]);
    if (!status) fields.push({ path: `statuses.${key}`, message: 'Pilih status buktinya.' });
    return status ? [[key, status] as const] : [];
  }));
}
