import { describe, expect, it } from 'vitest';
import type { Api } from '../../api.ts';
import { createTestHouse } from '../../testing/house.ts';
import { sql } from '../../platform/db/sql.ts';
import { inTenant, type Viewer } from '../../platform/request/context.ts';
import { bytesOf, insertDesk, issueLetter, officer, portOf, usahaOrder, type Desk } from './issuance.testing.ts';

const t = await createTestHouse();
const port = portOf(t);
const api = (viewer: Viewer | null, instansi = t.instansi) => (t.api.forPages(t.context(viewer, instansi)) as unknown as Api).issuance;
const admin = (desk: Desk) => api(officer(t, desk, ['administrator']));
const REASON = 'Kunci penanda tangan diduga bocor.';
const code = (work: Promise<unknown>) => work.then(() => undefined, (error: unknown) => (error as { problem?: { code?: string } }).problem?.code ?? Promise.reject(error as Error));
const letter = async (desk: Desk, letterDate: string) => issueLetter(t, await usahaOrder(t, desk, { letterDate }));
const told = async (one: { code: string }) => api(null).verifyCode({ code: one.code });
const file = async (one: { document: { sha256?: string } }) => api(null).verifyFile({ name: 'surat.pdf', bytes: new Uint8Array(await bytesOf(t, one.document.sha256!)) });

