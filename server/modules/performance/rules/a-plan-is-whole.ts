import { ok, type FieldRefusal, type Result } from '../../../platform/kernel/refusal.ts';
import type { PlanContent } from '../contract.ts';

/**
 * Permenpan RB 6/2022: main results cascade from the superior's; the head of a unit takes them from the Perjanjian Kinerja. At least one
 * main result, each with an indicator and a target. `offered`: rows of the superior's plan as approved.
 */
export function aPlanIsWhole(content: PlanContent, facts: { top: boolean; offered: readonly { plan: string; row: string }[] }): Result<true> {
  const fields: FieldRefusal[] = [];
  if (!content.rows.some((row) => row.kind === 'utama')) fields.push({ path: 'hasil', message: 'Tulis paling sedikit satu hasil kerja utama.' });
  if (facts.top && content.agreement === '') fields.push({ path: 'agreement', message: 'Tulis nomor dan tanggal Perjanjian Kinerja.' });
  for (const row of content.rows) {
    const name = row.result.length > 60 ? `${row.result.slice(0, 57)}…` : row.result;
    if (row.indicators.length === 0) fields.push({ path: `hasil.${row.id}`, message: `"${name}": tulis paling sedikit satu indikator dengan targetnya.` });
    if (row.kind !== 'utama') continue;
    const supports = row.supports;
    if (facts.top ? !supports || !('agreement' in supports) : !supports || !('row' in supports)) {
      fields.push({ path: `hasil.${row.id}`, message: facts.top ? `"${name}": tulis sasaran Perjanjian Kinerja yang diwujudkan.` : `"${name}": pilih hasil kerja atasan yang didukung.` });
    } else if (supports && 'row' in supports && !facts.offered.some((one) => one.plan === supports.plan && one.row === supports.row)) {
      fields.push({ path: `hasil.${row.id}`, message: `"${name}": hasil kerja atasan yang didukung sudah berubah. Pilih lagi.` });
    }
  }
  return fields.length > 0 ? { ok: false, refusal: { code: 'performance.incomplete', fields } } : ok(true);
}
