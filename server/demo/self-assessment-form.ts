import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import * as z from 'zod';
import { inTenant } from '../platform/request/context.ts';
import { readAnswers } from '../modules/self-assessment/rules/form-answers.ts';
import { beginForm, loadForm } from '../modules/self-assessment/service/forms.ts';
import { updateForm } from '../modules/self-assessment/storage/forms.ts';
import type { Seeding } from './seeding.ts';

const file = z.strictObject({ channels: z.array(z.string()), answers: z.record(z.string(), z.union([z.string(), z.array(z.string())])) });

/** Ponorogo's form of IETPD of the first semester: partly filled in, every figure invented. */
export async function seedForm(seeding: Seeding): Promise<void> {
  const { answers: typed } = file.parse(parse(readFileSync(new URL('../../catalog/demo/ietpd.yaml', import.meta.url), 'utf8')));
  const { anchor, plan } = seeding;
  const ctx = seeding.context(anchor.now);
  const { id } = await beginForm(ctx, { instrument: 'ietpd', year: Number(anchor.today.slice(0, 4)), semester: 1, simulated: true });
  await inTenant(ctx, async (t) => {
    const { row, instrument, pages } = await loadForm(t, id, 'lock');
    const { answers, faults } = readAnswers(pages.flatMap(({ fields }) => fields), { ...typed, ...row.answers }, instrument.channels.none);
    if (faults.length > 0) throw new Error(`catalog/demo/ietpd.yaml: ${faults.map(({ path, message }) => `${path}: ${message}`).join(' ')}`);
    const by = plan.people.find(({ account }) => account?.userName === 'spbe.bpkad')?.account?.id ?? null;
    await updateForm(t.tx, t.instansi, { ...row, answers, changedAt: anchor.now, changedBy: by });
  });
}
