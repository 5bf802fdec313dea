import * as z from 'zod';
import { signingSecret } from '../../issuance/contract.ts';
import { operation } from '../../../platform/operation.ts';
import { cursor, disposalAction, disposalRow, disposalState, disposalView, folderRow, id, limit, person, text } from './shapes.ts';

// Destruction: what is ripe, a proposal and its steps, its report.

export const disposalOperations = (keep: string, approve: string) => ({
  listRipe: operation({ method: 'GET', path: '/arsip/pemusnahan/layak', permission: keep, summary: 'Berkas yang masa simpannya habis, bernasib musnah, tidak ditahan, dan tidak dipinjam', input: z.object({ unit: id.optional(), cursor, limit: limit.default(100) }), output: z.object({ items: z.array(folderRow.extend({ years: z.number() })), nextCursor: z.string().optional(), anriYears: z.number(), committee: z.number() }) }),
  listPeople: operation({ method: 'GET', path: '/arsip/pemusnahan/pejabat', permission: keep, summary: 'Orang yang dapat dipilih sebagai panitia, pelaksana, atau saksi', input: z.object({ query: z.string().trim().max(100).default('') }), output: z.object({ items: z.array(person) }) }),
  listDisposals: operation({ method: 'GET', path: '/arsip/pemusnahan', permission: 'signed-in', summary: 'Usulan pemusnahan yang Anda susun, nilai, setujui, laksanakan, atau saksikan', input: z.object({ cursor, limit }), output: z.object({ items: z.array(disposalRow), nextCursor: z.string().optional() }) }),
  getDisposal: operation({ method: 'GET', path: '/arsip/pemusnahan/{id}', permission: 'signed-in', summary: 'Satu usulan pemusnahan dan yang boleh Anda lakukan', input: z.object({ id }), output: disposalView }),
  propose: operation({
    method: 'POST', path: '/arsip/pemusnahan', permission: keep, status: 201, idempotent: true, summary: 'Usulkan pemusnahan: berkas, panitia penilai, pelaksana, dan saksi',
    description: 'Pengusul, pelaksana, dan saksi harus tiga orang yang berbeda.',
    input: z.object({ title: text(5, 200, 'Beri nama usulan ini.'), folders: z.array(id).min(1, 'Pilih paling sedikit satu berkas.').max(500, 'Paling banyak 500 berkas.'), members: z.array(id).min(1, 'Pilih anggota panitia penilai.').max(15), executor: id, witness: id }), output: z.object({ id }),
  }),
  actOnDisposal: operation({
    method: 'POST', path: '/arsip/pemusnahan/{id}/tindakan', permission: 'signed-in', idempotent: true, summary: 'Beri pertimbangan, setujui, laksanakan, saksikan, atau batalkan',
    description: 'Tidak ada yang dimusnahkan sebelum pelaksana dan saksi, dua orang yang bukan pengusul, masing-masing menyatakannya.', input: z.object({ id, seq: z.coerce.number().int().min(1), action: disposalAction }), output: z.object({ seq: z.number(), state: disposalState }),
  }),
  signDisposal: operation({
    method: 'POST', path: '/arsip/pemusnahan/{id}/berita-acara', permission: approve, summary: 'Beri nomor dan tandatangani berita acara pemusnahan', input: z.object({ id, secret: signingSecret.optional() }), output: z.object({ state: z.string(), sentence: z.string() }),
  }),
});
