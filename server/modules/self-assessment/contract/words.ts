/** What an answer may lack; `blocking`: it cannot be marked ready. */
export const LACKS = ['unanswered', 'criteria', 'papers', 'evidence', 'fakta', 'analisis', 'asks', 'expired', 'expiring', 'late-follow-up'] as const;
export type LackCode = (typeof LACKS)[number];
export interface Lack {
  code: LackCode;
  blocking: boolean;
  count: number;
  /** Criteria or pieces of evidence: "4.b". */
  keys: string[];
}

/** As a short tag beside an indicator. */
export const lackWords: Record<LackCode, (count: number) => string> = {
  unanswered: () => 'belum dijawab', criteria: (n) => `${n} kriteria kurang`, papers: (n) => `${n} bukti utama kurang`, evidence: () => 'tanpa bukti', fakta: () => 'Fakta kosong', analisis: () => 'Analisis kosong',
  asks: () => 'layanan belum disebut', expired: (n) => `${n} bukti kedaluwarsa`, expiring: (n) => `${n} bukti segera kedaluwarsa`, 'late-follow-up': () => 'tindak lanjut lewat masanya',
};

export const STATES = ['empty', 'working', 'ready', 'approved'] as const;
export type AnswerState = (typeof STATES)[number];
export const stateNames: Record<AnswerState, string> = { empty: 'Belum', working: 'Dikerjakan', ready: 'Siap diperiksa', approved: 'Disetujui' };

export const EVIDENCE_KINDS = ['file', 'link', 'record'] as const;
export const evidenceKindNames = { file: 'Berkas', link: 'Tautan', record: 'Rekaman platform' } as const;
export const modeNames = { pemantauan: 'Pemantauan', evaluasi: 'Evaluasi' } as const;
