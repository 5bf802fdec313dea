import { timingSafeEqual } from 'node:crypto';
import type { Context } from '../../../platform/request/context.ts';

const proofOf = ({ house, instansi }: Context, device: string, at: string): Buffer => house.secrets.hash('sync-contact', `${instansi} ${device} ${at}`);

/** The time that a device may lean on until it hears of the server again. */
export const contactFor = (ctx: Context, device: string, at: Date): { at: string; proof: string } => ({ at: at.toISOString(), proof: proofOf(ctx, device, at.toISOString()).toString('base64url') });

export function isProven(ctx: Context, device: string, contact: { at: string; proof: string }): boolean {
  const given = Buffer.from(contact.proof, 'base64url');
  const proof = proofOf(ctx, device, contact.at);
  return given.length === proof.length && timingSafeEqual(given, proof);
}
