import type { Field, SimpleField } from '#lib/forms/types.ts';
import { at, type Input } from './inputs.ts';

type Described = Awaited<ReturnType<Api['layanan']['getDefinition']>>;
type Definition = Described['definition'];

/** How a node of a definition is edited: what it is called, and what its form asks. */
export interface Editor {
  title: string;
  intro?: string;
  /** Path of the node whose keys are set. */
  node: string;
  value: unknown;
  inputs: Input[];
  /** Lists below the node whose items are shown, moved, added. */
  list?: { path: string; what: 'field' | 'basis'; items: { path: string; id: string; title: string; note: string }[] };
  /** May be taken out. */
  removable: boolean;
}

const UNITS = [{ id: 'working-hours', label: 'jam kerja' }, { id: 'working-days', label: 'hari kerja' }, { id: 'calendar-days', label: 'hari kalender' }];
export const FIELD_TYPES: Record<Field['type'], string> = {
  text: 'teks', number: 'angka', money: 'rupiah', date: 'tanggal', choice: 'pilihan', nik: 'NIK', phone: 'nomor ponsel', email: 'surel', region: 'wilayah', address: 'alamat', point: 'titik peta', file: 'berkas atau foto',
  declaration: 'pernyataan', computed: 'dihitung', group: 'kelompok berulang',
};
const rule = (key: string, label: string, help: string, optional = true): Input => ({ key, label, kind: 'rule', help, optional });
const text = (key: string, label: string, help?: string, optional = false): Input => ({ key, label, kind: 'text', ...(help ? { help } : {}), optional });
const long = (key: string, label: string, optional = false, help?: string): Input => ({ key, label, kind: 'long', optional, ...(help ? { help } : {}) });
const number = (key: string, label: string, optional = false, decimals = 0): Input => ({ key, label, kind: 'number', optional, decimals });
const promise = (key: string, label: string): Input[] => [number(`${key}.amount`, label), { key: `${key}.unit`, label: `Satuan ${label.toLowerCase()}`, kind: 'choice', options: UNITS }];
const WHEN = 'Ungkapan atas isian lain, misalnya: jenis = "tetap". Kosong: selalu.';

const STANDARD: [string, string][] = [
  ['duration', 'Jangka waktu'], ['cost', 'Biaya'], ['product', 'Produk layanan'], ['complaints', 'Pengaduan'], ['legalBasis', 'Dasar hukum'], ['facilities', 'Sarana'], ['competence', 'Kompetensi pelaksana'],
  ['supervision', 'Pengawasan'], ['staffing', 'Jumlah pelaksana'], ['guarantee', 'Jaminan pelayanan'], ['safety', 'Jaminan keamanan'], ['evaluation', 'Evaluasi kinerja'],
];

/** Opens the editor of a path of stable ids; undefined for a path that has no form (or is not there). */
export function editorOf(described: Described, path: string): Editor | undefined {
  const { definition } = described;
  if (path === 'identitas') return identity(described);
  const [first = '', ...rest] = path.split('.');
  const plain = (title: string, inputs: Input[], more: Partial<Editor> = {}): Editor | undefined => {
    const value = find(definition, path);
    return value === undefined ? undefined : { title, node: path, value, inputs, removable: false, ...more };
  };
  if (path === 'standard') {
    return plain('Standar pelayanan', [
      { key: 'requirements', label: 'Persyaratan, satu baris satu syarat', kind: 'lines' }, { key: 'procedure', label: 'Prosedur, satu baris satu langkah', kind: 'lines' },
      ...STANDARD.map(([key, label], index) => long(key, label, index > 3)),
    ]);
  }
  if (path === 'legalBasis') return plain('Dasar hukum', [], { list: { path, what: 'basis', items: definition.legalBasis.map((one) => ({ path: `legalBasis.${one.id}`, id: one.id, title: one.title, note: one.checked ? `diperiksa ${one.checked}` : 'belum diperiksa' })) } });
  if (first === 'legalBasis' && rest.length === 1) {
    return plain('Dasar hukum', [text('title', 'Peraturan'), text('article', 'Pasal', 'Misalnya: pasal 20 ayat (2).', true), { key: 'checked', label: 'Tanggal seseorang memeriksa sumbernya', kind: 'date', optional: true }], { removable: definition.legalBasis.length > 1 });
  }
  if (first === 'form' && rest[0] === 'pages') return rest.length === 2 ? page(definition, path) : field(definition, path, plain);
  if (path === 'workflow') {
    return plain('Janji waktu layanan', [
      ...promise('promise', 'Janji kepada warga'), { key: 'clockStarts', label: 'Dihitung sejak', kind: 'choice', options: [{ id: 'submitted', label: 'dikirim' }, { id: 'complete', label: 'dinyatakan lengkap' }] },
      ...promise('correctionLimit', 'Waktu warga memperbaiki'),
    ]);
  }
  if (first === 'workflow' && rest[0] === 'steps' && rest.length === 2) return step(described, path, plain);
  if (path === 'fee') return plain('Biaya', fee(definition));
  if (first === 'fee' && rest[0] === 'components') return plain('Bagian biaya', [text('label', 'Nama'), rule('amount', 'Rumus, dalam rupiah', 'Ungkapan atas isian, misalnya: luas * 27500', false), rule('when', 'Hanya bila', WHEN)]);
  return path === 'output' ? output(described) : undefined;
}

