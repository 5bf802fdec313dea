import type { Viewer } from '#lib/types.ts';

/** An assistant with a mandate sees and prepares; only the official signs. The operation behind the button checks again. */
export const maySign = (viewer: Viewer | null): boolean => viewer?.hat?.duties.includes('signer') ?? false;
export const holds = (viewer: Viewer | null, permission: string): boolean => viewer?.hat?.permissions.includes(permission) ?? false;
