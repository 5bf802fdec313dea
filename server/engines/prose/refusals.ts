import { sentenceOf, type Refusal, type RefusalTable } from '../../platform/kernel/refusal.ts';

const NAMES: Record<string, string> = {
  image: 'gambar', horizontalRule: 'garis', codeBlock: 'blok kode', blockquote: 'kutipan', link: 'tautan', strike: 'coretan', iframe: 'bingkai',
};
const named = (value: unknown): string => NAMES[String(value)] ?? String(value).slice(0, 40);

export const proseRefusals: RefusalTable = {
  'prose.malformed': { status: 422, sentence: 'Isi naskah tidak terbaca. Muat ulang halaman, lalu simpan lagi; tulisan Anda tetap ada di perangkat ini.' },
  'prose.unknown-node': { status: 422, sentence: (d) => `Isi naskah memuat ${named(d['name'])}, yang tidak dapat dicetak. Hapus bagian itu, atau jadikan lampiran.` },
  'prose.unknown-mark': { status: 422, sentence: (d) => `Isi naskah memakai ${named(d['name'])}, yang tidak dapat dicetak. Pakai tebal, miring, atau garis bawah.` },
  'prose.misplaced': { status: 422, sentence: (d) => `Di dalam ${String(d['inside'])} tidak dapat diletakkan ${named(d['name'])}. Pindahkan ke luar.` },
  'prose.too-long': { status: 413, sentence: (d) => `Isi naskah terlalu panjang (paling banyak ${Number(d['limit']).toLocaleString('id-ID')} huruf). Pindahkan sebagian ke lampiran.` },
  'prose.too-deep': { status: 422, sentence: (d) => `Daftar dan tabel bersusun lebih dari ${String(d['limit'])} tingkat. Sederhanakan susunannya.` },
  'prose.table': { status: 422, sentence: (d) => `Tabel terlalu besar: paling banyak ${String(d['columns'])} kolom dan ${String(d['rows'])} baris. Pecah menjadi beberapa tabel, atau jadikan lampiran.` },
  'prose.field-name': { status: 422, sentence: (d) => `Nama isian "${String(d['name']).slice(0, 60)}" hanya boleh huruf kecil, angka, dan garis bawah.` },
  'prose.fields-missing': { status: 422, sentence: (d) => `Isian pada naskah belum berisi: ${(d['names'] as string[] | undefined)?.join(', ') ?? ''}. Lengkapi dahulu.` },
  'prose.docx-broken': { status: 415, sentence: 'Berkas Word tidak terbaca. Buka di Word atau LibreOffice, simpan ulang sebagai .docx, lalu unggah lagi.' },
  'prose.docx-locked': { status: 422, sentence: 'Berkas Word ini berkata sandi. Hapus kata sandinya, simpan ulang sebagai .docx, lalu unggah lagi.' },
  'prose.docx-macro': { status: 422, sentence: 'Berkas Word ini memuat makro. Simpan sebagai .docx tanpa makro, lalu unggah lagi.' },
  'prose.docx-too-large': { status: 413, sentence: 'Berkas Word ini terlalu besar setelah dibuka. Kecilkan gambarnya, atau pindahkan sebagian ke lampiran.' },
};

/** What people read, where no house is near: in a browser. */
export const proseSentence = (refusal: Refusal): string => sentenceOf(refusal, proseRefusals);
