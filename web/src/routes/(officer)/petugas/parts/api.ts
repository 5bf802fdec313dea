import type * as z from 'zod';
import type { operations as identity } from '../../../../../../server/modules/identity/contract.ts';
import type { operations as layanan } from '../../../../../../server/modules/layanan/contract.ts';
import type { operations as permohonan } from '../../../../../../server/modules/permohonan/contract.ts';

/** The operations that the pages of officers and leaders call, typed by their contracts. */
type Calls<T> = {
  [K in keyof T]: T[K] extends { input: infer I extends z.ZodType; output: infer O extends z.ZodType }
    ? (input: z.input<I>) => Promise<z.output<O>>
    : never;
};

export interface OfficerApi {
  permohonan: Calls<typeof permohonan>;
  layanan: Calls<typeof layanan>;
  identity: Calls<typeof identity>;
  /** Of the platform, which has no contract that pages may import. */
  files: { storeUpload(input: { name: string; bytes: Uint8Array }): Promise<{ id: string; name: string; type: string; bytes: number }> };
}

export const apiOf = (locals: App.Locals): OfficerApi => locals.api as unknown as OfficerApi;

type Answer<K extends keyof OfficerApi['permohonan']> = Awaited<ReturnType<OfficerApi['permohonan'][K]>>;
export type Case = Answer<'getCase'>;
export type Offered = Case['actions'][number];
export type QueueRow = Answer<'queue'>['items'][number];
export type Counts = Answer<'queueCounts'>;
export type SigningItem = Answer<'signingList'>['items'][number];
export type Overdue = Answer<'overdue'>;
export type Dashboard = Answer<'dashboard'>;
