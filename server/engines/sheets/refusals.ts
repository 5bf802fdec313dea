import type { RefusalTable } from '../../platform/kernel/refusal.ts';

/** A file that cannot be read says why and what to do in its own sentence. */
export const sheetRefusals: RefusalTable = {
  'sheets.unreadable': { status: 422, sentence: (d) => (typeof d.sentence === 'string' && d.sentence !== '' ? d.sentence : 'Berkas ini tidak dapat dibaca. Kirim XLSX atau CSV.') },
  'sheets.mapping-incomplete': { status: 422, sentence: (d) => `Tentukan dahulu kolom untuk: ${String(d.fields ?? '')}.` },
  'sheets.import-taken': { status: 409, sentence: 'Impor ini sudah diambil. Unggah berkas baru untuk mengimpor lagi.' },
};
