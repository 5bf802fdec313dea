import type { RefusalTable } from '../../platform/kernel/refusal.ts';

const list = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

/** Registered by the assessments module and by the command line. */
export const scoringRefusals: RefusalTable = {
  'scoring.level': { status: 422, sentence: (d) => String(d.sentence ?? 'Tingkat ini tidak dapat dipakai.') },
  'scoring.bad-levels': {
    status: 422,
    sentence: (d) => ['Tidak ada yang dihitung. Perbaiki berkasnya dahulu:', ...list(d.faults), ...(Number(d.more ?? 0) > 0 ? [`dan ${Number(d.more)} lainnya.`] : [])].join('\n'),
  },
  'scoring.bad-instrument': {
    status: 422,
    sentence: (d) => ['Instrumen ini belum dapat dipakai:', ...(Array.isArray(d.faults) ? (d.faults as { place?: unknown; sentence?: unknown }[]) : []).slice(0, 20).map((f) => `${String(f.place)}: ${String(f.sentence)}`)].join('\n'),
  },
};
