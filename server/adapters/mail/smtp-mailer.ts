import { createTransport } from 'nodemailer';
import type { Mailer, SendOutcome } from '../../modules/notifications/contract.ts';

export interface SmtpSettings {
  /** `smtp://user:password@host:587` (STARTTLS where offered) or `smtps://…:465` */
  url: string;
  /** `Pendopo <noreply@ponorogokab.go.id>` */
  from: string;
  /** Milliseconds for connecting, greeting and silence. */
  timeout?: number;
}

interface SmtpError extends Error {
  code?: string;
  command?: string;
  responseCode?: number;
  response?: string;
}

/**
 * Mail over SMTP. Two connections at most, kept for a while: a digest for thousands does not open thousands.
 * Never throws for what the server says: 5yz to recipient or text is `refused`; 4yz, no connection and a setting that
 * the administrator can repair are `later` (RFC 5321, 4.2.1).
 */
export function createSmtpMailer({ url, from, timeout = 20_000 }: SmtpSettings): Mailer & { close(): void } {
  const transport = createTransport({ ...optionsOf(url), pool: true, maxConnections: 2, connectionTimeout: timeout, greetingTimeout: timeout, socketTimeout: timeout, disableFileAccess: true, disableUrlAccess: true });
  const domain = /@([^>\s]+)/.exec(from)?.[1] ?? 'localhost';
  return {
    send: async (m): Promise<SendOutcome> => {
      try {
        const sent = await transport.sendMail({
          from, to: { name: m.toName, address: m.to }, subject: m.subject, text: m.text, html: m.html, messageId: `<${m.id}@${domain}>`,
          ...(m.replyTo ? { replyTo: m.replyTo } : {}), ...(m.answers?.length ? { inReplyTo: m.answers.at(-1)!, references: [...m.answers] } : {}),
          ...(m.attachments?.length ? { attachments: m.attachments.map(({ name, type, bytes }) => ({ filename: name, contentType: type, content: Buffer.from(bytes) })) } : {}),
          // RFC 3834: no out-of-office answers to a machine.
          headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
        });
        return { outcome: 'sent', reference: sent.messageId };
      } catch (thrown) {
        const error = thrown as SmtpError;
        const reason = `${error.code ?? 'SMTP'} ${error.response ?? error.message}`;
        return isFinal(error) ? { outcome: 'refused', reason } : { outcome: 'later', reason };
      }
    },
    close: () => transport.close(),
  };
}

/** What the server says about the recipient or the text is final; a refused sender or password is a setting to repair. */
function isFinal({ code, command, responseCode = 0 }: SmtpError): boolean {
  if (responseCode >= 500) return command === 'RCPT TO' || command === 'DATA';
  // No server was asked: the address itself cannot be used.
  return code === 'EENVELOPE' && responseCode === 0;
}

function optionsOf(url: string): { host: string; port: number; secure: boolean; auth?: { user: string; pass: string } } {
  const at = new URL(url);
  const secure = at.protocol === 'smtps:';
  return {
    host: at.hostname.replace(/^\[|\]$/g, ''),
    port: at.port ? Number(at.port) : secure ? 465 : 587,
    secure,
    ...(at.username ? { auth: { user: decodeURIComponent(at.username), pass: decodeURIComponent(at.password) } } : {}),
  };
}
