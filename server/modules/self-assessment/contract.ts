import type { Operations, PermissionTable } from '../../platform/operation.ts';
import type { RefusalTable } from '../../platform/kernel/refusal.ts';
import { carryOperations } from './contract/carry-operations.ts';
import { formOperations, formPermissions } from './contract/form-operations.ts';
import { followUpOperations, followUpPermissions, followUpRefusals } from './contract/follow-up-operations.ts';
import { answerOperations, campaignOperations, evidenceOperations } from './contract/operations.ts';
import { outcomeOperations, outcomePermissions, outcomeRefusals } from './contract/outcome-operations.ts';
import { papersOperations, papersRefusals } from './contract/papers-operations.ts';
import { refusals as answerRefusals } from './contract/refusals.ts';
import { requestOperations, requestPermissions } from './contract/request-operations.ts';

export * from './contract/exchange.ts';
export * from './contract/words.ts';
export { lastDayToObject } from './contract/last-day-to-object.ts';
export { dayWords } from './contract/day-words.ts';
export type { RecordFacts, RecordHit, RecordSource } from './contract/records.ts';
export type { BoardRow, CampaignSummary, EvidenceRow, Scored, Step } from './contract/shapes.ts';
export { REQUEST_STATES, requestStateNames, type RequestState } from './contract/request-operations.ts';
export { FORM_STATES, formStateNames, type FormState } from './contract/form-operations.ts';
export { FOLLOW_UP_STATES, followUpNames, type FollowUpState } from './contract/follow-up-words.ts';
export type { FollowUpRow } from './contract/follow-up-operations.ts';
export { PAPER_KINDS, paperNames, type PaperKind } from './contract/papers-operations.ts';

export const operations = { ...campaignOperations, ...answerOperations, ...evidenceOperations, ...formOperations, ...papersOperations, ...outcomeOperations, ...followUpOperations, ...requestOperations, ...carryOperations } satisfies Operations;

export const permissions: PermissionTable = {
  'self-assessment.view': { title: 'Melihat penilaian instansi beserta buktinya', duties: ['assessment-coordinator', 'assessment-responsible', 'assessment-member'] },
  'self-assessment.answer': { title: 'Mengisi indikator penilaian yang ditugaskan', duties: ['assessment-responsible', 'assessment-member'] },
  'self-assessment.approve': { title: 'Menyetujui atau mengembalikan jawaban penilaian', duties: ['assessment-responsible'] },
  'self-assessment.arrange': { title: 'Membuka penilaian internal dan membagi indikator', duties: ['assessment-coordinator', 'assessment-responsible'] },
  'self-assessment.submit': { title: 'Mengirim penilaian instansi', duties: ['assessment-coordinator'] },
  ...formPermissions,
  ...outcomePermissions,
  ...followUpPermissions,
  ...requestPermissions,
};

export const refusals: RefusalTable = { ...answerRefusals, ...papersRefusals, ...outcomeRefusals, ...followUpRefusals };
