import type { TenantContext } from '../../../platform/request/context.ts';
import type { DisposalView } from '../contract.ts';
import type { DisposalRecord } from '../storage/disposals.ts';
import { issuanceOf } from './ports.ts';

export const CASE = 'archive.disposal';
const STATES: Record<string, string> = { '': 'Belum bernomor', numbered: 'Bernomor, belum ditandatangani', 'awaiting-scan': 'Menunggu pindaian bertanda tangan', signed: 'Ditandatangani', failed: 'Gagal ditandatangani', uncertain: 'Belum pasti ditandatangani' };

export async function reportView(t: TenantContext, disposal: DisposalRecord): Promise<DisposalView['report']> {
  const [issued] = disposal.document === null ? [] : await issuanceOf(t).documentsOf(t, CASE, disposal.id);
  const base = `/api/arsip/pemusnahan/${disposal.id}/berita-acara`;
  const there = disposal.documentState === 'signed' || disposal.documentState === 'awaiting-scan';
  return {
    number: disposal.documentNumber, state: disposal.documentState, stateText: STATES[disposal.documentState] ?? '', failure: disposal.failure, draftUrl: `${base}/konsep`, ...(there ? { url: base } : {}), ...(issued && disposal.documentState === 'signed' ? { verifyUrl: issued.verifyUrl } : {}),
    ...(disposal.documentState === 'awaiting-scan' && disposal.document !== null ? { document: disposal.document } : {}),
  };
}
