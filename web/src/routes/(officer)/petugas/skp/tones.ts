import type { Tone } from '#lib/types.ts';

const PLAN: Record<string, Tone> = { draft: 'plain', diajukan: 'soon', revisi: 'late', disetujui: 'ok', berjalan: 'ok', dinilai: 'info', keberatan: 'soon', final: 'ok' };
export const planTone = (state: string): Tone => PLAN[state] ?? 'plain';
const PREDICATE: Record<string, Tone> = { 'Sangat Baik': 'ok', Baik: 'ok', 'Butuh Perbaikan': 'soon', Kurang: 'late', 'Sangat Kurang': 'late' };
export const predicateTone = (predicate: string): Tone => PREDICATE[predicate] ?? 'plain';
const LOG: Record<string, Tone> = { diajukan: 'soon', disetujui: 'ok', ditolak: 'late', kedaluwarsa: 'plain' };
export const logTone = (state: string): Tone => LOG[state] ?? 'plain';
