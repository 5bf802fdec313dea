import type { CompiledForm } from '../../../engines/forms/compiled-form.ts';
import type { Answers } from '../../../engines/forms/form-definition.ts';
import type { FormFacts, UploadFact } from '../../../engines/forms/read-context.ts';
import { findUploads, type UploadRow } from '../../../platform/files/uploads.ts';
import { dayIn } from '../../../platform/kernel/calendar-day.ts';
import type { TenantContext } from '../../../platform/request/context.ts';
import type { Region } from '../../wilayah/contract.ts';
import { allRegionCodes, uploadPaths } from '../rules/answers-name-the-applicant.ts';
import { institutionOf, wilayahOf } from './ports.ts';

export interface GatheredFacts {
  facts: FormFacts;
  regions: Map<string, Region>;
  uploads: UploadRow[];
}

const isUuidLike = (id: string) => /^[0-9a-f-]{36}$/.test(id);

/**
 * What a form is checked against besides the answers: the day, the regions and uploads that the answers name, and
 * what is known of the account. Uploads of other people are as good as absent.
 */
export async function gatherFacts(t: TenantContext, form: CompiledForm, answers: Answers, options: { account?: string; request?: string; values?: Record<string, unknown> } = {}): Promise<GatheredFacts> {
  const institution = await institutionOf(t);
  const regions = await wilayahOf(t).regions(allRegionCodes(form, answers), t);
  const ids = uploadPaths(form, answers).map((u) => u.upload).filter(isUuidLike);
  const found = ids.length > 0 ? await findUploads(t.tx, t.instansi, [...new Set(ids)]) : [];
  const uploads = found.filter((u) => u.completed_at && (!options.account || u.account === options.account));
  return {
    regions,
    uploads,
    facts: {
      today: dayIn(t.house.clock.now(), institution.zone),
      ownRegion: institution.region,
      regions: { has: (code) => regions.has(code), levelOf: (code) => regions.get(code)?.level },
      uploads: uploads.map((u): UploadFact => ({ id: u.id, type: u.type!, bytes: u.size, name: u.name })),
      values: { instansi: { nama: institution.name, kode: institution.code }, ...options.values },
    },
  };
}

/** "Ronowijayan, Siman, Ponorogo" — the place without the province, for letters and screens. */
export const regionText = (region: Region | undefined): string | undefined =>
  region && [region.name, ...region.path.split(', ').slice(0, 2)].filter(Boolean).join(', ');
