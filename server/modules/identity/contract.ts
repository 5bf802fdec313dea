import { deskOperations, keyOperations } from './contract/desk.ts';
import { privacyOperations } from './contract/privacy.ts';
import { secondFactorOperations } from './contract/second-factor.ts';
import { signInOperations } from './contract/sign-in.ts';
import type { Operations, PermissionTable } from '../../platform/operation.ts';

// Chapters: contract/sign-in · second-factor · desk (verification, cards, keys) · privacy · ports · refusals

export type { Level, Needs, HatChoice, SessionAnswer } from './contract/shared.ts';
export type { Me, SessionEntry } from './contract/sign-in.ts';
export type { FoundAccount, StaffEntry, Card, ApiKeyEntry } from './contract/desk.ts';
export type { AccessEntry, CaseEntry } from './contract/privacy.ts';
export type { AccessBook, Accounts, NewAccount } from './contract/ports.ts';
export { refusals } from './contract/refusals.ts';
export { compulsoryDuties, requireSecondFactor } from './contract/require-second-factor.ts';

export const operations = {
  ...signInOperations,
  ...secondFactorOperations,
  ...deskOperations,
  ...keyOperations,
  ...privacyOperations,
} satisfies Operations;

export const permissions: PermissionTable = {
  'identity.verify': { title: 'Memverifikasi identitas warga di loket', duties: ['desk', 'verifier'] },
  'identity.reset-citizen': { title: 'Mencetak kode atur ulang kata sandi dan verifikasi kedua warga di loket', duties: ['desk'] },
  'identity.manage-staff': { title: 'Mengaktifkan dan mengatur ulang akun pegawai unit sendiri', duties: ['administrator', 'unit-administrator'] },
  'identity.manage-keys': { title: 'Membuat dan mencabut kunci API', duties: ['administrator'] },
};

/** Events: `{ account, instansi }` each; `identity.reset-requested` also carries what `openResetMessage` opens. */
export const events = {
  registered: 'identity.registered',
  verified: 'identity.verified',
  nikTakenOver: 'identity.nik-taken-over',
  resetRequested: 'identity.reset-requested',
  passwordChanged: 'identity.password-changed',
  secondFactorChanged: 'identity.second-factor-changed',
  stateChanged: 'identity.account-state-changed',
} as const;
