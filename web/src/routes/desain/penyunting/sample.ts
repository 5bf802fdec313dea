import { paragraph, text, type Prose } from '../../../../../server/engines/prose/prose.ts';

const cell = (words: string, type: 'tableCell' | 'tableHeader' = 'tableCell') => ({ type, content: [paragraph(words)] });
const item = (words: string) => ({ type: 'listItem' as const, content: [paragraph(words)] });

/** An invented letter with everything that a body may hold. */
export const SAMPLE: Prose = {
  type: 'doc',
  content: [
    paragraph('Menindaklanjuti hasil rapat koordinasi, dengan hormat kami mengundang Saudara ', { type: 'mergeField', attrs: { name: 'nama_undangan' } }, ' untuk hadir pada:'),
    { type: 'table', content: [
      { type: 'tableRow', content: [cell('Hari, tanggal', 'tableHeader'), cell('Acara', 'tableHeader')] },
      { type: 'tableRow', content: [cell('Senin, 30 November 2026'), cell('Penyusunan rencana kerja')] },
    ] },
    { type: 'heading', attrs: { level: 1 }, content: [text('Yang perlu dibawa')] },
    { type: 'orderedList', content: [
      { type: 'listItem', content: [paragraph('bahan paparan, berupa'), { type: 'bulletList', content: [item('salindia'), item('data pendukung')] }] },
      { type: 'listItem', content: [paragraph('daftar ', text('usulan', 'bold'), ' kegiatan.')] },
    ] },
    paragraph('Demikian, atas perhatian Saudara kami ucapkan terima kasih.'),
  ],
};
export const CHANGED: Prose = {
  type: 'doc',
  content: [
    paragraph('Menindaklanjuti hasil rapat koordinasi, dengan hormat kami mengundang Saudara ', { type: 'mergeField', attrs: { name: 'nama_undangan' } }, ' untuk hadir pada:'),
    { type: 'table', content: [
      { type: 'tableRow', content: [cell('Hari, tanggal', 'tableHeader'), cell('Acara', 'tableHeader')] },
      { type: 'tableRow', content: [cell('Selasa, 1 Desember 2026'), cell('Penyusunan rencana kerja')] },
    ] },
    { type: 'heading', attrs: { level: 1 }, content: [text('Yang perlu dibawa')] },
    { type: 'orderedList', content: [
      { type: 'listItem', content: [paragraph('bahan paparan, berupa'), { type: 'bulletList', content: [item('salindia'), item('data pendukung'), item('foto lapangan')] }] },
      { type: 'listItem', content: [paragraph('daftar ', text('usulan', 'italic'), ' kegiatan.')] },
    ] },
    paragraph('Demikian, atas perhatian dan kehadiran Saudara kami ucapkan terima kasih.'),
  ],
};
