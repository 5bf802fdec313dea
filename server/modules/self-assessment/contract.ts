import type { Operations, PermissionTable } from '../../platform/operation.ts';
import { formOperations, formPermissions } from './contract/form-operations.ts';
import { answerOperations, campaignOperations, evidenceOperations } from './contract/operations.ts';

export * from './contract/exchange.ts';
export * from './contract/words.ts';
export type { RecordFacts, RecordHit, RecordSource } from './contract/records.ts';
export type { BoardRow, CampaignSummary, EvidenceRow, Scored, Step } from './contract/shapes.ts';
export { FORM_STATES, formStateNames, type FormState } from './contract/form-operations.ts';
export { refusals } from './contract/refusals.ts';

export const operations = { ...campaignOperations, ...answerOperations, ...evidenceOperations, ...formOperations } satisfies Operations;

export const permissions: PermissionTable = {
  'self-assessment.view': { title: 'Melihat penilaian instansi beserta buktinya', duties: ['assessment-coordinator', 'assessment-responsible', 'assessment-member'] },
  'self-assessment.answer': { title: 'Mengisi indikator penilaian yang ditugaskan', duties: ['assessment-responsible', 'assessment-member'] },
  'self-assessment.approve': { title: 'Menyetujui atau mengembalikan jawaban penilaian', duties: ['assessment-responsible'] },
  'self-assessment.arrange': { title: 'Membuka penilaian internal dan membagi indikator', duties: ['assessment-coordinator', 'assessment-responsible'] },
  'self-assessment.submit': { title: 'Mengirim penilaian instansi', duties: ['assessment-coordinator'] },
  ...formPermissions,
};
