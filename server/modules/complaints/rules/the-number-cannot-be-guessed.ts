import { isPublicCode, normalizePublicCode } from '../../../platform/kernel/ids.ts';

/** `PNG-L-7K2M-XY4R` from the institution's letters and a code of eight characters, the last one a check. */
export const ticketNumber = (institution: string, code: string): string => `${institution}-L-${code.slice(0, 4)}-${code.slice(4)}`;

/**
 * The number as it is stored, from however it was typed: small letters, without hyphens, with spaces.
 * Undefined when it cannot be one of ours (a typing error shows in the check character). Numbers keep the letters of the
 * institution that gave them, also after a hop.
 */
export function readTicketNumber(typed: string): string | undefined {
  const bare = normalizePublicCode(typed);
  const code = bare.slice(-8);
  const head = bare.slice(0, -8);
  if (!/^[A-Z0-9]{2,6}L$/.test(head) || !isPublicCode(code, 8)) return undefined;
  return ticketNumber(head.slice(0, -1), code);
}