describe("a signer's certificate", () => {
  it('revoked from a day on: letters before it count and say so, those after it do not, by code and by file', async () => {
    const desk = await insertDesk(t);
    t.clock.set('2026-03-02T03:00:00Z');
    const before = await letter(desk, '2026-03-02');
    t.clock.set('2026-03-04T03:00:00Z');
    const after = await letter(desk, '2026-03-04');
    expect((await told(after)).status).toBe('genuine');
    t.clock.set('2026-03-05T03:00:00Z');
    expect(await admin(desk).revokeCertificate({ person: desk.personId, from: '2026-03-03', reason: REASON })).toMatchObject({ state: 'revoked', stateText: 'Dicabut', revokedFrom: '2026-03-02T17:00:00.000Z', invalidLetters: 1, reason: REASON });

    const no = await told(after);
    expect(no).toMatchObject({ status: 'certificate-revoked', headline: 'Sertifikat dicabut' });
    expect(no.sentences.join(' ')).toContain('Sertifikat dicabut sejak 3 Maret 2026.');
    expect(no.document?.downloadUrl).toBeUndefined();
    const noFile = await file(after);
    expect(noFile).toMatchObject({ status: 'certificate-revoked' });
    expect(noFile.sentences.join(' ')).toContain('Sertifikat dicabut sejak 3 Maret 2026.');
    const yes = await told(before);
    expect(yes.status).toBe('genuine');
    expect(yes.sentences.join(' ')).toContain('dicabut sejak 3 Maret 2026; naskah ini ditandatangani sebelumnya dan tetap berlaku');
    expect((await file(before)).status).toBe('genuine');
    const entries = await t.house.db.asOwner((tx) => tx.many(sql`select 1 from audit.entry where action = 'issuance.certificate-revoked' and object_id = ${desk.personId} and detail ->> 'reason' = ${REASON}`));
    expect(entries).toHaveLength(1);
  });

  it('signs nothing until a new one is allowed; then the same number is signed with another key, and counts', async () => {
    const desk = await insertDesk(t);
    t.clock.set('2026-03-06T03:00:00Z');
    const old = await letter(desk, '2026-03-06');
    t.clock.set('2026-03-06T04:00:00Z');
    await admin(desk).revokeCertificate({ person: desk.personId, reason: REASON });
    const order = await usahaOrder(t, desk, { letterDate: '2026-03-06' });
    const blocked = await issueLetter(t, order);
    expect(blocked.outcome).toMatchObject({ outcome: 'failed', code: 'issuance.certificate-revoked', reason: expect.stringContaining('Minta administrator') });
    expect(blocked.document).toMatchObject({ status: 'failed' });
    const signer = officer(t, desk, ['signer']);
    expect(await api(signer).retry({ id: blocked.documentId })).toMatchObject({ status: 'failed' });

    t.clock.set('2026-03-06T05:00:00Z');
    expect(await admin(desk).allowCertificate({ person: desk.personId, reason: 'Kunci diganti, orangnya hadir.' })).toMatchObject({ state: 'may-renew' });
    t.clock.set('2026-03-06T05:10:00Z');
    expect(await api(officer(t, desk, ['signer'])).retry({ id: blocked.documentId })).toMatchObject({ status: 'signed', number: blocked.document.number });
    expect((await told(blocked)).status).toBe('genuine');
    expect((await told(old)).status).toBe('genuine');
    const certificates = await t.house.db.asOwner((tx) => tx.many<{ pem: string }>(sql`select stored ->> 'certificatePem' as pem from issuance.signer_certificate where person = ${desk.personId}`));
    expect(new Set(certificates.map((one) => one.pem)).size).toBe(2);
    expect((await admin(desk).listCertificates({})).items.find((one) => one.person === desk.personId)).toMatchObject({ state: 'valid', invalidLetters: 0 });
  });

  it('is not asked for where a letter is signed with ink', async () => {
    const desk = await insertDesk(t, { mode: 'basah' });
    const other = await insertDesk(t);
    await letter(other, '2026-03-06');
    expect(await code(admin(desk).revokeCertificate({ person: desk.personId, reason: REASON }))).toBe('issuance.no-certificate');
    expect((await letter(desk, '2026-03-06')).document.status).toBe('awaiting-scan');
  });

  it('is revoked by the administrator of the own institution, once, not for a day to come, and allowed with a second factor', async () => {
    const desk = await insertDesk(t);
    await letter(desk, '2026-03-06');
    const revoke = { person: desk.personId, reason: REASON };
    for (const viewer of [null, officer(t, desk, ['signer']), officer(t, desk, ['desk'])]) {
      expect(await code(api(viewer).revokeCertificate(revoke))).toMatch(/^request\.not-/);
      expect(await code(api(viewer).allowCertificate(revoke))).toMatch(/^request\.not-/);
      expect(await code(api(viewer).listCertificates({}))).toMatch(/^request\.not-/);
    }
    const there = await insertDesk(t, { instansi: t.other });
    const foreign = api(officer(t, there, ['administrator'], { instansi: t.other }), t.other);
    expect(await code(foreign.revokeCertificate(revoke))).toBe('issuance.no-certificate');
    expect((await foreign.listCertificates({})).items).toEqual([]);
    expect(await code(admin(desk).allowCertificate(revoke))).toBe('issuance.certificate-not-revoked');
    expect(await code(admin(desk).revokeCertificate({ ...revoke, from: '2026-03-07' }))).toBe('issuance.revoked-from-later');
    expect(await code(admin(desk).revokeCertificate({ ...revoke, reason: 'bocor' }))).toBe('request.invalid');
    await admin(desk).revokeCertificate(revoke);
    expect(await code(admin(desk).revokeCertificate(revoke))).toBe('issuance.no-certificate');
    const { secondFactorAt: _, ...once } = officer(t, desk, ['administrator']);
    expect(await code(api(once).allowCertificate(revoke))).toBe('request.second-factor');
  });

  it('stops a letter that was numbered before, and leaves its number', async () => {
    const desk = await insertDesk(t);
    await letter(desk, '2026-03-06');
    const order = await usahaOrder(t, desk, { letterDate: '2026-03-06' });
    const { documentId, number } = await inTenant(t.context(), (tx) => port.number(tx, order));
    await admin(desk).revokeCertificate({ person: desk.personId, reason: REASON });
    expect(await port.produce(t.context(), documentId)).toMatchObject({ outcome: 'failed', code: 'issuance.certificate-revoked' });
    expect((await admin(desk).register({ query: number })).items[0]).toMatchObject({ number, status: 'numbered' });
  });
});
