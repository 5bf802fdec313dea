import { timingSafeEqual } from 'node:crypto';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, type Context } from '../../../platform/request/context.ts';
import { issuanceOf } from './ports.ts';

const MINUTES = 30;

/**
 * Address of a letter's file for who has just shown number and secret: works without an account, for half an hour. The
 * secret itself never stands in an address.
 */
export function trackedDocumentUrl(ctx: Context, request: string, document: string): string {
  const until = ctx.house.clock.now().getTime() + MINUTES * 60_000;
  return `/api/lacak/${request}/naskah/${document}?sampai=${until}&tiket=${ticket(ctx, request, document, until).toString('base64url')}`;
}

/** @throws Refused `permohonan.no-such-file` when the ticket is another's or too old, or the letter is no longer issued */
export async function openTrackedDocument(ctx: Context, asked: { request: string; document: string; until: number; ticket: string }): Promise<{ sha256: string; name: string }> {
  const given = Buffer.from(asked.ticket, 'base64url');
  const right = ticket(ctx, asked.request, asked.document, asked.until);
  const fresh = ctx.house.clock.now().getTime() <= asked.until;
  if (!fresh || given.length !== right.length || !timingSafeEqual(given, right)) throw new Refused({ code: 'permohonan.no-such-file' });
  const documents = await inTenant(ctx, (t) => issuanceOf(t).documentsOf(t, 'permohonan', asked.request));
  const found = documents.find((one) => one.id === asked.document);
  if (found?.status !== 'signed' || !found.sha256) throw new Refused({ code: 'permohonan.no-such-file' });
  return { sha256: found.sha256, name: `${found.title} ${found.number}.pdf` };
}

const ticket = (ctx: Context, request: string, document: string, until: number): Buffer => ctx.house.secrets.hash('tracked-document', `${ctx.instansi}/${request}/${document}/${until}`);
