import { files } from './platform/files/uploads.ts';
import type { Module } from './platform/module.ts';
import { demo } from './demo/module.ts';
import { sp4nProvider } from './adapters/national/sp4n/sp4n-provider.ts';
import { bsreProvider } from './adapters/signature/bsre/bsre-provider.ts';
import { outsideSystems } from './launch/outside-systems.ts';
import { allowance } from './modules/allowance/module.ts';
import { archive } from './modules/archive/module.ts';
import { assessments } from './modules/assessments/module.ts';
import { attendance } from './modules/attendance/module.ts';
import { auditTrail } from './modules/audit-trail/module.ts';
import { calendar } from './modules/calendar/module.ts';
import { complaints } from './modules/complaints/module.ts';
import { evaluation } from './modules/evaluation/module.ts';
import { identity } from './modules/identity/module.ts';
import { issuance } from './modules/issuance/module.ts';
import { layanan } from './modules/layanan/module.ts';
import { leave } from './modules/leave/module.ts';
import { letters } from './modules/letters/module.ts';
import { lists } from './modules/lists/module.ts';
import { letterTypes } from './modules/letter-types/module.ts';
import { notifications } from './modules/notifications/module.ts';
import { operations } from './modules/operations/module.ts';
import { outgoing } from './modules/outgoing/module.ts';
import { organization } from './modules/organization/module.ts';
import { performance } from './modules/performance/module.ts';
import { permohonan } from './modules/permohonan/module.ts';
import { selfAssessment } from './modules/self-assessment/module.ts';
import { staffOverview } from './modules/staff-overview/module.ts';
import { sync } from './modules/sync/module.ts';
import { timesheets } from './modules/timesheets/module.ts';
import { travel } from './modules/travel/module.ts';
import { wilayah } from './modules/wilayah/module.ts';
import { workSchedules } from './modules/work-schedules/module.ts';

/** THE TABLE OF CONTENTS. In order: a module uses only contracts of those above it. */
export const modules: Module[] = [
  // Foundations
  outsideSystems,
  bsreProvider,
  sp4nProvider,
  files,
  wilayah,
  organization,
  calendar,
  auditTrail,
  identity,
  sync,
  notifications,
  operations,
  lists,
  // Serving citizens
  layanan,
  issuance,
  permohonan,
  complaints,
  // The office's own paper
  letters,
  letterTypes,
  outgoing,
  travel,
  archive,
  // Attendance, performance, allowance
  workSchedules,
  leave,
  attendance,
  timesheets,
  performance,
  allowance,
  staffOverview,
  // Answering for it
  assessments,
  selfAssessment,
  evaluation,
  // Only where everything is invented
  demo,
];
