import * as z from 'zod';
import { NationalProblem, type Kind, type NationalAddress, type NationalPage, type NationalProblemKind, type NationalStatus, type NationalSystem, type NationalTicket } from '../../../modules/complaints/contract.ts';

// OUR ASSUMPTION of how SP4N-LAPOR! is spoken to: its real interface is not public (docs/how-to/lapor.md). What is assumed
// stands in this file and in the twin beside it, and nowhere else.

const PAGE = 50;
const TIMEOUT_MS = 15_000;
const MOST_BYTES = 20_000_000;
const PRIVATE_HOST = /^(localhost|127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|\[::1\]$|\[f[cd])/;

const KINDS: Record<string, Kind> = { pengaduan: 'complaint', 'pengaduan berkadar pengawasan': 'misconduct', 'permintaan informasi': 'information', aspirasi: 'aspiration' };
export const STATUSES: Record<NationalStatus, string> = { 'in-progress': 'proses', 'waiting-reporter': 'menunggu pelapor', resolved: 'selesai', archived: 'arsip', returned: 'bukan wewenang' };

const ticketShape = z.object({
  nomor: z.string().min(1).max(60), klasifikasi: z.string().default('pengaduan'), judul: z.string().max(500).default(''), isi: z.string().min(1).max(50_000), tanggal: z.iso.datetime({ offset: true }), status: z.string().max(80).default(''), kategori: z.string().max(200).default(''),
  lokasi: z.string().max(500).default(''), lintang: z.number().min(-90).max(90).nullish(), bujur: z.number().min(-180).max(180).nullish(),
  pelapor: z.object({ nama: z.string().max(200).default(''), ponsel: z.string().max(60).default(''), surel: z.string().max(200).default('') }).default({ nama: '', ponsel: '', surel: '' }), anonim: z.boolean().default(false), rahasia: z.boolean().default(false),
});
const pageShape = z.object({ laporan: z.array(z.unknown()).max(1000), kursor: z.string().max(500), lagi: z.boolean() });

const SENTENCES: Record<NationalProblemKind, string> = {
  unreachable: 'Sistem nasional tidak dapat dihubungi. Periksa alamat dan jaringan; akan dicoba lagi sendiri.',
  'not-allowed': 'Sistem nasional menolak tokennya. Minta token baru kepada pengelolanya, lalu simpan di sini.',
  busy: 'Sistem nasional sedang terganggu atau sibuk. Akan dicoba lagi sendiri.',
  unreadable: 'Jawaban sistem nasional tidak dapat dibaca. Periksa alamatnya; mungkin bukan alamat layanan ini.',
  refused: 'Sistem nasional tidak menerima jawaban ini.',
};
const problem = (kind: NationalProblemKind, more = ''): NationalProblem => new NationalProblem(kind, `${SENTENCES[kind]}${more}`);

/** Nothing here tries again: whoever asks decides when. Nothing of a body is logged. */
export function openSp4n({ address, token, region }: NationalAddress): NationalSystem {
  const base = baseOf(address);
  async function call(path: string, body?: { key: string; json: unknown }): Promise<unknown> {
    let status: number;
    let text: string;
    try {
      const response = await fetch(new URL(path, base), {
        method: body ? 'POST' : 'GET', redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS),
        headers: { authorization: `Bearer ${token}`, accept: 'application/json', connection: 'close', ...(body ? { 'content-type': 'application/json', 'idempotency-key': body.key } : {}) }, ...(body ? { body: JSON.stringify(body.json) } : {}),
      });
      status = response.status;
      text = await readLimited(response);
    } catch (error) {
      if (error instanceof NationalProblem) throw error;
      throw problem('unreachable');
    }
    if (status === 401 || status === 403) throw problem('not-allowed');
    if (status === 429 || status >= 500) throw problem('busy', ` (kode ${status})`);
    if (status >= 400) throw problem(body ? 'refused' : 'unreadable', ` (kode ${status})`);
    try {
      return JSON.parse(text);
    } catch {
      throw problem('unreadable');
    }
  }
  const here = `api/v1/instansi/${encodeURIComponent(region)}`;
  return {
    async check() {
      const answer = z.object({ nama: z.string().min(1).max(200) }).safeParse(await call(here));
      if (!answer.success) throw problem('unreadable');
      return answer.data.nama;
    },
    async fetchTickets(cursor) {
      const answer = pageShape.safeParse(await call(`${here}/laporan?setelah=${encodeURIComponent(cursor)}&batas=${PAGE}`));
      if (!answer.success) throw problem('unreadable');
      return pageOf(answer.data);
    },
    async tell({ key, number, status, text, at, files }) {
      await call(`api/v1/laporan/${encodeURIComponent(number)}/tindak-lanjut`, { key, json: { status: STATUSES[status], isi: text, tanggal: at, lampiran: files.map((f) => ({ nama: f.name, jenis: f.type, isi: Buffer.from(f.bytes).toString('base64') })) } });
    },
  };
}

function baseOf(address: string): URL {
  let base: URL;
  try {
    base = new URL(address.endsWith('/') ? address : `${address}/`);
  } catch {
    throw new NationalProblem('unreachable', 'Alamat itu tidak benar. Tulis seperti https://api.contoh.go.id/.');
  }
  // The token and what people wrote do not travel in the open.
  if (base.protocol !== 'https:' && !(base.protocol === 'http:' && PRIVATE_HOST.test(base.hostname))) throw new NationalProblem('unreachable', 'Pakai alamat https. Alamat http hanya untuk jaringan sendiri.');
  if (base.username || base.password) throw new NationalProblem('unreachable', 'Jangan tulis sandi di alamat; pakai isian token.');
  return base;
}

async function readLimited(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += (chunk as Uint8Array).length;
    if (size > MOST_BYTES) throw problem('unreadable');
    chunks.push(chunk as Uint8Array);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function pageOf({ laporan, kursor, lagi }: z.infer<typeof pageShape>): NationalPage {
  const page: NationalPage = { tickets: [], unreadable: [], cursor: kursor, more: lagi };
  for (const raw of laporan) {
    const read = ticketShape.safeParse(raw);
    if (read.success) page.tickets.push(ticketOf(read.data));
    else page.unreadable.push({ number: numberOf(raw), raw: JSON.stringify(raw).slice(0, 100_000) });
  }
  return page;
}
const numberOf = (raw: unknown): string => {
  const number = (raw as { nomor?: unknown } | null)?.nomor;
  return typeof number === 'string' && number !== '' ? number.slice(0, 60) : 'tanpa nomor';
};

const ticketOf = (t: z.infer<typeof ticketShape>): NationalTicket => ({
  number: t.nomor, kind: KINDS[t.klasifikasi.toLowerCase()] ?? 'complaint', title: t.judul, body: t.isi, at: t.tanggal, status: t.status, category: t.kategori, place: t.lokasi, ...(t.lintang != null && t.bujur != null ? { lat: t.lintang, lng: t.bujur } : {}),
  reporter: { name: t.pelapor.nama, phone: t.pelapor.ponsel, email: t.pelapor.surel }, anonymous: t.anonim, secret: t.rahasia,
});
