import { randomUUID, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createLocalCa, openLocalCa, type LocalCa } from '../../../../engines/documents/signature/local-ca.ts';
import { openLocalSigner } from '../../../../engines/documents/signature/local-signer.ts';
import type { Signer } from '../../../../engines/documents/signature/signer.ts';
import { orRefuse } from '../../../../platform/kernel/refusal.ts';

export interface FakeUser {
  nik: string;
  email?: string;
  name: string;
  passphrase: string;
  totp?: string;
  state: 'ISSUE' | 'NO_CERTIFICATE';
}

/** How it answers sign calls: as it should, late, not at all after having signed, cut off, or broken. */
export type FakeMood = 'well' | 'slow' | 'silent-after-signing' | 'hang-up-after-signing' | 'error-500' | 'gateway-504' | 'other-document' | 'garbage';

export interface FakeBsre {
  url: string;
  username: string;
  password: string;
  /** PEM of its root, for `trustedRoots`. */
  trustedRoots: string[];
  mood: FakeMood;
  /** Every sign call that reached it, without secrets; `signed` tells whether the certificate was used. */
  signCalls: { requestId: string; signed: boolean }[];
  stop(): Promise<void>;
}

const SECRET = 'rahasia tiruan, tidak melindungi apa pun';

/** The twin of the e-sign client service v2 on a local port: same shapes and codes, a CA of its own, any mood. */
export async function startFakeBsre(users: FakeUser[], options: { slowMilliseconds?: number; now?: () => Date; port?: number; /** Whoever is not listed is this person. */ everybody?: Omit<FakeUser, 'nik'> } = {}): Promise<FakeBsre> {
  const now = options.now ?? (() => new Date());
  const stored = await createLocalCa({ institution: 'Penyelenggara Sertifikat Tiruan', masterSecret: SECRET, now: now(), algorithm: 'ecdsa-p256' });
  const ca = orRefuse(await openLocalCa(stored, SECRET));
  const signers = new Map<string, Signer>();
  const fake: FakeBsre = {
    url: '', username: 'layanan', password: randomUUID(), trustedRoots: ca.trustedRoots, mood: 'well', signCalls: [], stop: async () => {},
  };

  const server = createServer((request, response) => {
    handle(request, response).catch(() => answer(response, 500, { error: 'Internal Server Error' }));
  });
  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request);
    if (!isKnownAccount(request, fake)) return answer(response, 401, { error: 'Unauthorized' });
    const user = users.find((one) => one.nik === body['nik'] || (one.email !== undefined && one.email === body['email'])) ?? (options.everybody && { ...options.everybody, nik: String(body['nik']) });
    if (request.url === '/api/v2/user/check/status') return answer(response, 200, statusOf(user));
    if (request.url === '/api/v2/sign/get/totp') return answer(response, 200, user ? { status: 'success' } : statusOf(user));
    if (request.url === '/api/v2/sign/pdf') return sign(response, body, user);
    return answer(response, 404, { error: 'Not Found' });
  }
  async function sign(response: ServerResponse, body: Record<string, unknown>, user: FakeUser | undefined): Promise<void> {
    const requestId = randomUUID();
    const call = { requestId, signed: false };
    fake.signCalls.push(call);
    if (fake.mood === 'error-500') return answer(response, 500, { error: 'Internal Server Error' }, requestId);
    if (!user || user.state !== 'ISSUE') return answer(response, 400, statusOf(user), requestId);
    const rightSecret = body['passphrase'] === user.passphrase || (user.totp !== undefined && body['totp'] === user.totp);
    if (!rightSecret) return answer(response, 400, { status_code: 2031, error: 'Passphrase anda salah' }, requestId);

    const pdf = Buffer.from(String((body['file'] as unknown[] | undefined)?.[0] ?? ''), 'base64');
    const [property] = (body['signatureProperties'] ?? []) as Record<string, string>[];
    const outcome = await (await signerOf(user, signers, ca, now())).sign(pdf, {
      signerName: user.name, at: now(), reason: property?.['reason'] ?? '', location: property?.['location'] ?? '',
    });
    if (outcome.outcome !== 'signed') return answer(response, 500, { error: 'Internal Server Error' }, requestId);
    call.signed = true;
    if (fake.mood === 'silent-after-signing') return;
    if (fake.mood === 'hang-up-after-signing') return void response.destroy();
    if (fake.mood === 'gateway-504') return answer(response, 504, undefined, requestId);
    if (fake.mood === 'slow') await new Promise((resolve) => setTimeout(resolve, options.slowMilliseconds ?? 300));
    const file = fake.mood === 'garbage' ? Buffer.from('bukan pdf') : fake.mood === 'other-document' ? otherDocument(outcome.pdf) : outcome.pdf;
    return answer(response, 200, { time: 900, file: [file.toString('base64')] }, requestId);
  }

  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  fake.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  fake.stop = () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return fake;
}

const statusOf = (user: FakeUser | undefined): Record<string, unknown> =>
  user === undefined ? { status: 'NOT_REGISTERED', status_code: 2011, message: 'User tidak terdaftar' }
  : user.state === 'NO_CERTIFICATE' ? { status: 'NO_CERTIFICATE', status_code: 2021, message: 'User belum memiliki sertifikat' }
  : { status: 'ISSUE', message: 'User memiliki sertifikat' };

async function signerOf(user: FakeUser, signers: Map<string, Signer>, ca: LocalCa, now: Date): Promise<Signer> {
  const known = signers.get(user.nik);
  if (known) return known;
  const signer = orRefuse(await openLocalSigner(await ca.issueSigner({ name: user.name, now }), SECRET));
  signers.set(user.nik, signer);
  return signer;
}

function isKnownAccount(request: IncomingMessage, fake: FakeBsre): boolean {
  const expected = Buffer.from(`Basic ${Buffer.from(`${fake.username}:${fake.password}`).toString('base64')}`);
  const given = Buffer.from(request.headers.authorization ?? '');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

async function readBody(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString('utf8')) as Record<string, unknown>;
}

function answer(response: ServerResponse, status: number, body: unknown, requestId?: string): void {
  response.writeHead(status, { 'content-type': 'application/json', ...(requestId ? { 'x-request-id': requestId } : {}) });
  response.end(body === undefined ? '' : JSON.stringify(body));
}

/** A file of the right length that is not the one handed over. */
function otherDocument(pdf: Buffer): Buffer {
  const other = Buffer.from(pdf);
  other[100] = other[100]! ^ 1;
  return other;
}
