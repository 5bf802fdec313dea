import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { CaseAccess } from '../../issuance/contract.ts';
import { findUploads } from '../../../platform/files/uploads.ts';
import { findIdByNumber, findReceipt, findRequest, hasAttachment } from '../storage.ts';
import { layananOf } from './ports.ts';
import { unitsOf } from './submit.ts';
import { actingUnit } from '../../../engines/workflow/workflow-definition.ts';
import { loadForOfficer } from './visibility.ts';

/** The applicant, or an officer whose unit has a step in the case. */
export async function mayReadCase(t: TenantContext, id: string): Promise<boolean> {
  const { viewer } = t;
  if (!viewer) return false;
  const found = await findReceipt(t.tx, t.instansi, id);
  if (!found) return false;
  if (found.account === viewer.accountId) return true;
  if (!viewer.hat) return false;
  try {
    await loadForOfficer(t, id);
    return true;
  } catch (error) {
    if (error instanceof Refused) return false;
    throw error;
  }
}

async function caseByNumber(t: TenantContext, typed: string): ReturnType<NonNullable<CaseAccess<Context>['caseByNumber']>> {
  const number = typed.replace(/\s/g, '').toUpperCase();
  const found = await findIdByNumber(t.tx, t.instansi, number);
  const request = found && (await findRequest(t.tx, t.instansi, found.id));
  if (!request) return undefined;
  const compiled = await layananOf(t).version(t, request.layanan, request.version);
  const { unitOf } = await unitsOf(t, compiled, request.answers);
  const signature = compiled.definition.workflow.steps.find((step) => step.kind === 'signature');
  if (!signature) return undefined;
  return { caseKind: 'permohonan', caseId: request.id, number: request.number, title: compiled.definition.output.title, unit: unitOf(actingUnit(signature)), series: compiled.definition.output.series.id };
}

/** For the issuance module: who may open the letter of a case. */
export const caseAccess: CaseAccess<Context> = {
  mayReadDocument: (ctx, kind, id) => (kind === 'permohonan' ? inTenant(ctx, (t) => mayReadCase(t, id)) : Promise.resolve(false)),
  caseByNumber: (ctx, number) => inTenant(ctx, (t) => caseByNumber(t, number)),
};

/** A file of a case, for who may read the case. @throws Refused `permohonan.no-such-file` for everybody else alike */
export function fileOfCase(ctx: Context, id: string, upload: string): Promise<{ sha256: string; type: string; name: string }> {
  return inTenant(ctx, async (t) => {
    const allowed = (await mayReadCase(t, id)) && (await hasAttachment(t.tx, t.instansi, id, upload));
    const [file] = allowed ? await findUploads(t.tx, t.instansi, [upload]) : [];
    if (!file?.sha256 || !file.type) throw new Refused({ code: 'permohonan.no-such-file' });
    return { sha256: file.sha256, type: file.type, name: file.name };
  });
}
