import { expect } from 'vitest';
import type { TestHouse } from '../../testing/house.ts';
import { sql } from '../../platform/db/sql.ts';
import { part } from '../../platform/house.ts';
import { uuidv7 } from '../../platform/kernel/ids.ts';
import { inTenant, type Context, type TenantContext, type Viewer } from '../../platform/request/context.ts';
import type { Duty, Holder, OrganizationPort } from '../organization/contract.ts';
import type { CaseDocument, IssuancePort, NumberOrder, Produced } from './contract.ts';

export interface Desk {
  unitId: string;
  postId: string;
  holdingId: string;
  personId: string;
  accountId: string;
}

/** A desa with one signer; names and numbers are invented. */
export async function insertDesk(t: TestHouse, options: { instansi?: string; mode?: 'internal' | 'basah' | 'tersertifikasi'; kind?: string; code?: string; unitName?: string; title?: string; name?: string; capacity?: string; toDay?: string } = {}): Promise<Desk> {
  const instansi = options.instansi ?? t.instansi;
  const desk = { unitId: uuidv7(), postId: uuidv7(), holdingId: uuidv7(), personId: uuidv7(), accountId: uuidv7() };
  await t.house.db.asOwner(async (tx) => {
    await tx.run(sql`insert into organization.unit (instansi, id, kind, code, name, from_day) values (${instansi}, ${desk.unitId}, ${options.kind ?? 'desa'}, ${options.code ?? `D${desk.unitId.slice(-6).toUpperCase()}`}, ${options.unitName ?? 'Desa Pondok'}, '2020-01-01')`);
    await tx.run(sql`insert into organization.post (instansi, id, unit, title, is_head, duties, from_day) values (${instansi}, ${desk.postId}, ${desk.unitId}, ${options.title ?? 'Kepala Desa Pondok'}, true, '{signer}', '2020-01-01')`);
    await tx.run(sql`insert into organization.person (instansi, id, account, name, employment) values (${instansi}, ${desk.personId}, ${desk.accountId}, ${options.name ?? 'SUTRISNO HADI'}, 'village')`);
    await tx.run(sql`insert into organization.holding (instansi, id, post, person, capacity, from_day, to_day) values (${instansi}, ${desk.holdingId}, ${desk.postId}, ${desk.personId}, ${options.capacity ?? 'definitive'}, '2020-01-01', ${options.toDay ?? null})`);
    if (options.mode) await tx.run(sql`insert into organization.sign_mode (instansi, holding, from_day, mode) values (${instansi}, ${desk.holdingId}, '2020-01-01', ${options.mode})`);
  });
  return desk;
}

export const officer = (t: TestHouse, desk: Desk, duties: Duty[], changes: { instansi?: string; unitId?: string; accountId?: string } = {}): Viewer => ({
  accountId: changes.accountId ?? desk.accountId, sessionId: uuidv7(), name: 'SUTRISNO HADI', kind: 'officer', level: 'verified', secondFactorAt: t.clock.now(),
  hat: {
    instansi: changes.instansi ?? t.instansi, holdingId: desk.holdingId, postId: desk.postId, title: 'Kepala Desa Pondok', capacity: 'definitive', unitId: changes.unitId ?? desk.unitId,
    unitName: 'Desa Pondok', unitKind: 'desa', duties, permissions: part<(duties: readonly string[]) => ReadonlySet<string>>(t.house, 'permissions')(duties),
  },
});

export const portOf = (t: TestHouse) => part<IssuancePort<Context, TenantContext>>(t.house, 'issuance');

export const holderOf = (t: TestHouse, desk: Desk, day: string, instansi = t.instansi): Promise<Holder> =>
  inTenant(t.context(null, instansi), async (tx) => {
    const holder = await part<OrganizationPort<TenantContext>>(t.house, 'organization').holderForSigning(tx, desk.unitId, day);
    expect(holder).toBeDefined();
    return holder!;
  });

export async function usahaOrder(t: TestHouse, desk: Desk, changes: Partial<NumberOrder> = {}, instansi = t.instansi): Promise<NumberOrder> {
  const letterDate = changes.letterDate ?? '2026-03-02';
  return {
    caseKind: 'permohonan', caseId: uuidv7(), template: 'surat-keterangan-usaha', title: 'Surat Keterangan Usaha', unitId: desk.unitId,
    series: { id: 'surat_keterangan', classification: '500.3', pattern: '{kode}/{urut}/{unit}/{romawi}/{yyyy}' },
    holding: await holderOf(t, desk, letterDate, instansi), letterDate, subjectMasked: 'S*** A*****', demo: false,
    fields: {
      nama: 'SITI AMINAH', nik: '3502175508909001', alamat: 'Dukuh Krajan RT 002 RW 001', usaha_nama: 'Warung Sate Bu Siti', usaha_bidang: 'Makan minum',
      usaha_alamat: 'Jalan Raya 40', keperluan: 'pengajuan kredit',
    },
    ...changes,
  };
}

/** All three steps. */
export async function issueLetter(t: TestHouse, order: NumberOrder, instansi = t.instansi, remote?: Parameters<IssuancePort<Context, TenantContext>['produce']>[2]): Promise<{ document: CaseDocument; outcome: Produced; documentId: string; code: string }> {
  const port = portOf(t);
  const ctx = t.context(null, instansi);
  const { documentId, code } = await inTenant(ctx, (tx) => port.number(tx, order));
  const outcome = await port.produce(ctx, documentId, remote);
  const document = await inTenant(ctx, (tx) => port.finish(tx, documentId, outcome));
  return { document, outcome, documentId, code };
}

export const bytesOf = async (t: TestHouse, sha256: string, instansi = t.instansi): Promise<Buffer> => t.house.files.read(instansi, sha256);
