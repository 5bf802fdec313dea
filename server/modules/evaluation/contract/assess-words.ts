/** In the order of Permenpan RB 59/2020 annex III; pemantauan has no interview and no visit (art. 3-7). */
export const VALUE_STAGES = ['document', 'interview', 'visit', 'review', 'final'] as const;
export type ValueStage = (typeof VALUE_STAGES)[number];
export const valueStageNames: Record<ValueStage, string> = { document: 'Dokumen', interview: 'Interviu', visit: 'Visitasi', review: 'Reviu', final: 'Final' };

/** Of one main piece of evidence (Index Pemdi), in the words of its guide. */
export const evidenceStatusNames = { accepted: 'Diterima', 'to-revise': 'Revisi', 'in-process': 'Proses', draft: 'Draf', missing: 'Belum' } as const;
export const EVIDENCE_STATUSES = ['accepted', 'to-revise', 'in-process', 'draft', 'missing'] as const;

export const DIRECTIONS = ['accept', 'lower', 'raise'] as const;
export type Direction = (typeof DIRECTIONS)[number];
export const directionNames: Record<Direction, string> = { accept: 'Diterima', lower: 'Diturunkan', raise: 'Dinaikkan' };

/** How a value of a stage came about. */
export const HOWS = ['single', 'agreed', 'lead', 'review'] as const;
export type How = (typeof HOWS)[number];
export const howNames: Record<How, string> = { single: 'oleh satu asesor', agreed: 'disepakati kedua asesor', lead: 'ditetapkan penyelenggara', review: 'ditetapkan tim reviu' };

/** Of one indicator of one institution. `open`: no value at all; `waiting`: one of two assessors has spoken; `disputed`: both, differently. */
export const ITEM_STATES = ['open', 'waiting', 'disputed', 'settled'] as const;
export type ItemState = (typeof ITEM_STATES)[number];
export const itemStateNames: Record<ItemState, string> = { open: 'Belum dinilai', waiting: 'Menunggu asesor lain', disputed: 'Berbeda', settled: 'Selesai' };

export const MARKS = ['valid', 'returned', 'set'] as const;
export type Mark = (typeof MARKS)[number];
export const markNames: Record<Mark, string> = { valid: 'Valid', returned: 'Tidak Valid, dikembalikan', set: 'Tidak Valid, ditetapkan reviu' };
