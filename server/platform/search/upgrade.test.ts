import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { migrationSources } from '../../compose.ts';
import { modules } from '../../modules.ts';
import { createTestDatabase, dropTestDatabase, testCluster } from '../../testing/cluster.ts';
import { createTestHouse } from '../../testing/house.ts';
import { openDatabase } from '../db/database.ts';
import { migrate } from '../db/migrate.ts';
import { sql } from '../db/sql.ts';
import { searchOf } from './search.ts';
import { uuidv7 } from '../kernel/ids.ts';
import { anyMark } from '../kernel/search-words.ts';

// A database as it was before the three searches became one, with rows in them; then today's migrations.

const HOMES = { permohonan: '0005', complaints: '0008', letters: '0003' };
const t = await createTestHouse();
const id = (n: number): string => `01990000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const [unitA, unitB] = [id(901), id(902)];

it('keeps what could be found before, by the same people', async () => {
  const { db } = t.house;
  const sources = migrationSources(modules);
  const folder = mkdtempSync(join(tmpdir(), 'pendopo-upgrade-'));
  await db.asOwner(async (tx) => {
    await tx.run({ text: 'drop schema permohonan cascade; drop schema complaints cascade; drop schema letters cascade; drop procedure platform.make_search, platform.make_search_functions; drop function platform.search_vector, platform.weeks_asked, platform.lexeme, platform.weeks_of, platform.moment_of', values: [] });
    await tx.run(sql`delete from platform.migration where module = any(${Object.keys(HOMES)}::text[]) or (module = 'platform' and file ~ 'search')`);
  });
  for (const [module, first] of Object.entries(HOMES)) {
    const { directory } = sources.find((one) => one.module === module)!;
    for (const file of readdirSync(directory).filter((name) => name < first)) cpSync(join(directory, file), join(folder, module, file));
  }
  await migrate(db, Object.keys(HOMES).map((module) => ({ module, directory: join(folder, module) })));
  rmSync(folder, { recursive: true });
  await db.asOwner(async (tx) => {
    await tx.run(sql`insert into permohonan.request (instansi, id, number, secret_hash, secret_sealed, layanan, version, channel, applicant_name, applicant_level, title, owner_unit, submitted_at, received_at)
      select ${t.instansi}::uuid, n, 'N', ''::bytea, ''::bytea, 'x', 1, 'self', '', 'unverified', '', ${unitA}::uuid, now(), now() from unnest(${[id(1)]}::uuid[]) n`);
    await tx.run(sql`insert into permohonan.task (instansi, request, step, kind, title, unit, duty, layanan, since, guest) values (${t.instansi}, ${id(1)}, 'telaah', 'opinion', 'Telaah', ${unitB}, 'technical', 'x', now(), true)`);
    await tx.run(sql`insert into permohonan.search (instansi, request, owner_unit, words) values (${t.instansi}, ${id(1)}, ${unitA}, permohonan.search_vector('Warung Siti', ${id(1)}, ${unitA}))`);
    for (const n of [2, 3]) {
      await tx.run(sql`insert into complaints.report (instansi, id, number, secret_hash, title, body, name_public, name_to_agency, report_public, text_hash, submitted_at) values (${t.instansi}, ${id(n)}, ${`N${n}`}, ''::bytea, 'x', 'x', false, true, true, ${n}, now())`);
      await tx.run(sql`insert into complaints.state (instansi, report, seq, state, kind, channel, unit, submitted_at, received_at, verify_due, shown, held, calendar_version) values (${t.instansi}, ${id(n)}, 1, 'disposed', 'complaint', 'web', ${unitA}, now(), now(), now(), ${n === 2}, ${n === 3}, 'x')`);
      await tx.run(sql`insert into complaints.search (instansi, report, words) values (${t.instansi}, ${id(n)}, complaints.search_vector('lampu menerangi jalan', ${id(n)}))`);
    }
    await tx.run(sql`insert into complaints.supporting (instansi, report, unit) values (${t.instansi}, ${id(2)}, ${unitB})`);
    await tx.run(sql`insert into complaints.vocabulary (instansi, word, reports) values (${t.instansi}, 'menerangi', 2)`);
    await tx.run(sql`insert into letters.letter (instansi, id, direction, unit, year, agenda, sender, sender_number, letter_date, subject, summary, attachments, classification, secrecy, urgency, channel, recorded_by, received_at, registered_at)
      values (${t.instansi}, ${id(4)}, 'in', ${unitA}, 2026, 12, 'Dinas Sosial', '460/7/2026', '2026-02-27', 'Undangan rapat', '', '', '000.1.5', 'biasa', 'biasa', 'counter', 'x', now(), now())`);
    await tx.run(sql`insert into letters.state (instansi, letter, seq, state, due_at, due_provisional, folded) values (${t.instansi}, ${id(4)}, 1, 'diterima', now(), false, '{}')`);
    await tx.run(sql`insert into letters.search (instansi, letter, words, access) values (${t.instansi}, ${id(4)}, letters.search_vector('undangan rapat dinas sosial', ${id(4)}, ${['p:1']}::text[]), ${['p:1']}::text[])`);
  });

  expect((await migrate(db, sources)).ran).toEqual(expect.arrayContaining(['platform/0002_one-search.sql', 'permohonan/0005_one-search.sql', 'complaints/0008_one-search.sql', 'letters/0003_one-search.sql']));
  const [permohonan, complaints, letters] = [searchOf('permohonan', { stems: false }), searchOf('complaints', { stems: true }), searchOf('letters', { stems: true })];
  const found = (search: typeof letters, text: string, marks?: string, at = t.instansi) => db.inTenant(at, async (tx) => (await search.find(tx, text, { limit: 9, ...(marks ? { marks: anyMark([marks]) } : {}) })).ids);
  expect([await found(permohonan, 'war si'), await found(permohonan, 'siti', `u:${unitA}`), await found(permohonan, 'siti', `u:${unitB}`), await found(permohonan, 'siti', `u:${id(903)}`)]).toEqual([[id(1)], [id(1)], [id(1)], []]);
  expect([await found(complaints, 'menerangi'), await found(complaints, 'menerangii', `u:${unitA}`), await found(complaints, 'lampu', `u:${unitB}`), await found(complaints, 'lampu', 'k:public')]).toEqual([[id(3), id(2)], [id(2)], [id(2)], [id(2)]]);
  for (const mark of ['p:1', 'k:in', 'd:2026-02-27', 'd:2026', 'c:000.1', 's:biasa', 'z:diterima', `b:${unitA}`, 'f:sosial']) expect(await found(letters, 'rapat', mark), mark).toEqual([id(4)]);
  expect(await db.inTenant(t.instansi, (tx) => letters.find(tx, '', { limit: 9, exact: '46072026' }))).toEqual({ ids: [id(4)] });
  for (const search of [permohonan, complaints, letters]) expect(await found(search, '', undefined, t.other)).toEqual([]);
});

it('search functions are made anew in a session that has searched nothing yet, as after an update', async () => {
  const cluster = testCluster();
  const name = `t_${uuidv7().replaceAll('-', '')}`;
  const folder = mkdtempSync(join(tmpdir(), 'pendopo-upgrade-'));
  const db = openDatabase(await createTestDatabase(cluster, name));
  writeFileSync(join(folder, '0001_again.sql'), `call platform.make_search_functions('letters', true);`);
  try {
    expect((await migrate(db, [{ module: 'again', directory: folder }])).ran).toEqual(['again/0001_again.sql']);
  } finally {
    await db.close();
    await dropTestDatabase(cluster, name);
    rmSync(folder, { recursive: true });
  }
});
