import { files } from './platform/files/uploads.ts';
import type { Module } from './platform/module.ts';
import { calendar } from './modules/calendar/module.ts';
import { identity } from './modules/identity/module.ts';
import { layanan } from './modules/layanan/module.ts';
import { organization } from './modules/organization/module.ts';
import { wilayah } from './modules/wilayah/module.ts';

/** THE TABLE OF CONTENTS. In order: a module uses only contracts of those above it. */
export const modules: Module[] = [
  // Foundations
  files,
  wilayah,
  organization,
  calendar,
  identity,
  // Serving citizens
  layanan,
];
