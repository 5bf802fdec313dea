import * as z from 'zod';
import { operation } from '../../../platform/operation.ts';

export const accessEntry = z.object({
  id: z.string(), at: z.iso.datetime(), byName: z.string(), byTitle: z.string(), instansiName: z.string(),
  purpose: z.string(), caseId: z.string().nullable(), caseNumber: z.string().nullable(),
});
export type AccessEntry = z.infer<typeof accessEntry>;

export const caseEntry = z.object({
  instansi: z.string(), instansiName: z.string(), caseId: z.string(), kind: z.string(), number: z.string(), title: z.string(), at: z.iso.datetime(),
});
export type CaseEntry = z.infer<typeof caseEntry>;

const cursor = z.uuid().optional().describe('Pengenal butir terakhir halaman sebelumnya');

export const privacyOperations = {
  listAccess: operation({
    method: 'GET', path: '/akun/saya/pembukaan', permission: 'signed-in', summary: 'Siapa yang membuka data saya, kapan, dan untuk perkara apa',
    input: z.object({ before: cursor }), output: z.object({ items: z.array(accessEntry), next: z.string().nullable() }),
  }),
  listCases: operation({
    method: 'GET', path: '/akun/saya/perkara', permission: 'signed-in', summary: 'Perkara saya di semua instansi pada pemasangan ini, yang terbaru lebih dahulu',
    input: z.object({}), output: z.object({ items: z.array(caseEntry) }),
  }),
  exportMyData: operation({
    method: 'GET', path: '/akun/saya/salinan', permission: 'signed-in', summary: 'Salinan data saya sebagai berkas JSON (UU 27/2022)',
    input: z.object({}),
    output: z.object({
      madeAt: z.iso.datetime(),
      account: z.record(z.string(), z.unknown()),
      sessions: z.array(z.record(z.string(), z.unknown())),
      cases: z.array(caseEntry),
      accesses: z.array(accessEntry),
    }),
  }),
};
