import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { NOW, tinyPdf } from '../../../engines/documents/documents-fixture.ts';
import type { RemoteIdentity } from '../../../engines/documents/signature/signer.ts';
import { verifyPdf } from '../../../engines/documents/verify/verify-pdf.ts';
import { createBsreSigner, type BsreSigner } from './bsre-signer.ts';
import { startFakeBsre, type FakeBsre, type FakeMood } from './fake/fake-bsre.ts';
import { bsreRefusals } from './refusals.ts';

const PASSPHRASE = 'Rahasia#Tiruan1';
let fake: FakeBsre;
let signer: BsreSigner;
beforeAll(async () => {
  fake = await startFakeBsre(
    [
      { nik: '3502170101809001', email: 'ani@example.go.id', name: 'ANI LESTARI', passphrase: PASSPHRASE, totp: '123456', state: 'ISSUE' },
      { nik: '3502170101809002', name: 'BUDI', passphrase: 'x', state: 'NO_CERTIFICATE' },
    ],
    { now: () => NOW, slowMilliseconds: 100 },
  );
  signer = make();
});
afterAll(() => fake.stop());
beforeEach(() => {
  fake.mood = 'well';
  fake.signCalls.length = 0;
});

const make = (changes: Partial<Parameters<typeof createBsreSigner>[0]> = {}) =>
  createBsreSigner({ baseUrl: fake.url, username: fake.username, password: fake.password, trustedRoots: fake.trustedRoots, timeoutMilliseconds: 1500, ...changes });
const ani: RemoteIdentity = { identity: { nik: '3502170101809001' }, secret: { passphrase: PASSPHRASE } };
const sign = (remote: RemoteIdentity | undefined = ani, by = signer, pdf = tinyPdf()) =>
  by.sign(pdf, { signerName: 'ANI LESTARI', reason: 'Menyetujui', at: NOW, ...(remote ? { remote } : {}) });

describe('BSrE signer', () => {
  it('signs with passphrase or one-time code, by NIK or e-mail, and keeps hashes and request id', async () => {
    const outcome = await sign();
    expect(outcome).toMatchObject({ outcome: 'signed', certificateSubject: 'ANI LESTARI', providerRequestId: fake.signCalls[0]!.requestId });
    if (outcome.outcome !== 'signed') throw new Error('not signed');
    expect(outcome.sha256Before).not.toBe(outcome.sha256After);
    expect(verifyPdf(outcome.pdf, { trustedRoots: fake.trustedRoots }).status).toBe('genuine');
    expect(await sign({ identity: { email: 'ani@example.go.id' }, secret: { totp: '123456' } })).toMatchObject({ outcome: 'signed' });
    const twice = await sign(ani, signer, outcome.pdf);
    expect(twice.outcome === 'signed' && verifyPdf(twice.pdf, { trustedRoots: fake.trustedRoots }).signatures).toHaveLength(2);
  });

  it.each<[string, RemoteIdentity, string]>([
    ['an unknown person', { ...ani, identity: { nik: '3502170101809999' } }, 'signature.not-registered'],
    ['a person without certificate', { ...ani, identity: { nik: '3502170101809002' } }, 'signature.no-certificate'],
    ['a wrong passphrase', { ...ani, secret: { passphrase: 'salah' } }, 'signature.wrong-passphrase'],
  ])('refuses %s, asking once', async (_, remote, code) => {
    expect(await sign(remote)).toMatchObject({ outcome: 'refused', refusal: { code } });
    expect(fake.signCalls).toMatchObject([{ signed: false }]);
  });

  it.each<[FakeMood, string, string, boolean]>([
    ['slow', 'signed', '', true],
    ['error-500', 'refused', 'signature.provider-failed', false],
    ['silent-after-signing', 'uncertain', 'signature.no-answer', true],
    ['hang-up-after-signing', 'uncertain', 'signature.no-answer', true],
    ['gateway-504', 'uncertain', 'signature.no-answer', true],
    ['garbage', 'uncertain', 'signature.answer-unreadable', true],
    ['other-document', 'uncertain', 'signature.answer-other-document', true],
  ])('when the service is %s the outcome is %s, and nobody tries again', async (mood, outcome, code, signed) => {
    fake.mood = mood;
    const result = await sign();
    expect(result.outcome).toBe(outcome);
    if (result.outcome !== 'signed') expect(result.refusal.code).toBe(code);
    expect(fake.signCalls).toHaveLength(1);
    expect(fake.signCalls[0]!.signed).toBe(signed);
  });

  it('tells a wrong service account, an absent service and a stranger as signer', async () => {
    expect(await sign(ani, make({ password: 'salah' }))).toMatchObject({ outcome: 'refused', refusal: { code: 'signature.provider-credentials' } });
    const other = await startFakeBsre([], { now: () => NOW });
    expect(await sign(ani, make({ trustedRoots: other.trustedRoots }))).toMatchObject({ outcome: 'uncertain', refusal: { code: 'signature.answer-untrusted' } });
    await other.stop();
    expect(await sign(ani, make({ baseUrl: other.url }))).toMatchObject({ outcome: 'refused', refusal: { code: 'signature.provider-unreachable' } });
    expect(await signer.sign(tinyPdf(), { signerName: 'X', at: NOW })).toMatchObject({ outcome: 'refused', refusal: { code: 'signature.identity-missing' } });
    expect(await sign(ani, signer, Buffer.from(''))).toMatchObject({ outcome: 'refused', refusal: { code: 'signature.provider-failed' } });
  });

  it('never lets a passphrase out: not over open http, not in an outcome, not kept by the twin', async () => {
    expect(() => make({ baseUrl: 'http://esign.example.go.id/' })).toThrow('https');
    fake.mood = 'silent-after-signing';
    expect(JSON.stringify([await sign(), await sign({ ...ani, secret: { passphrase: `${PASSPHRASE}!` } }), fake.signCalls])).not.toContain(PASSPHRASE);
  });

  it('asks for the state of a person and for a one-time code', async () => {
    expect(await signer.checkUser({ nik: '3502170101809001' })).toEqual({ ok: true, value: undefined });
    expect(await signer.checkUser({ nik: '3502170101809002' })).toMatchObject({ refusal: { code: 'signature.no-certificate' } });
    expect(await signer.checkUser({ email: 'tidak@ada' })).toMatchObject({ refusal: { code: 'signature.not-registered' } });
    expect(await signer.requestTotp({ nik: '3502170101809001' })).toEqual({ ok: true, value: undefined });
    expect(await signer.requestTotp({ nik: 'x' })).toMatchObject({ refusal: { code: 'signature.not-registered' } });
  });

  it('has a sentence for every refusal', () => {
    for (const entry of Object.values(bsreRefusals)) expect(entry.sentence).toMatch(/\.$/);
  });
});
