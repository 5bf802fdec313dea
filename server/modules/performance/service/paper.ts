import { longDate } from '../../../engines/documents/letter/indonesian.ts';
import { formatDate } from '../../../engines/working-time/words.ts';
import { percentText } from '../../../engines/attendance/percent.ts';
import { readTenant, type Context } from '../../../platform/request/context.ts';
import { ASPECTS, LOG_STATES, PLAN_STATES, VALUES, type ValueCode } from '../contract.ts';
import { institutionOf, issuanceOf } from './ports.ts';
import { monthOfLogs } from './recap-sheets.ts';
import { listRecap, type RecapAsked } from './recap.ts';
import { seePlan } from './view-plan.ts';

// Chapters: the plan · logs of a month · a unit's month

/** The plan with its attachments, as it stands; without number and signature: both confirm it in the application. */
export async function planPdf(ctx: Context, id: string): Promise<Buffer> {
  const { plan } = await readTenant(ctx, (t) => seePlan(t, id));
  const { demo } = await institutionOf(ctx);
  const supports = (row: (typeof plan.content.rows)[number]): string => (row.supports ? ('agreement' in row.supports ? row.supports.agreement : row.supports.text) : '');
  const hasil = plan.content.rows.flatMap((row, at) => (row.indicators.length ? row.indicators : [undefined]).map((indicator, nth) => ({
    nomor: nth === 0 ? String(at + 1) : '', jenis: row.kind, didukung: nth === 0 ? supports(row) : '', hasil: nth === 0 ? row.result : '', indikator: indicator ? `${ASPECTS[indicator.aspect]}: ${indicator.text}` : '', target: indicator?.target ?? '',
  })));
  const { agreement, resources, accountability, consequences } = plan.content;
  return issuanceOf(ctx).print(ctx, 'sasaran-kinerja-pegawai', {
    tahun: String(plan.year), masa: `${longDate(plan.fromDay)} sampai dengan ${longDate(plan.toDay)}`, pendekatan: plan.approach, keadaan: `${PLAN_STATES[plan.state]}, versi ${plan.folded.number}`, nama: plan.name, ...(plan.nip ? { nip: plan.nip } : {}), ...(plan.rank ? { pangkat: plan.rank } : {}), jabatan: plan.title, unit: plan.unitName,
    penilai: plan.superiorName || '-', penilai_jabatan: plan.superiorTitle || '-', ...(agreement ? { perjanjian: agreement } : {}), hasil,
    perilaku: (Object.keys(VALUES) as ValueCode[]).map((value) => ({ nilai: VALUES[value].title, perilaku: VALUES[value].conduct, ekspektasi: plan.content.expectations[value] ?? '' })),
    ...(resources ? { sumber_daya: resources } : {}), ...(accountability ? { pertanggungjawaban: accountability } : {}), ...(consequences ? { konsekuensi: consequences } : {}),
  }, { demo });
}

const MONTHS = ['Januari', 'Februari', 'Maret', 'April', 'Mei', 'Juni', 'Juli', 'Agustus', 'September', 'Oktober', 'November', 'Desember'];
const monthText = (month: string): string => `${MONTHS[Number(month.slice(5)) - 1]} ${month.slice(0, 4)}`;
const number = (value: number): string => value.toLocaleString('id-ID');

export async function logsPdf(ctx: Context, asked: { month: string; person?: string | undefined }): Promise<Buffer> {
  const { demo } = await institutionOf(ctx);
  const of = await monthOfLogs(ctx, asked);
  return issuanceOf(ctx).print(ctx, 'rekap-laporan-harian', {
    bulan: monthText(of.month), nama: of.name, ...(of.nip ? { nip: of.nip } : {}), ...(of.rank ? { pangkat: of.rank } : {}), jabatan: of.title, unit: of.unitName, ...(of.superior ? { penyetuju: of.superior } : {}),
    jumlah: `${number(of.minutes.approved)} menit disetujui, ${number(of.minutes.waiting)} belum diputus, ${number(of.minutes.refused)} ditolak`,
    laporan: of.rows.map((row) => ({ tanggal: formatDate(row.day), kegiatan: row.activity, hasil: [row.resultText, row.quantity].filter(Boolean).join('; '), menit: number(row.minutes), keadaan: LOG_STATES[row.state] })),
  }, { demo });
}

export async function recapPdf(ctx: Context, asked: RecapAsked): Promise<Buffer> {
  const { demo } = await institutionOf(ctx);
  const { month, unitName, items } = await listRecap(ctx, asked);
  return issuanceOf(ctx).print(ctx, 'rekap-laporan-harian', {
    bulan: monthText(month), unit: unitName, jumlah: `${number(items.length)} pegawai`,
    pegawai: items.map((one) => ({ nama: one.name, jabatan: one.title, menit: number(one.minutes), wajib: number(one.due), persen: `${percentText(one.percent)}%`, predikat: one.predicate ?? '-' })),
  }, { demo });
}
