import type { TenantContext } from '../../../platform/request/context.ts';
import type { SubmissionCopy } from '../contract.ts';

/** Berita Acara and statement of consent that go with a submission; none while no letter was signed. */
export async function papersOf(_t: TenantContext, _campaign: string): Promise<SubmissionCopy['papers']> {
  return [];
}
