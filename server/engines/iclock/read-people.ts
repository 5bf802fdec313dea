import { linesOf, pinOf, valuesOf } from './read-punches.ts';

/** Somebody whom the device knows. Password, card, fingers and faces stand in the same lines and are left there. */
export interface DevicePerson {
  pin: string;
  name: string;
  /** 0 everybody, 14 who may change the device. */
  privilege: number;
}

const USER = /^\s*USER\s+/i;
/** OPERLOG lines `USER PIN=1\tName=…\tPri=0\t…`, and `user uid=1\tpin=1\tname=…` of tabledata; `OPLOG`, `FP`, `FACE` and others are no people. */
export function readPeople(body: string): DevicePerson[] {
  return linesOf(body).flatMap(({ text }) => {
    if (!USER.test(text)) return [];
    const values = valuesOf(text.replace(USER, ''));
    const pin = pinOf(values.get('pin') ?? '');
    if (pin === '' || pin === '0') return [];
    // oxlint-disable-next-line no-control-regex
    const name = (values.get('name') ?? '').replace(/[\u0000-\u001f]/g, '').slice(0, 60);
    return [{ pin, name, privilege: Number(/^\d{1,3}$/.exec(values.get('pri') ?? values.get('privilege') ?? '')?.[0] ?? 0) }];
  });
}

const FACTS: Record<string, string> = { devicename: 'model', fwversion: 'firmware', firmver: 'firmware', pushversion: 'push', usercount: 'people', transactioncount: 'punches', fpcount: 'fingers', facecount: 'faces', ipaddress: 'address', mac: 'mac' };

/** What the device tells about itself (INFO, table `options`, registry): by comma, ampersand or line. Only what helps an officer. */
export function readFacts(body: string): Record<string, string> {
  const facts: Record<string, string> = {};
  for (const part of body.split(/[,\n\r&]/)) {
    const at = part.indexOf('=');
    const name = FACTS[part.slice(0, Math.max(at, 0)).trim().replace(/^~/, '').toLowerCase()];
    // oxlint-disable-next-line no-control-regex
    if (name) facts[name] = part.slice(at + 1).replace(/[\u0000-\u001f]/g, '').trim().slice(0, 80);
  }
  return facts;
}
