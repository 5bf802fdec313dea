import type { Handlers } from '../../platform/module.ts';
import type { operations } from './contract.ts';
import * as inbox from './service/inbox.ts';
import * as preferences from './service/preferences.ts';
import { getRetention, setRetention } from './service/retention.ts';
import { sendTestMail } from './service/test-mail.ts';

/** Everybody reads the own inbox and sets the own preferences; the delivery log is the administrator's. */
export const handlers: Handlers<typeof operations> = {
  listInbox: inbox.listInbox,
  countUnread: inbox.countUnread,
  markRead: inbox.markRead,
  markAllRead: inbox.markAllRead,
  getPreferences: preferences.getPreferences,
  setPreferences: preferences.setPreferences,
  listDeliveries: inbox.listDeliveryLog,
  sendTestMail,
  getRetention,
  setRetention,
};
