import { files } from './platform/files/uploads.ts';
import type { Module } from './platform/module.ts';
import { demo } from './demo/module.ts';
import { auditTrail } from './modules/audit-trail/module.ts';
import { calendar } from './modules/calendar/module.ts';
import { bsreProvider } from './adapters/signature/bsre/bsre-provider.ts';
import { identity } from './modules/identity/module.ts';
import { issuance } from './modules/issuance/module.ts';
import { layanan } from './modules/layanan/module.ts';
import { organization } from './modules/organization/module.ts';
import { permohonan } from './modules/permohonan/module.ts';
import { wilayah } from './modules/wilayah/module.ts';

/** THE TABLE OF CONTENTS. In order: a module uses only contracts of those above it. */
export const modules: Module[] = [
  // Foundations
  files,
  wilayah,
  organization,
  calendar,
  auditTrail,
  identity,
  // Serving citizens
  layanan,
  bsreProvider,
  issuance,
  permohonan,
  // Only where everything is invented
  demo,
];
