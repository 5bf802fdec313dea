import type { Zone } from '#lib/types.ts';

const OFFSETS: Record<Zone, string> = { WIB: '+07:00', WITA: '+08:00', WIT: '+09:00' };

/** A typed `2026-11-22T15:30` in the institution's zone; nothing typed means now. */
export const momentFrom = (typed: string, zone: Zone): { at?: string } => (typed.trim() ? { at: `${typed.trim()}${OFFSETS[zone]}` } : {});
