import type { Schedule, Subscriber } from '../../platform/module.ts';
import { deliver, mailReset } from './service/deliver.ts';
import { collectMove, DIGEST_DUE, sendDigest } from './service/digest.ts';
import { sweep } from './service/retention.ts';
import { DELIVERY_DUE, tell, tellMany } from './service/tell.ts';

const TOLD = [
  'permohonan.submitted', 'permohonan.acted', 'permohonan.message-sent', 'permohonan.reminded', 'permohonan.hand-over-asked',
  'identity.registered', 'identity.verified', 'identity.nik-taken-over', 'identity.password-changed', 'identity.second-factor-changed',
];

/** Telling writes rows, sending is a job of its own: a mail server that is down holds up no inbox. */
export const subscribers: Subscriber[] = [
  ...TOLD.map((event) => ({ event, name: 'notify', run: tell, runMany: tellMany })),
  { event: 'calendar.due-moved', name: 'collect-for-digest', run: collectMove },
  { event: DIGEST_DUE, name: 'send-digest', run: sendDigest },
  { event: DELIVERY_DUE, name: 'deliver', run: deliver },
  { event: 'identity.reset-requested', name: 'mail-reset', run: mailReset },
];

/** In the small hours of the western zone. */
export const schedules: Schedule[] = [{ name: 'notifications-sweep', cron: '23 19 * * *', run: sweep }];
