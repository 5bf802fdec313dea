import type { FieldRefusal, RefusalTable } from '../../platform/kernel/refusal.ts';

const lines = (data: Record<string, unknown>): string =>
  ((data['fields'] as FieldRefusal[] | undefined) ?? []).map((fault) => `${fault.path}: ${fault.message}`).join(' ');

/** Sentences of the working-time engine; `fields` of the refusal say where and what to do. */
export const workingTimeRefusals: RefusalTable = {
  'calendar.invalid': { status: 422, sentence: 'Kalender kerja belum benar. Perbaiki bagian yang ditandai.' },
  'calendar.bad-list': {
    status: 422,
    sentence: (data) => `Daftar hari libur belum dapat dipakai. ${lines(data)}`.trim(),
  },
  'calendar.bad-reference': {
    status: 422,
    sentence: (data) => `Data acuan kalender belum dapat dipakai. ${lines(data)}`.trim(),
  },
};
