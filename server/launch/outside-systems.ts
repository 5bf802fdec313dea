import { createMessengerRegistry } from '../adapters/messaging/registry.ts';
import { createImapMailbox } from '../adapters/mail/imap-mailbox.ts';
import type { Module } from '../platform/module.ts';

const closers = new WeakMap<object, () => void>();

/**
 * Puts the adapters of outside systems into the house, before the modules that use them start: mail by SMTP where it is
 * set, a reader of IMAP mailboxes, and the registry in which a WhatsApp or SMS gateway registers.
 */
export const outsideSystems: Module = {
  name: 'outside-systems',
  start: async (house) => {
    house.parts.set('messengers', createMessengerRegistry());
    house.parts.set('mailbox', createImapMailbox());
    const { smtpUrl, mailFrom } = house.settings;
    if (!smtpUrl) return;
    // What only some installations need is not loaded by the others.
    const { createSmtpMailer } = await import('../adapters/mail/smtp-mailer.ts');
    const mailer = createSmtpMailer({ url: smtpUrl, from: mailFrom });
    house.parts.set('mail', mailer);
    closers.set(house, mailer.close);
  },
  stop: (house) => closers.get(house)?.(),
};
