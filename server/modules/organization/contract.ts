import * as z from 'zod';
import type { RefusalTable } from '../../platform/kernel/refusal.ts';
import type { Operations, PermissionTable } from '../../platform/operation.ts';

/** What a post may be trusted with. The first seven are asked for by steps of services, the others by pages. */
export const duties = ['verifier', 'analyst', 'opinion', 'inspector', 'treasurer', 'initialer', 'signer', 'desk', 'leader', 'assistant', 'administrator', 'unit-administrator', 'auditor'] as const;
export const duty = z.enum(duties);
export type Duty = z.infer<typeof duty>;

export const unitKinds = ['head-of-region', 'setda', 'dinas', 'badan', 'inspektorat', 'setwan', 'bagian', 'bidang', 'uptd', 'rsud', 'kecamatan', 'kelurahan', 'desa', 'lainnya'] as const;
export const unitKind = z.enum(unitKinds);

export const capacity = z.enum(['definitive', 'plt', 'plh', 'pj', 'pjs']);
export type Capacity = z.infer<typeof capacity>;

export const signMode = z.enum(['tersertifikasi', 'internal', 'basah']);
export type SignMode = z.infer<typeof signMode>;

export const operations = {} satisfies Operations;

export const permissions: PermissionTable = {
  'organization.manage': { title: 'Mengelola struktur organisasi, jabatan, dan pejabat', duties: ['administrator'] },
  'organization.manage-unit': { title: 'Mengelola akun, loket, dan jam kerja unit sendiri', duties: ['administrator', 'unit-administrator'] },
};

export const refusals: RefusalTable = {};
