import { PHASES, phaseNames, type Mode, type Phase, type PhasePlan } from '../../../../../../../server/modules/self-assessment/contract.ts';
import { hari } from '#lib/format.ts';
import { one } from '#lib/forms/values.ts';
import type { Values } from '#lib/forms/types.ts';
import type { Tone } from '#lib/types.ts';

export const modeNames: Record<Mode, string> = { evaluasi: 'Evaluasi', pemantauan: 'Pemantauan' };
export const stateNames = { draft: 'Rancangan', open: 'Berjalan', closed: 'Ditutup' } as const;
export const stateTones: Record<keyof typeof stateNames, Tone> = { draft: 'soon', open: 'ok', closed: 'plain' };
export const lateNames = { institution: 'belum mengirim', assessor: 'penilaian terlambat', reviewer: 'reviu terlambat' } as const;
export const kindNames = { central: 'Kementerian dan lembaga', province: 'Provinsi', regency: 'Kabupaten', city: 'Kota' } as const;

/** "Penilaian dokumen sampai Sel 31 Mar". */
export const phaseNow = (phase: Phase | null, ends: string | null, now: string): string => (phase === null ? 'Belum dimulai' : `${phaseNames[phase]}${ends ? ` sampai ${hari(ends, now)}` : ''}`);

/** The phases of a posted form; those without any date are left out. */
export const phasesFrom = (values: Values): PhasePlan =>
  PHASES.flatMap((phase) => {
    const [from, to] = [one(values, `${phase}.from`), one(values, `${phase}.to`)];
    return from === '' && to === '' ? [] : [{ phase, from, to }];
  });
export const phaseValues = (plan: PhasePlan): Values => Object.fromEntries(plan.flatMap(({ phase, from, to }) => [[`${phase}.from`, from], [`${phase}.to`, to]]));

/** The inputs stand by the phase's name, the check counts from the first: says the sentence at the inputs. */
export function atPhases(thrown: unknown, values: Values): unknown {
  const plan = phasesFrom(values);
  const problem = (thrown as { problem?: { code: string; detail: string; fields?: { path: string; message: string }[] } }).problem;
  if (problem?.code === 'evaluation.phases') problem.fields = [{ path: 'phases', message: problem.detail }];
  for (const field of problem?.fields ?? []) {
    const at = /^phases\.(\d+)\.(from|to)$/.exec(field.path);
    if (!at) continue;
    field.path = `${plan[Number(at[1])]?.phase}.${at[2]}`;
    field.message = 'Isi tanggalnya.';
  }
  return thrown;
}