function identity({ definition, lifeEvents }: Described): Editor {
  return {
    title: 'Identitas layanan', node: '', value: definition, removable: false,
    inputs: [
      text('name', 'Nama layanan'), long('summary', 'Ringkasan, dengan kata warga'), { key: 'keywords', label: 'Kata lain yang dicari orang, satu baris satu kata', kind: 'lines', optional: true },
      { key: 'lifeEvents', label: 'Keperluan hidup', kind: 'several', options: lifeEvents.map(({ id, title }) => ({ id, label: title })) },
      { key: 'applicants', label: 'Siapa yang boleh mengajukan', kind: 'several', options: [{ id: 'self', label: 'untuk diri sendiri' }, { id: 'for-other', label: 'untuk orang lain' }, { id: 'business', label: 'badan usaha' }] },
      text('owner', 'Unit yang melayani', 'unit:KODE, atau village:isian_wilayah bila desa atau kelurahan dari isian itu yang melayani.'),
      rule('subject', 'Nama berkas di antrean petugas', 'Pengenal sebuah isian, misalnya: usaha_nama', false),
      long('privacy.purpose', 'Untuk apa data diminta'), long('privacy.lawfulBasis', 'Dasar pemrosesan data pribadi'), number('privacy.retentionYears', 'Data disimpan berapa tahun'),
    ],
  };
}

function page(definition: Definition, path: string): Editor | undefined {
  const found = definition.form.pages.find((one) => path === `form.pages.${one.id}`);
  if (!found) return undefined;
  return {
    title: `Halaman ${found.title}`, node: path, value: found, removable: false,
    inputs: [text('title', 'Judul halaman'), long('intro', 'Kalimat pembuka', true), rule('when', 'Halaman ada hanya bila', WHEN)],
    list: { path: `${path}.fields`, what: 'field', items: found.fields.map((one) => ({ path: `${path}.fields.${one.id}`, id: one.id, title: one.label, note: fieldNote(one) })) },
  };
}

export const fieldNote = (one: Field | SimpleField): string =>
  [FIELD_TYPES[one.type], one.type === 'computed' ? '' : one.required === true ? 'wajib' : one.required === false ? 'boleh kosong' : `wajib bila ${one.required}`, one.when ? `bila ${one.when}` : '', one.element ? `elemen ${one.element}` : ''].filter(Boolean).join(', ');

function field(definition: Definition, path: string, plain: (title: string, inputs: Input[], more?: Partial<Editor>) => Editor | undefined): Editor | undefined {
  const found = find(definition, path) as Field | undefined;
  if (!found || !path.includes('.fields.') || !(found.type in FIELD_TYPES)) return undefined;
  const inner = found.type === 'group' ? { list: { path: `${path}.fields`, what: 'field' as const, items: found.fields.map((one) => ({ path: `${path}.fields.${one.id}`, id: one.id, title: one.label, note: fieldNote(one) })) } } : {};
  return plain(`Isian ${found.label}`, [
    text('label', 'Pertanyaan'), long('help', 'Penjelasan di bawahnya', true),
    ...(found.type === 'computed' ? [] : [{ key: 'required', label: 'Wajib diisi', kind: 'required' } satisfies Input]),
    rule('when', 'Ditanyakan hanya bila', WHEN), ...limits(found),
  ], { intro: `Jenis: ${FIELD_TYPES[found.type]}. Pengenal: ${found.id}; tidak berubah, karena dipakai ungkapan dan surat.`, removable: true, ...inner });
}

