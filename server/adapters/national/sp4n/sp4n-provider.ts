import type { OpenNationalSystem } from '../../../modules/complaints/contract.ts';
import type { Module } from '../../../platform/module.ts';
import { openSp4n } from './sp4n-client.ts';

/** Offers the conversation with a system like SP4N-LAPOR!; whether an institution holds it, and where, is set there. */
export const sp4nProvider: Module = {
  name: 'national-sp4n',
  start: (house) => {
    house.parts.set('complaints.national-system', openSp4n satisfies OpenNationalSystem);
  },
};
