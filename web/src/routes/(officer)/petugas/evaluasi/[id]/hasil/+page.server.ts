import { many, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asPageError } from '#lib/server/refusal.ts';
import { asSigningFailure, secretFrom, verifyAndRepeat } from '#lib/server/sign-step.ts';
import type { Problem } from '#lib/types.ts';
import type { Actions, PageServerLoad } from './$types';

const ONLY = { '': 'all', siap: 'ready', sementara: 'provisional', akhir: 'final', sanggahan: 'objections' } as const;

/** Each signs a report of its own, which takes about a second. */
const MOST_AT_ONCE = 25;
const STEPS = new Set(['request.second-factor', 'issuance.passphrase-needed', 'issuance.signer-nik']);

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const text = (name: string) => event.url.searchParams.get(name)?.slice(0, 100) ?? '';
  const saring = (Object.keys(ONLY) as (keyof typeof ONLY)[]).find((one) => one === text('saring')) ?? '';
  const look = { saring, cari: text('cari').trim(), mulai: Math.min(100_000, Math.max(0, Math.floor(Number(text('mulai')) || 0))) };
  try {
    return { title: 'Hasil penilaian', here: '/petugas/evaluasi', look, page: await event.locals.api.evaluation.results({ id: event.params.id, only: ONLY[saring], query: look.cari, after: look.mulai }) };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  terbitkan: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    try {
      return { published: await event.locals.api.evaluation.publish({ id: event.params.id }) };
    } catch (thrown) {
      return asSigningFailure(thrown, values);
    }
  },
  /** Several outcomes after one another, each with its own signed report; what cannot be decided yet is named. */
  tetapkan: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    const chosen = [...new Set(many(values, 'pilih').flatMap((one) => one.split(',')))].filter(Boolean).slice(0, MOST_AT_ONCE);
    const done: string[] = [];
    const faults: { id: string; sentence: string }[] = [];
    for (const participant of chosen) {
      try {
        const { report, sentence } = await event.locals.api.evaluation.decide({ participant, ...secretFrom(values) });
        if (report === 'signed') done.push(participant);
        else faults.push({ id: participant, sentence: sentence || 'Hasil ditetapkan, laporannya belum jadi.' });
      } catch (thrown) {
        const { problem } = thrown as { problem?: Problem };
        // A code or a passphrase that is missing concerns all of them: it is asked for once, and the rest follows.
        if (!problem || STEPS.has(problem.code)) return asSigningFailure(thrown, { ...values, pilih: chosen.filter((one) => !done.includes(one) && !faults.some(({ id }) => id === one)).join(',') });
        faults.push({ id: participant, sentence: problem.detail ?? problem.title });
      }
    }
    return { decided: { done: done.length, faults, none: chosen.length === 0 } };
  },
  verifikasi: (event) => {
    requireOfficer(event);
    return verifyAndRepeat(event, ['terbitkan', 'tetapkan']);
  },
};
