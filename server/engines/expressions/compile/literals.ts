import { Complaint } from '../functions.ts';
import type { Part } from '../functions.ts';
import { part, type Node, type Reading } from './reading.ts';

export function readNumber(r: Reading, node: Node): Part {
  const parts = /^(-?)(\d*)(?:\.(\d+))?$/.exec(r.text(node).replace(/\s/g, ''));
  const value = parts && `${parts[1]}${parts[2] || '0'}${parts[3] ? `.${parts[3]}` : ''}`;
  if (!value || value.length > 40) throw new Complaint('Angka ini tidak dapat dibaca. Tulis misalnya 1250000 atau 0.35.', node.from);
  return part(node, { tree: ['#', value], type: /\.0*[1-9]/.test(value) ? 'number' : 'integer' });
}

export function readString(r: Reading, node: Node): string {
  try {
    return JSON.parse(r.text(node).replace(/[\n\r\t]/g, ' ')) as string;
  } catch {
    throw new Complaint('Teks ini tidak dapat dibaca. Di dalam tanda kutip hanya \\" dan \\\\ yang boleh memakai garis miring terbalik.', node.from);
  }
}

export function readDate(r: Reading, node: Node): Part {
  const match = /^(?:@|date\s*\(\s*)("[^"]*")\s*\)?$/.exec(r.text(node));
  const day = match ? (JSON.parse(match[1]!) as string) : '';
  const parsed = /^\d{4}-\d\d-\d\d$/.test(day) ? new Date(`${day}T00:00:00Z`) : undefined;
  if (!parsed || Number.isNaN(parsed.getTime()) || parsed.toISOString().slice(0, 10) !== day) {
    throw new Complaint('Tanggal ditulis date("2025-01-31") dan harus ada di kalender. Jam dan durasi tidak didukung; untuk menambah hari tulis tanggal + 3.', node.from);
  }
  return part(node, { tree: ['"', day], type: 'date' });
}
