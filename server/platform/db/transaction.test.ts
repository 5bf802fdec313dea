import { describe, expect, it } from 'vitest';
import { createTestHouse } from '../../testing/house.ts';
import { inTenant, readTenant } from '../request/context.ts';
import { sql } from './sql.ts';

const t = await createTestHouse();
const write = (key: string) => sql`insert into platform.setting (key, value) values (${key}, '1')`;
const isKept = async (key: string) => (await t.house.db.lookUp(sql`select 1 from platform.setting where key = ${key}`)).length === 1;

describe('a transaction', () => {
  it('commits with its last statement', async () => {
    expect(await t.house.db.inTenant(t.instansi, (tx) => tx.last(write('a')))).toBe(1);
    expect(await isKept('a')).toBe(true);
  });

  it('keeps nothing when the last statement fails', async () => {
    await expect(t.house.db.inTenant(t.instansi, async (tx) => {
      await tx.run(write('b'));
      await tx.last(write('a'));
    })).rejects.toMatchObject({ code: '23505' });
    expect(await isKept('b')).toBe(false);
  });

  it('keeps nothing when a statement asked beside the last one fails', async () => {
    await expect(t.house.db.inTenant(t.instansi, (tx) => Promise.all([tx.run(write('a')), tx.last(write('c'))]))).rejects.toMatchObject({ code: '23505' });
    expect(await isKept('c')).toBe(false);
  });

  it('refuses a statement after the last one', async () => {
    await expect(t.house.db.inTenant(t.instansi, async (tx) => {
      await tx.last(write('d'));
      await tx.run(write('e'));
    })).rejects.toThrow('after the last');
  });

  it('waits with the commit for the service that opened it', async () => {
    const ctx = t.context();
    await expect(inTenant(ctx, async (outer) => {
      await inTenant(outer, (inner) => inner.tx.last(write('f')));
      await outer.tx.run(write('g'));
      throw new Error('the opener changed its mind');
    })).rejects.toThrow('changed its mind');
    expect(await isKept('f')).toBe(false);
    await inTenant(ctx, async (outer) => {
      await inTenant(outer, (inner) => inner.tx.last(write('f')));
      await outer.tx.last(write('g'));
    });
    expect(await isKept('f') && await isKept('g')).toBe(true);
  });

  it('does not pass over an error that the work swallowed', async () => {
    await expect(t.house.db.inTenant(t.instansi, async (tx) => {
      await tx.run(write('h'));
      await tx.run(write('a')).catch(() => {});
    })).rejects.toThrow('rolled back');
    expect(await isKept('h')).toBe(false);
  });

  it('answers statements asked side by side each with its own rows', async () => {
    const numbers = Array.from({ length: 50 }, (_, i) => i);
    const rows = await t.house.db.inTenant(t.instansi, (tx) => Promise.all(numbers.map((n) => tx.one<{ n: number; instansi: string }>(sql`select ${n}::int as n, current_setting('app.instansi') as instansi`))));
    expect(rows).toEqual(numbers.map((n) => ({ n, instansi: t.instansi })));
  });

  it('leaves its connection clean for the next one, after any number of failures', async () => {
    for (let i = 0; i < 30; i++) {
      await expect(t.house.db.inTenant(t.instansi, (tx) => Promise.all([tx.run(sql`select 1 / ${0}::int`), tx.run(write(`k${i}`)), tx.many(sql`select 1`)]))).rejects.toMatchObject({ code: '22012' });
    }
    expect(await t.house.db.outsideTenant((tx) => tx.one(sql`select coalesce(current_setting('app.instansi', true), '') as instansi`))).toEqual({ instansi: '' });
  });
});

describe('reading', () => {
  const here = sql`select current_setting('app.instansi') as instansi`;

  it('sees the rows of its institution, side by side and one after the other', async () => {
    const seen = await t.house.db.readTenant(t.instansi, async (tx) => [
      ...(await Promise.all([tx.one(here), tx.one(here)])),
      await tx.one(here),
      await tx.maybe(sql`select 1 as n where false`),
    ]);
    expect(seen).toEqual([{ instansi: t.instansi }, { instansi: t.instansi }, { instansi: t.instansi }, undefined]);
  });

  it('is a transaction of its own for each group of questions', async () => {
    const at = sql`select pg_current_xact_id_if_assigned() as id, now()::text as began`;
    const [[a, b], c] = await t.house.db.readTenant(t.instansi, async (tx) => [await Promise.all([tx.one<{ began: string }>(at), tx.one<{ began: string }>(at)]), await tx.one<{ began: string }>(at)] as const);
    expect(a.began).toBe(b.began);
    expect(c.began).not.toBe(a.began);
  });

  it('refuses to write', async () => {
    await expect(t.house.db.readTenant(t.instansi, (tx) => tx.run(write('r')))).rejects.toMatchObject({ code: '25006' });
    expect(await isKept('r')).toBe(false);
  });

  it('joins the transaction that is open', async () => {
    await inTenant(t.context(), async (outer) => {
      await outer.tx.run(write('s'));
      expect(await readTenant(outer, (inner) => inner.tx.many(sql`select 1 from platform.setting where key = ${'s'}`))).toHaveLength(1);
    });
  });

  it('leaves its connection clean for the next one, after any number of failures', async () => {
    for (let i = 0; i < 30; i++) {
      await expect(t.house.db.readTenant(t.instansi, (tx) => Promise.all([tx.many(sql`select 1 / ${0}::int`), tx.many(here)]))).rejects.toMatchObject({ code: '22012' });
    }
    expect(await t.house.db.readTenant(t.other, (tx) => tx.one(here))).toEqual({ instansi: t.other });
    expect(await t.house.db.outsideTenant((tx) => tx.one(sql`select coalesce(current_setting('app.instansi', true), '') as instansi`))).toEqual({ instansi: '' });
  });
});
