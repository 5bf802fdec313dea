import { dayIn } from '../../../platform/kernel/calendar-day.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, type Context } from '../../../platform/request/context.ts';
import { formatMoment } from '../../../engines/working-time/words.ts';
import { findReceipt } from '../storage.ts';
import { mayReadCase } from './case-access.ts';
import { institutionOf, issuanceOf, layananOf } from './ports.ts';

/** The printed receipt, with the secret code: for the applicant and for the desk that took the request. @returns PDF */
export async function receiptPdf(ctx: Context, id: string, paper: 'A5' | 'roll-58' | 'roll-80'): Promise<Buffer> {
  const institution = await institutionOf(ctx);
  const order = await inTenant(ctx, async (t) => {
    const r = await findReceipt(t.tx, t.instansi, id);
    if (!r || !(await mayReadCase(t, id))) throw new Refused({ code: 'permohonan.unknown' });
    const name = (await layananOf(t).names(t)).get(r.layanan) ?? r.layanan;
    return {
      fields: {
        instansi: institution.name, layanan: name, pemohon: r.applicant_name, nomor: r.number, kode_rahasia: t.house.secrets.open('tracking', r.secret_sealed),
        diterima: formatMoment(r.submitted_at, institution.zone), ...(r.due_provisional ? { sementara: 'sementara, menunggu daftar hari libur' } : {}), ...(r.due_at ? { janji_selesai: dayIn(r.due_at, institution.zone) } : {}),
      },
      url: `${t.house.settings.publicUrl}/lacak?nomor=${encodeURIComponent(r.number)}`, code: r.number, unitId: r.owner_unit, paper, demo: institution.demo,
    };
  });
  return issuanceOf(ctx).receipt(ctx, order);
}
