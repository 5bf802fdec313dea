import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A ticket as the assumed protocol writes it. */
export interface FakeTicket {
  nomor: string;
  judul: string;
  isi: string;
  tanggal: string;
  klasifikasi?: string;
  status?: string;
  kategori?: string;
  lokasi?: string;
  lintang?: number;
  bujur?: number;
  pelapor?: { nama?: string; ponsel?: string; surel?: string };
  anonim?: boolean;
  rahasia?: boolean;
}
export interface FakeAnswer {
  nomor: string;
  kunci: string;
  status: string;
  isi: string;
  lampiran: { nama: string }[];
}

/** How it answers: as it should, broken, slow to begin, with words that are no JSON, refusing each answer, or not taking the token. */
export type FakeMood = 'well' | 'error-500' | 'garbage' | 'refuse-answers' | 'token-expired';

export interface FakeSp4n {
  url: string;
  token: string;
  region: string;
  mood: FakeMood;
  /** Cuts the line in the middle of the answer to the n-th page from now (1 is the next). */
  cutAtPage: number;
  /** Takes the next answer and hangs up before saying so. */
  hangUpAfterAnswer: boolean;
  /** Each ticket is delivered twice. */
  twice: boolean;
  tickets: unknown[];
  /** What it took, each key once, in order; and how often something known came again. */
  answers: FakeAnswer[];
  repeated: number;
  /** Tickets that came back as "bukan wewenang": its administrators look for another institution. */
  withAdministrators: string[];
  calls: number;
  stop(): Promise<void>;
  /** Listens again on the same port. */
  start(): Promise<void>;
}

/** The twin of a system like SP4N-LAPOR!: the protocol that we assume (docs/how-to/lapor.md), on a local port. */
export async function startFakeSp4n(options: { port?: number; region?: string; token?: string; name?: string; page?: number } = {}): Promise<FakeSp4n> {
  const fake: FakeSp4n = {
    url: '', token: options.token ?? 'token-tiruan', region: options.region ?? '35.02', mood: 'well', cutAtPage: 0, hangUpAfterAnswer: false, twice: false, tickets: [], answers: [], repeated: 0, withAdministrators: [], calls: 0, stop: async () => {}, start: async () => {},
  };
  const keys = new Set<string>();
  let port = options.port ?? 0;
  let server = createServer();

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    fake.calls += 1;
    const url = new URL(request.url ?? '/', fake.url);
    const body = await readBody(request);
    if (fake.mood === 'error-500') return say(response, 500, { galat: 'gangguan' });
    if (fake.mood === 'garbage') return void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>pemeliharaan</html>');
    if (request.headers.authorization !== `Bearer ${fake.token}` || fake.mood === 'token-expired') return say(response, 401, { galat: 'token' });
    const here = `/api/v1/instansi/${encodeURIComponent(fake.region)}`;
    if (request.method === 'GET' && url.pathname === here) return say(response, 200, { nama: options.name ?? 'Kabupaten Ponorogo' });
    if (request.method === 'GET' && url.pathname === `${here}/laporan`) return givePage(url, response);
    const answered = /^\/api\/v1\/laporan\/([^/]+)\/tindak-lanjut$/.exec(url.pathname);
    if (request.method === 'POST' && answered) return takeAnswer(decodeURIComponent(answered[1]!), String(request.headers['idempotency-key'] ?? ''), body, response);
    return say(response, 404, { galat: 'tidak ada' });
  }

  function givePage(url: URL, response: ServerResponse): void {
    const from = Number(url.searchParams.get('setelah') || 0);
    const most = Math.min(options.page ?? 50, Number(url.searchParams.get('batas')) || 50);
    const found = fake.tickets.slice(from, from + most);
    const page = { laporan: fake.twice ? found.flatMap((one) => [one, one]) : found, kursor: String(from + found.length), lagi: from + found.length < fake.tickets.length };
    if (fake.cutAtPage > 0 && --fake.cutAtPage === 0) {
      const text = JSON.stringify(page);
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(text)) });
      response.write(text.slice(0, Math.floor(text.length / 2)));
      return void setTimeout(() => response.destroy(), 20);
    }
    say(response, 200, page);
  }

  function takeAnswer(nomor: string, kunci: string, body: Record<string, unknown>, response: ServerResponse): void {
    if (fake.mood === 'refuse-answers') return say(response, 422, { galat: 'tiket sudah ditutup' });
    if (!fake.tickets.some((one) => (one as FakeTicket).nomor === nomor)) return say(response, 404, { galat: 'nomor tidak dikenal' });
    const again = keys.has(kunci);
    if (again) fake.repeated += 1;
    else {
      keys.add(kunci);
      fake.answers.push({ nomor, kunci, status: String(body['status']), isi: String(body['isi']), lampiran: ((body['lampiran'] ?? []) as { nama: string }[]).map(({ nama }) => ({ nama })) });
      if (body['status'] === 'bukan wewenang') fake.withAdministrators.push(nomor);
    }
    if (fake.hangUpAfterAnswer) {
      fake.hangUpAfterAnswer = false;
      return void response.destroy();
    }
    say(response, 200, { diterima: true, ulang: again });
  }

  fake.start = async () => {
    server = createServer((request, response) => {
      handle(request, response).catch(() => say(response, 500, { galat: 'gangguan' }));
    });
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    port = (server.address() as AddressInfo).port;
    fake.url = `http://127.0.0.1:${port}/`;
  };
  fake.stop = () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  await fake.start();
  return fake;
}

async function readBody(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
}

function say(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