function limits(one: Field): Input[] {
  switch (one.type) {
    case 'text':
      return [number('minLength', 'Paling sedikit huruf', true), number('maxLength', 'Paling banyak huruf', true), number('lines', 'Tinggi kotak, baris', true)];
    case 'address':
      return [number('maxLength', 'Paling banyak huruf', true)];
    case 'number':
      return [number('min', 'Paling kecil', true, 4), number('max', 'Paling besar', true, 4), number('decimals', 'Angka di belakang koma', true), text('unit', 'Satuan', undefined, true)];
    case 'money':
      return [number('min', 'Paling kecil, rupiah', true), number('max', 'Paling besar, rupiah', true)];
    case 'date':
      return [rule('min', 'Paling awal', 'Ungkapan, misalnya: add_months(hari_ini, -6)'), rule('max', 'Paling akhir', 'Ungkapan, misalnya: hari_ini')];
    case 'choice':
      return [{ key: 'options', label: 'Pilihan', kind: 'options', help: 'Satu baris satu pilihan: pengenal = tulisan. Baris baru tanpa pengenal diberi pengenal sendiri.' }, { key: 'multiple', label: 'Boleh memilih lebih dari satu', kind: 'tick' }];
    case 'file':
      return [{ key: 'accept', label: 'Yang diterima', kind: 'several', options: [{ id: 'image', label: 'foto' }, { id: 'pdf', label: 'PDF' }] }, number('maxFiles', 'Paling banyak berkas'), number('maxMegabytes', 'Paling besar, MB', false, 1), text('document', 'Nama dokumen di halaman layanan', 'Bila berbeda dari pertanyaannya.', true)];
    case 'declaration':
      return [long('text', 'Bunyi pernyataan')];
    case 'computed':
      return [rule('value', 'Rumus', 'Ungkapan atas isian lain.', false)];
    case 'region':
      return [{ key: 'level', label: 'Tingkat', kind: 'choice', options: [{ id: 'village', label: 'desa atau kelurahan' }, { id: 'district', label: 'kecamatan' }, { id: 'regency', label: 'kabupaten atau kota' }, { id: 'province', label: 'provinsi' }] }, text('within', 'Di dalam', 'Kode wilayah, atau: instansi', true)];
    case 'group':
      return [number('min', 'Paling sedikit baris'), number('max', 'Paling banyak baris'), text('itemLabel', 'Sebutan satu baris')];
    default:
      return [];
  }
}

function step(described: Described, path: string, plain: (title: string, inputs: Input[], more?: Partial<Editor>) => Editor | undefined): Editor | undefined {
  const { definition, units } = described;
  const found = definition.workflow.steps.find((one) => path === `workflow.steps.${one.id}`);
  if (!found) return undefined;
  const known = [{ id: 'owner', label: 'unit yang melayani' }, { id: 'parent', label: 'unit di atasnya' }, ...units.map(({ code, name }) => ({ id: `unit:${code}`, label: name }))];
  const own = found.actor.unit;
  return plain(`Langkah ${found.title}`, [
    text('title', 'Nama langkah'), ...promise('promise', 'Waktu langkah ini'),
    { key: 'actor.unit', label: 'Dikerjakan oleh unit', kind: 'choice', options: known.some(({ id }) => id === own) ? known : [{ id: own, label: actorWords(described, own) }, ...known] },
    rule('when', 'Ada hanya bila', WHEN),
    { key: 'mayReturn', label: 'Boleh mengembalikan untuk diperbaiki', kind: 'tick' }, { key: 'mayReject', label: 'Boleh menolak', kind: 'tick' },
    { key: 'checklist', label: 'Daftar periksa', kind: 'options', optional: true, help: 'Satu baris satu butir: pengenal = tulisan. Baris baru tanpa pengenal diberi pengenal sendiri.' },
  ], { intro: `Pengenal: ${found.id}. Jenis langkah, urutan, dan tugas jabatannya diubah sebagai teks.` });
}

