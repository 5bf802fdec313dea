import { formatRupiahText } from '../../../engines/forms/indonesian-format.ts';
import { part } from '../../../platform/house.ts';
import type { Institutions } from '../../../platform/request/authenticator.ts';
import type { Context } from '../../../platform/request/context.ts';
import type { Slip } from '../contract.ts';
import { monthName } from '../rules/months.ts';
import { issuanceOf } from './ports.ts';

const rupiah = (amount: number | null): string => (amount === null ? 'belum diketahui' : formatRupiahText(String(amount)));

/** The slip on paper: the same lines in the same order, with calculation and law. */
export async function slipPdf(ctx: Context, slip: Slip): Promise<Buffer> {
  const { demo } = await part<Institutions>(ctx.house, 'institutions').byId(ctx.house, ctx.instansi, ctx.tx);
  const line = (one: Slip['lines'][number]) => ({ uraian: one.label, hitungan: one.calculation, dasar: one.legalBasis, jumlah: `${one.effect === 'subtract' ? '−' : ''}${rupiah(one.amount)}`, tebal: one.effect === 'none' ? 'tidak' : 'ya' });
  const rows = slip.segments.flatMap((segment, at) => [
    { uraian: `${slip.segments.length > 1 ? `Bagian ${at + 1}: ` : ''}${segment.post}, ${segment.unit}`, hitungan: [`${segment.days} hari kalender`, ...segment.notes].join('; '), dasar: '', jumlah: '', tebal: 'judul' },
    ...segment.lines.map(line),
    { uraian: 'Produktivitas', hitungan: segment.productivitySteps.join(' ') || (segment.productivity ?? ''), dasar: '', jumlah: segment.productivity ?? '', tebal: 'tidak' },
    { uraian: 'Kehadiran', hitungan: segment.cutSteps.join(' '), dasar: '', jumlah: segment.cut, tebal: 'tidak' },
  ]);
  const below = [
    { uraian: 'Jumlah bruto', hitungan: '', dasar: '', jumlah: rupiah(slip.gross), tebal: 'judul' },
    ...slip.corrections.map((one) => ({ uraian: `Koreksi ${monthName(one.month)}`, hitungan: one.reason, dasar: one.basis, jumlah: rupiah(one.amount), tebal: 'ya' })),
    ...slip.lines.map(line),
  ];
  return issuanceOf(ctx).print(ctx, 'slip-tpp', {
    bulan: monthName(slip.month), nama: slip.name, ...(slip.nip ? { nip: slip.nip } : {}), ...(slip.rank ? { pangkat: slip.rank } : {}), unit: slip.agency, keadaan: { draft: 'Draf', checked: 'Sudah diperiksa, belum disetujui', approved: 'Disetujui', exported: 'Diserahkan ke penggajian' }[slip.state],
    aturan: `${slip.rules.title}; ${slip.rules.legalBasis}${slip.rules.approval ? `; ${slip.rules.approval}` : ''}`, bersih: rupiah(slip.net), baris: [...rows, ...below],
  }, { demo });
}
