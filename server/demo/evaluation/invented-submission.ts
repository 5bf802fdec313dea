import { writePdf } from '../drawing.ts';
import type { Dice } from '../random.ts';
import type { Prepared } from '../../engines/scoring/score.ts';
import type { EvidenceCopy, SubmissionCopy } from '../../modules/self-assessment/contract.ts';
import type { EvaluationFile } from './evaluation-file.ts';

/** One invented submission and the papers that belong to it. Levels lie around one strength of the institution, never outside the scale. */
export function inventSubmission(dice: Dice, prepared: Prepared, file: EvaluationFile, about: { campaign: string; participant: { id: string; name: string; region: string | null }; at: Date; year: number }, store: (pdf: Buffer) => string): SubmissionCopy {
  const strength = dice.between(22, 38) / 10;
  const levels = prepared.indicators.map(() => Math.min(5, Math.max(1, Math.round(strength + (dice.next() - 0.5) * 2.4))));
  const evidence: EvidenceCopy[] = [];
  const answers = prepared.indicators.map(({ indicator }, at): SubmissionCopy['answers'][number] => {
    const level = levels[at]!;
    const facts = { no: String(dice.between(4, 97)), y: String(about.year - dice.between(0, 3)), n: indicator.name, i: about.participant.name, l: String(level) };
    const fakta = fill(dice.pick(file.facts), facts);
    if (level > 1) evidence.push(evidenceOf(dice, indicator.number, level, fakta, about, at % 4 === 1 ? store : undefined));
    return {
      number: indicator.number, micro: `${level}000000`, met: indicator.levels.filter((one) => one.level > 1 && one.level <= level).flatMap((one) => Object.keys(one.criteria ?? {}).map((letter) => `${one.level}.${letter}`)),
      asks: indicator.asks ? dice.pick(['Layanan perizinan usaha', 'Layanan kesehatan ibu dan anak', 'Layanan pajak daerah']) : '', fakta, analisis: fill(dice.pick(file.analyses), facts),
      before: { year: about.year - 1, level: String(Math.max(1, level - (dice.chance(0.4) ? 1 : 0))), text: fill(dice.pick(file.facts), { ...facts, y: String(about.year - 2) }) },
    };
  });
  return {
    id: dice.id('submission'), campaign: about.campaign, no: 1, institution: { instansi: about.participant.id, name: about.participant.name, region: about.participant.region ?? '' },
    submittedAt: about.at.toISOString(), by: { name: `Koordinator SPBE ${about.participant.name} (simulasi)`, title: 'Koordinator SPBE' }, answers, evidence, papers: [],
  };
}

const fill = (text: string, facts: Record<string, string>): string => text.replace(/\{(\w+)\}/g, (whole, name: string) => facts[name] ?? whole);

function evidenceOf(dice: Dice, number: string, level: number, title: string, about: { participant: { name: string }; year: number }, store?: (pdf: Buffer) => string): EvidenceCopy {
  const pdf = store && writePdf(`SIMULASI: bukti indikator ${number}`, [about.participant.name, title, 'Isi berkas ini rekaan, tidak berlaku.']);
  const month = String(dice.between(1, 12)).padStart(2, '0');
  return {
    id: dice.id(`evidence/${number}`), number, level, letter: 'a', version: 1, kind: pdf ? 'file' : 'link', title: title.replace(/ \(berkas simulasi\)\.$/, ''), where: 'pasal 4', documentDate: `${about.year - 1}-${month}-15`, expiresOn: null,
    file: pdf ? { sha256: store!(pdf), type: 'application/pdf', name: `${number}.a.bukti-simulasi.pdf`, bytes: pdf.length } : null, url: pdf ? null : `https://contoh.example/${number}`, record: null,
  };
}
