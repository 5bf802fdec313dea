import type { RefusalTable } from '../../platform/kernel/refusal.ts';
import type { Operations, PermissionTable } from '../../platform/operation.ts';
import { assignmentOperations } from './contract/assignment-operations.ts';
import { decideOperations, decidePermissions, decideRefusals } from './contract/decide-operations.ts';
import { organiserOperations } from './contract/organiser-operations.ts';
import { deskOperations } from './contract/desk-operations.ts';
import { deskRefusals } from './contract/desk-refusals.ts';
import { evaluationRefusals } from './contract/refusals.ts';

export const operations = { ...organiserOperations, ...assignmentOperations, ...deskOperations, ...decideOperations } satisfies Operations;

export const permissions: PermissionTable = {
  'evaluation.organise': { title: 'Menyelenggarakan penilaian: putaran, peserta, penugasan, papan kemajuan', duties: ['assessment-organiser'] },
  'evaluation.assess': { title: 'Menilai instansi yang ditugaskan', duties: ['assessor', 'assessment-reviewer'] },
  'evaluation.desk': { title: 'Membuka meja asesor', duties: ['assessor', 'assessment-reviewer', 'assessment-organiser'] },
  'evaluation.review': { title: 'Mereviu hasil penilaian yang ditugaskan', duties: ['assessment-reviewer'] },
  ...decidePermissions,
};

export const refusals: RefusalTable = { ...evaluationRefusals, ...deskRefusals, ...decideRefusals };

export { ROLES, roleNames, STAGES, type AssessorRow, type CampaignHead, type ParticipantRow, type Role, type Stage } from './contract/shapes.ts';
export * from './contract/assess-words.ts';
export type { CalibrationRow, DeskCampaign, DeskInstitution, DeskRole, DisputeRow, SheetRow, ShownEvidence, ShownStage, ShownVerdict } from './contract/desk-shapes.ts';
export type { Conclusion } from './contract/decide-operations.ts';
