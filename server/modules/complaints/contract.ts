import type { Operations, PermissionTable } from '../../platform/operation.ts';
import type { RefusalTable } from '../../platform/kernel/refusal.ts';
import { keyOperations, keyRefusals } from './contract/keys.ts';
import { mailboxOperations } from './contract/mailbox.ts';
import { officerOperations } from './contract/officer-operations.ts';
import { laporOperations } from './contract/lapor-operations.ts';
import { roadOperations } from './contract/road-operations.ts';
import { publicOperations } from './contract/public-operations.ts';
import { complaintRefusals } from './contract/refusals.ts';

// Chapters: operations · permissions · refusals · words, shapes, actions

export const operations = { ...publicOperations, ...officerOperations, ...keyOperations, ...laporOperations, ...roadOperations, ...mailboxOperations } satisfies Operations;

export const permissions: PermissionTable = {
  'complaints.handle': { title: 'Menangani pengaduan', duties: ['complaint-coordinator', 'complaint-liaison', 'leader', 'signer'] },
  'complaints.coordinate': { title: 'Memverifikasi, mendisposisi, dan menayangkan pengaduan', duties: ['complaint-coordinator'] },
  'complaints.enter': { title: 'Mencatat pengaduan dari loket, telepon, dan media sosial', duties: ['complaint-coordinator', 'complaint-liaison', 'desk'] },
  'complaints.lead': { title: 'Melihat pengaduan yang terlambat dan titik rawan', duties: ['leader', 'signer', 'assistant', 'administrator', 'complaint-coordinator'] },
  'complaints.open311': { title: 'Mengirim laporan lewat Open311', duties: [] },
  'complaints.configure': { title: 'Mengatur batas waktu, kategori, dan penerusan pengaduan', duties: ['administrator'] },
};

export const refusals: RefusalTable = { ...complaintRefusals, ...keyRefusals };

// Events (payloads carry numbers and ids, never text of a report):
// `complaints.submitted` {report, number, account, kind} · `complaints.acted` {report, number, account, kind, state, seq, unit, secret, from?, byMail?} ·
// `complaints.escalated` {report, number, rung, to[], unit, secret, due} · `complaints.forwarded` {report, to} between institutions ·
// `complaints.key-made` {generation} · `complaints.files-sealed` {} · `complaints.for-province` {report} · `complaints.followed` {follower, token (sealed)} · `complaints.reminded` {unit, count} · `complaints.mail-taken` {mail}

export * from './contract/words.ts';
export * from './contract/shapes.ts';
export * from './contract/actions.ts';
export { ABOUT, aboutNames, type About } from './contract/keys.ts';
export * from './contract/national-system.ts';
export { ROAD_STATUSES, roadStatusNames, type RoadStatus } from './contract/road-operations.ts';
export type { Unposted } from './contract/lapor-operations.ts';
export type { IncomingMail, MailboxAddress, MailboxPosition, MailboxReader, MailboxTrial } from './contract/mailbox.ts';
export type { FiguresPort, YearFigures } from './contract/figures.ts';
