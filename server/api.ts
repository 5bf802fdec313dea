import type { operations as files } from './platform/files/contract.ts';
import type { Calls } from './platform/operation.ts';
import type { operations as archive } from './modules/archive/contract.ts';
import type { operations as assessments } from './modules/assessments/contract.ts';
import type { operations as auditTrail } from './modules/audit-trail/contract.ts';
import type { operations as demo } from './demo/contract.ts';
import type { operations as calendar } from './modules/calendar/contract.ts';
import type { operations as complaints } from './modules/complaints/contract.ts';
import type { operations as evaluation } from './modules/evaluation/contract.ts';
import type { operations as identity } from './modules/identity/contract.ts';
import type { operations as issuance } from './modules/issuance/contract.ts';
import type { operations as layanan } from './modules/layanan/contract.ts';
import type { operations as letters } from './modules/letters/contract.ts';
import type { operations as letterTypes } from './modules/letter-types/contract.ts';
import type { operations as notifications } from './modules/notifications/contract.ts';
import type { operations as jobs } from './modules/operations/contract.ts';
import type { operations as outgoing } from './modules/outgoing/contract.ts';
import type { operations as organization } from './modules/organization/contract.ts';
import type { operations as permohonan } from './modules/permohonan/contract.ts';
import type { operations as selfAssessment } from './modules/self-assessment/contract.ts';
import type { operations as sync } from './modules/sync/contract.ts';
import type { operations as travel } from './modules/travel/contract.ts';
import type { operations as wilayah } from './modules/wilayah/contract.ts';

/** What pages may call, typed by the contracts: `event.locals.api.wilayah.searchRegions({ query })`. */
export interface Api {
  files: Calls<typeof files>;
  wilayah: Calls<typeof wilayah>;
  organization: Calls<typeof organization>;
  calendar: Calls<typeof calendar>;
  'audit-trail': Calls<typeof auditTrail>;
  identity: Calls<typeof identity>;
  sync: Calls<typeof sync>;
  notifications: Calls<typeof notifications>;
  operations: Calls<typeof jobs>;
  layanan: Calls<typeof layanan>;
  issuance: Calls<typeof issuance>;
  permohonan: Calls<typeof permohonan>;
  complaints: Calls<typeof complaints>;
  letters: Calls<typeof letters>;
  'letter-types': Calls<typeof letterTypes>;
  outgoing: Calls<typeof outgoing>;
  travel: Calls<typeof travel>;
  archive: Calls<typeof archive>;
  assessments: Calls<typeof assessments>;
  evaluation: Calls<typeof evaluation>;
  'self-assessment': Calls<typeof selfAssessment>;
  demo: Calls<typeof demo>;
}
