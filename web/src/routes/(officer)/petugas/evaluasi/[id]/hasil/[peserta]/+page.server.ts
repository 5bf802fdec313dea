import { many, one, readValues, rowCount } from '#lib/forms/values.ts';
import type { Values } from '#lib/forms/types.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import { asSigningFailure, secretFrom, verifyAndRepeat } from '#lib/server/sign-step.ts';
import { storeFiles } from '../../../../parts/store-files.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
  const { hat } = requireOfficer(event);
  try {
    const page = await event.locals.api.evaluation.getConclusion({ participant: event.params.peserta });
    return { title: page.participant.name, here: '/petugas/evaluasi', page, organises: hat.permissions.includes('evaluation.organise') };
  } catch (thrown) {
    asPageError(thrown);
  }
};

/** Only the ticked findings are kept. */
const findingsFrom = (values: Values, kind: string) => many(values, `${kind}.pakai`).map((number) => ({ number, text: one(values, `${kind}.${number}`) }));
const recommendationsFrom = (values: Values) =>
  Array.from({ length: rowCount(values, 'r') }, (_, at) => {
    const field = (name: string) => one(values, `r.${at}.${name}`);
    return { ...(field('id') && { id: field('id') }), number: field('number'), text: field('text'), addressee: field('addressee'), due: field('due') };
  });

async function signed(event: RequestEvent, work: (values: Values) => Promise<unknown>) {
  requireOfficer(event);
  const values = readValues(await event.request.formData());
  try {
    return await work(values) as { said: string };
  } catch (thrown) {
    return asSigningFailure(thrown, values);
  }
}
const reportWords = (report: string, sentence: string): string => (report === 'signed' ? 'Laporan ditandatangani dan instansi diberi tahu.' : report === 'awaiting-scan' ? 'Laporan siap dicetak. Sesudah pindaiannya diunggah, instansi diberi tahu.' : `Laporan belum jadi: ${sentence}`);

export const actions: Actions = {
  simpan: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    try {
      await event.locals.api.evaluation.saveConclusion({ participant: event.params.peserta, seq: one(values, 'seq'), summary: one(values, 'summary'), strengths: findingsFrom(values, 'kuat'), weaknesses: findingsFrom(values, 'lemah'), recommendations: recommendationsFrom(values) });
      return { said: 'Kesimpulan tersimpan.' };
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
  },
  tetapkan: (event) => signed(event, async (values) => {
    const { state, report, sentence } = await event.locals.api.evaluation.decide({ participant: event.params.peserta, ...secretFrom(values) } as never);
    return { said: `Hasil ${state === 'final' ? 'akhir' : 'sementara'} ditetapkan. ${reportWords(report, sentence)}` };
  }),
  laporan: (event) => signed(event, async (values) => {
    const { report, sentence } = await event.locals.api.evaluation.signReport({ decision: one(values, 'penetapan'), ...secretFrom(values) } as never);
    return { said: reportWords(report, sentence) };
  }),
  koreksi: (event) => signed(event, async (values) => {
    const { index } = await event.locals.api.evaluation.correct({ participant: event.params.peserta, number: one(values, 'number'), level: one(values, 'level'), reason: one(values, 'reason'), ...secretFrom(values) } as never);
    return { said: `Koreksi ditetapkan; indeks menjadi ${index.replace('.', ',')}.` };
  }),
  jawab: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    try {
      await event.locals.api.evaluation.answerObjection({ objection: one(values, 'sanggahan'), accepted: one(values, 'putusan') === 'terima' ? 'true' : 'false', level: one(values, 'level'), text: one(values, 'text') });
      return { said: 'Jawaban disampaikan kepada instansi.' };
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
  },
  persetujuan: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    try {
      await event.locals.api.evaluation.recordConsent({ participant: event.params.peserta, given: one(values, 'given') === 'ya' ? 'true' : 'false', basis: one(values, 'basis') });
      return { said: 'Persetujuan publikasi dicatat.' };
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
  },
  pindaian: async (event) => {
    requireOfficer(event);
    const posted = await event.request.formData();
    const values = readValues(posted);
    try {
      await storeFiles(event.locals.api, posted, values);
      await event.locals.api.issuance.uploadScan({ id: one(values, 'dokumen'), uploadId: one(values, 'pindaian') });
      return { said: 'Pindaian tersimpan; instansi diberi tahu.' };
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
  },
  verifikasi: (event) => {
    requireOfficer(event);
    return verifyAndRepeat(event, ['tetapkan', 'laporan', 'koreksi']);
  },
};