function fee({ fee: one }: Definition): Input[] {
  const basis = long('legalBasis', 'Dasar hukum biaya');
  if (one.kind === 'free') return [basis];
  if (one.kind === 'assessed') return [basis, long('note', 'Kalimat kepada warga: siapa yang menghitung, dan kapan')];
  return [basis, long('note', 'Catatan', true), { key: 'rounding', label: 'Pembulatan ke rupiah', kind: 'choice', options: [{ id: 'down', label: 'ke bawah' }, { id: 'half-up', label: 'terdekat' }, { id: 'up', label: 'ke atas' }] }];
}

function output({ definition, letterFields }: Described): Editor {
  const { validity, renewal } = definition.output;
  return {
    title: 'Surat hasil', node: 'output', value: definition.output, removable: false, intro: `Templat: ${definition.output.template}.`,
    inputs: [
      text('title', 'Judul surat'), text('series.classification', 'Kode klasifikasi arsip'), text('series.pattern', 'Pola nomor', 'Tanda: {kode} {urut} {unit} {romawi} {yyyy}'),
      ...(validity && 'until' in validity ? [rule('validity.until', 'Berlaku sampai', 'Ungkapan yang menghasilkan tanggal.', false)]
        : validity ? [number('validity.amount', 'Masa berlaku'), { key: 'validity.unit', label: 'Satuan masa berlaku', kind: 'choice', options: [{ id: 'days', label: 'hari' }, { id: 'months', label: 'bulan' }, { id: 'years', label: 'tahun' }] } satisfies Input] : []),
      ...(renewal ? [number('renewal.openDaysBefore', 'Perpanjangan dibuka berapa hari sebelum habis')] : []),
      ...letterFields.map((one) => rule(`fields.${one.id}`, `Isian surat: ${one.label}`, 'Ungkapan atas isian formulir.', !one.required)),
    ],
  };
}

/** The node of a path of stable ids. */
export function find(definition: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((node, part) => (Array.isArray(node) ? node.find((one) => (one as { id?: string }).id === part) : at(node, part)), definition);
}

/** "desa atau kelurahan pada isian Tempat usaha": how a reference to a unit reads. */
export function actorWords({ definition, units }: Described, reference: string): string {
  const [kind = '', rest = ''] = reference.split(':');
  if (reference === 'owner') return 'unit yang melayani';
  if (reference === 'parent') return 'unit di atasnya';
  if (kind === 'unit') return units.find(({ code }) => code === rest)?.name ?? rest;
  const field = definition.form.pages.flatMap((page) => page.fields).find(({ id }) => id === rest);
  return `${kind === 'village' ? 'desa atau kelurahan' : 'kecamatan'} pada isian ${field?.label ?? rest}`;
}

/** Where a problem lies that is not on the form before one: "Surat hasil, usaha_bidang". */
export function placeWords(path: string): string {
  const parts = path.split('.');
  const sections: Record<string, string> = { form: 'Formulir', workflow: 'Langkah', fee: 'Biaya', output: 'Surat hasil', standard: 'Standar pelayanan', legalBasis: 'Dasar hukum' };
  const known = sections[parts[0] ?? ''];
  const skipped = new Set(['form', 'pages', 'fields', 'workflow', 'steps', 'fee', 'components', 'output', 'standard', 'legalBasis']);
  return [known ?? parts[0], ...(known ? parts.slice(1).filter((part) => !skipped.has(part)) : parts.slice(1))].filter(Boolean).join(', ');
}

/** What a new field begins with, so that it passes the checks before it is refined. */
export function newField(type: Field['type'], id: string, label: string): Record<string, unknown> {
  const base = { id, type, label };
  switch (type) {
    case 'choice':
      return { ...base, options: [{ id: 'ya', label: 'Ya' }, { id: 'tidak', label: 'Tidak' }] };
    case 'declaration':
      return { ...base, text: label };
    case 'computed':
      return { ...base, value: 'hari_ini', format: 'date' };
    case 'group':
      return { ...base, fields: [{ id: `${id.slice(0, 50)}_isi`, type: 'text', label: 'Isi' }] };
    default:
      return base;
  }
}
