import { describe, expect, it } from 'vitest';
import { sql } from '../../platform/db/sql.ts';
import { part } from '../../platform/house.ts';
import { uuidv7 } from '../../platform/kernel/ids.ts';
import { inTenant, type TenantContext } from '../../platform/request/context.ts';
import { createTestHouse } from '../../testing/house.ts';
import type { AttendancePort, NewPunch } from './contract.ts';

const t = await createTestHouse();
const port = part<AttendancePort<TenantContext>>(t.house, 'attendance');
const within = <T>(work: (inside: TenantContext) => Promise<T>, instansi = t.instansi): Promise<T> => inTenant(t.context(null, instansi), work);
const at = (time: string): Date => new Date(`2026-03-02T${time}+07:00`);
const punch = (over: Partial<NewPunch> = {}): NewPunch => ({ id: uuidv7(), person: uuidv7(), holding: null, at: at('07:12:00'), direction: 'in', source: 'terminal', trust: 90, class: 'A', ...over });

describe('punches of other doors', () => {
  it('are taken once, whatever is sent again, and another content under the same id is told', async () => {
    const one = punch();
    expect(await within((i) => port.record(i, [one, punch()]))).toMatchObject({ taken: [one.id, expect.any(String)], known: [], differing: [] });
    expect(await within((i) => port.record(i, [one]))).toEqual({ taken: [], known: [one.id], differing: [] });
    expect(await within((i) => port.record(i, [{ ...one, at: at('07:00:00') }]))).toEqual({ taken: [], known: [], differing: [one.id] });
    const found = await within((i) => port.punches(i, [one.person], at('00:00:00'), at('23:59:00')));
    expect(found.get(one.person)).toMatchObject([{ id: one.id, at: one.at, verdict: 'accepted', review: 'none', place: null, placeKind: null }]);
  });

  it('are marked by what casts a doubt, not by what confirms', async () => {
    const person = uuidv7();
    await within((i) => port.record(i, [punch({ person, reasons: ['door-code'] }), punch({ person, at: at('16:05:00'), reasons: ['by-sheet', 'door-code'], class: 'D' })]));
    expect((await within((i) => port.punches(i, [person], at('00:00:00'), at('23:59:00')))).get(person)).toMatchObject([{ verdict: 'accepted', reasons: ['door-code'] }, { verdict: 'marked', review: 'open', class: 'D' }]);
  });

  it('leave one audit entry, whose digest is that of the rows as they lie there', async () => {
    t.clock.advance(60_000);
    const before = t.house.clock.now();
    const rows = Array.from({ length: 30 }, () => punch());
    await within((i) => port.record(i, rows));
    const [entry] = await t.house.db.asOwner((tx) => tx.many<{ object_id: string; detail: { count: number; digest: string } }>(sql`select object_id, detail from audit.entry where instansi = ${t.instansi} and action = 'attendance.checked-in' order by id desc limit 1`));
    expect(entry!.detail.count).toBe(30);
    const digest = () => t.house.db.asOwner((tx) => tx.one<{ digest: string }>(sql`select encode(digest, 'hex') as digest from attendance.batch_digest(${t.instansi}, ${entry!.object_id}, ${rows.map((row) => row.id)}::uuid[])`));
    expect(await digest()).toEqual({ digest: entry!.detail.digest });
    await t.house.db.asOwner((tx) => tx.run(sql`update attendance.check_in set at = at - interval '1 minute' where instansi = ${t.instansi} and id = ${rows[7]!.id}`));
    expect(await digest()).not.toEqual({ digest: entry!.detail.digest });
    expect((await within((i) => port.arrivedSince(i, before))).length).toBeGreaterThanOrEqual(30);
  });

  it('are not seen by the neighbour, and nobody of the application changes or removes one', async () => {
    const one = punch();
    await within((i) => port.record(i, [one]));
    expect((await within((i) => port.punches(i, [one.person], at('00:00:00'), at('23:59:00')), t.other)).size).toBe(0);
    // The same id at the neighbour's is another check-in.
    expect((await within((i) => port.record(i, [one]), t.other)).taken).toEqual([one.id]);
    await expect(within((i) => i.tx.run(sql`update attendance.check_in set at = now() where instansi = ${t.instansi}`))).rejects.toThrow(/permission denied/);
    await expect(within((i) => i.tx.run(sql`delete from attendance.check_in where instansi = ${t.instansi}`))).rejects.toThrow(/permission denied/);
  });
});
