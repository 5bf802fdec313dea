import type { Kind } from './kinds.ts';

/** Ports of this module: what it needs from outside systems and from later modules, and what it offers them. */

/**
 * The end of one try. `later`: may be tried again. `refused`: this address or text will never go through.
 * Reasons may name addresses; who keeps them masks them first (`withoutPersonalData`).
 */
export type SendOutcome = { outcome: 'sent'; reference?: string } | { outcome: 'later'; reason: string } | { outcome: 'refused'; reason: string };

export interface MailMessage {
  /** Stays the same over all tries: receivers drop the copy that a crash may have caused. */
  id: string;
  to: string;
  toName: string;
  subject: string;
  text: string;
  html: string;
  /** Where an answer shall go, if not to the sender. */
  replyTo?: string;
  /** Message-IDs with their brackets, oldest first: the letter joins their thread (RFC 5322, 3.6.4). */
  answers?: readonly string[];
  attachments?: readonly { name: string; type: string; bytes: Uint8Array }[];
}

/** House part `mail`; absent where no SMTP server is set, then nothing is mailed and nothing fails. */
export interface Mailer {
  send(message: MailMessage): Promise<SendOutcome>;
}

export interface ShortMessage {
  /** Stays the same over all tries. */
  id: string;
  /** `+6281234567890` */
  to: string;
  text: string;
}

/** A gateway for WhatsApp or SMS: one folder each under `server/adapters/messaging`, with a fake twin. */
export interface Messenger {
  /** Unique among all gateways: `fake`, `qontak`. */
  name: string;
  channel: 'whatsapp' | 'sms';
  send(message: ShortMessage): Promise<SendOutcome>;
}

/** House part `messengers`. */
export interface MessengerRegistry {
  /** @throws Error on a second gateway of that name or for that channel: a mistake of composition */
  register(messenger: Messenger): void;
  find(channel: Messenger['channel']): Messenger | undefined;
}

/** What may be said about a request beyond its event. */
export interface RequestFacts {
  number: string;
  /** Account of the applicant. */
  account: string | null;
  /** Name of the layanan: shown in the inbox only, never mailed (it may say something about the person). */
  layanan: string;
  /** Title of the step asked for. */
  stepTitle?: string;
  /** Moment of the announced visit. */
  visitAt?: Date;
  /** Last day to pay, `YYYY-MM-DD`. */
  payBy?: string;
  /** Accounts of the officers who hold the case now. */
  holders?: string[];
}

/**
 * House part `permohonan.facts`, registered by the module of requests; without it notices name the number only.
 * `T` is the platform's TenantContext.
 */
export interface RequestFactsPort<T> {
  factsOf(t: T, request: string, step?: string | null): Promise<RequestFacts | undefined>;
}

/** What a later module tells a person. Title and text leave the house by e-mail and gateways: numbers only, nothing about the person. */
export interface Told {
  /** Names what is told: told once to an account. */
  source: string;
  at: Date;
  kind: Kind;
  title: string;
  text: string;
  /** Path for the signed-in person. */
  href?: string;
  /** Path for who holds the message, signed in or not. */
  link?: string;
  /** Shown in the inbox only. */
  about?: string;
}

/** House part `notifications.tell`: writes to the inbox and opens the deliveries that the person wants. `T` is the platform's TenantContext. */
export interface NoticePort<T> {
  tell(t: T, account: string, notice: Told): Promise<void>;
}
