import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Api } from '../../api.ts';
import { uuidv7 } from '../../platform/kernel/ids.ts';
import type { Viewer } from '../../platform/request/context.ts';
import type { TestHouse } from '../../testing/house.ts';

export const PUBLISHED_2023 = readFileSync(join(import.meta.dirname, '..', '..', '..', 'catalog', 'reference', 'spbe-results-2023.csv'), 'utf8');

/** Somebody of an institution with these permissions, or with none. */
export const officerOf = (instansi: string, ...permissions: string[]): Viewer => ({
  accountId: uuidv7(), sessionId: uuidv7(), name: 'Fajar Nugroho', kind: 'officer', level: 'verified',
  hat: { instansi, holdingId: uuidv7(), postId: uuidv7(), title: 'Administrator', capacity: 'definitive', unitId: uuidv7(), unitName: 'Diskominfo', unitKind: 'dinas', duties: [], permissions: new Set(permissions) },
});
export const apiOf = (t: TestHouse, viewer: Viewer | null, instansi = t.instansi) => (t.api.forPages(t.context(viewer, instansi)) as unknown as Api).assessments;

export const list = (text: string, more: { year?: number; kind?: 'published' | 'levels'; instrument?: string } = {}) => ({
  kind: 'published' as const, instrument: 'spbe-2020', year: 2023, source: 'KemenPANRB, Laporan Pelaksanaan Evaluasi SPBE 2023, tabel 8', fileName: 'hasil.csv', content: Buffer.from(text).toString('base64'), ...more,
});
export async function publish(t: TestHouse, text: string, more: Parameters<typeof list>[1] = {}, instansi = t.instansi): Promise<string> {
  const api = apiOf(t, officerOf(instansi, 'assessments.configure'), instansi);
  const { id } = await api.startImport(list(text, more));
  return (await api.takeImport({ id })).cycle;
}
