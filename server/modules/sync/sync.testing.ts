import * as z from 'zod';
import { digestOf, makeKey, signCommand, type Command, type Contact, type KeyPair, type Unsigned } from '../../engines/sync/envelope.ts';
import { audit } from '../../platform/audit/audit.ts';
import { sql } from '../../platform/db/sql.ts';
import { part, type House } from '../../platform/house.ts';
import { uuidv7 } from '../../platform/kernel/ids.ts';
import { Refused } from '../../platform/kernel/refusal.ts';
import type { Context, TenantContext, Viewer } from '../../platform/request/context.ts';
import type { CommandFacts, CommandHandlers } from './contract.ts';

// Chapters: a person with a device · a handler that notes

export function somebody(instansi: string, name = 'Sri Wahyuni'): Viewer {
  const id = uuidv7();
  return { accountId: id, sessionId: uuidv7(), name, kind: 'officer', level: 'verified', hat: { instansi, holdingId: uuidv7(), postId: uuidv7(), title: 'Camat Pudak', capacity: 'definitive', unitId: uuidv7(), unitName: 'Kecamatan Pudak', unitKind: 'kecamatan', duties: [], permissions: new Set() } };
}

/** What the page does on a phone, without a phone. */
export interface Phone {
  id: string;
  key: KeyPair;
  publicKey: { kty: 'EC'; crv: 'P-256'; x: string; y: string };
  seq: number;
  previous: string;
  contact: Contact;
}
export async function newPhone(): Promise<Phone> {
  const key = await makeKey();
  const { x, y } = await crypto.subtle.exportKey('jwk', key.publicKey);
  return { id: uuidv7(), key, publicKey: { kty: 'EC', crv: 'P-256', x: x!, y: y! }, seq: 0, previous: '', contact: { at: '', proof: '', deviceTime: '' } };
}
/** The next command of its chain; `change` is what a broken or dishonest phone would send, signed all the same. */
export async function command(phone: Phone, viewer: Viewer, body: unknown, change: Partial<Unsigned> = {}): Promise<Command> {
  const unsigned: Unsigned = {
    id: uuidv7(), device: phone.id, seq: phone.seq + 1, kind: 'test.note', body, holding: viewer.hat!.holdingId, deviceTime: new Date(Date.parse(phone.contact.at) + 60_000).toISOString(), monotonicMs: 60_000, bridgedMs: 0, contact: phone.contact, previous: phone.previous, ...change,
  };
  phone.seq = unsigned.seq;
  phone.previous = await digestOf(unsigned);
  return signCommand(phone.key.privateKey, unsigned);
}

const noteBody = z.object({ words: z.string().min(1), next: z.enum(['end', 'refuse', 'break', 'hang']).default('end') });
/** Takes `test.note`: what it did is an entry of the audit trail. Returns what it was told. */
export function takeNotes(house: House, hang: () => Promise<void> = async () => {}): CommandFacts[] {
  const heard: CommandFacts[] = [];
  part<CommandHandlers<TenantContext>>(house, 'sync.handlers').set('test.note', {
    body: noteBody,
    run: async (t, given, facts) => {
      const body = noteBody.parse(given);
      heard.push(facts);
      await audit(t, { action: 'test.noted', object: 'note', objectId: facts.command, detail: { words: body.words } });
      if (body.next === 'refuse') throw new Refused({ code: 'request.changed-meanwhile' });
      if (body.next === 'break') await t.tx.run(sql`select 1 / 0`);
      if (body.next === 'hang') await hang();
      return { result: { words: body.words.length } };
    },
  });
  return heard;
}
/** Words noted, in the order in which it was done. */
export const notesOf = async ({ house, instansi }: Context): Promise<string[]> =>
  (await house.db.asOwner((tx) => tx.many<{ words: string }>(sql`select detail ->> 'words' as words from audit.entry where instansi = ${instansi} and action = 'test.noted' order by id`))).map(({ words }) => words);
