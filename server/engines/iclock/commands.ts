import { ok, refuse, type Result } from '../../platform/kernel/refusal.ts';

/** What may be asked of a terminal. `Shell` exists on the devices and is not here on purpose: it would hand them over. */
export const COMMANDS = ['info', 'check', 'log', 'put-person', 'drop-person', 'ask-people'] as const;
export type CommandKind = (typeof COMMANDS)[number];

export interface CommandDetail {
  pin?: string | undefined;
  name?: string | undefined;
}

/** The text behind `C:{id}:`. `USER ADD`, `USER DEL` and `DATA DEL` are refused by the devices (-1002), so those forms are never used. */
export function commandText(kind: CommandKind, { pin = '', name = '' }: CommandDetail): Result<string> {
  if (kind === 'info') return ok('INFO');
  if (kind === 'check') return ok('CHECK');
  if (kind === 'log') return ok('LOG');
  if (kind === 'ask-people') return ok('DATA QUERY USERINFO');
  if (!/^[1-9]\d{0,8}$/.test(pin)) return refuse('attendance.pin-unreadable', { pin: pin.slice(0, 30) });
  // A tab or a line break would begin another field or command.
  return ok(kind === 'drop-person' ? `DATA DELETE USERINFO PIN=${pin}` : `DATA UPDATE USERINFO PIN=${pin}\tName=${nameOnDevice(name)}\tPrivilege=0\tCard=`);
}

/** What its display can show: 24 signs of plain Latin. */
export const nameOnDevice = (name: string): string => name.normalize('NFKD').replace(/\p{M}/gu, '').replace(/[^A-Za-z0-9 .'-]/g, ' ').replace(/\s+/g, ' ').trim().slice(0, 24).trim();

export const commandLine = (number: number, text: string): string => `C:${number}:${text}`;
