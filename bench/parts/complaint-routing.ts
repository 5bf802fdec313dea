import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { learnFor } from '../../server/modules/complaints/service/learn.ts';
import { uuidv7 } from '../../server/platform/kernel/ids.ts';
import type { Figure } from '../harness/figure.ts';
import type { Bench } from '../harness/house.ts';

interface Matter {
  category: string;
  kind?: string;
  weight: number;
  title: string[];
  opening: string[];
  detail: string[];
}
interface Texts {
  places: string[];
  since: string[];
  matters: Matter[];
}

const PER_WEIGHT = 8;

/**
 * The suggestion of a category, learned from decided reports of the demonstration and asked about wordings that it never saw:
 * of each matter with several openings the last opening, title and detail are kept back.
 */
export async function complaintRouting(bench: Bench): Promise<Figure[]> {
  const file = parse(readFileSync(new URL('../../catalog/demo/complaints.yaml', import.meta.url), 'utf8')) as Texts;
  const matters = file.matters.filter((m) => m.opening.length > 1 && m.detail.length > 1 && (m.kind ?? 'complaint') === 'complaint');
  await bench.composed.house.events.drain();
  // Fills the starting tables, among them the categories.
  await fetch(`${bench.url}/api/pengaduan/kategori`);
  await insertDecided(bench, file, matters);
  await learnFor(bench.composed.house, bench.cast.instansi);
  let asked = 0;
  let first = 0;
  let amongThree = 0;
  let sure = 0;
  let sureAndRight = 0;
  for (const m of matters) {
    for (const [i, place] of file.places.entries()) {
      const said = fill(`${m.title.at(-1)}. ${m.opening.at(-1)} ${m.detail.at(-1)}`, place, file.since[i % file.since.length]!, VILLAGES[i % VILLAGES.length]!);
      const answer = await fetch(`${bench.url}/api/pengaduan/usulan-kategori`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ text: said }) });
      const { items } = (await answer.json()) as { items: { code: string; confidence: number }[] };
      asked += 1;
      if (items[0]?.code === m.category) first += 1;
      if (items.some((item) => item.code === m.category)) amongThree += 1;
      if ((items[0]?.confidence ?? 0) >= 80) {
        sure += 1;
        if (items[0]!.code === m.category) sureAndRight += 1;
      }
    }
  }
  const percent = (part: number, whole: number) => (100 * part) / Math.max(1, whole);
  return [
    { part: 'complaint-routing', what: 'category suggested first is the decided one, unseen wordings', value: percent(first, asked), unit: '%', baseline: { what: 'always the most frequent', value: percent(Math.max(...matters.map((m) => m.weight)), matters.reduce((sum, m) => sum + m.weight, 0)) }, note: `${asked} texts of ${matters.length} matters; among the first three ${percent(amongThree, asked).toFixed(0)} %` },
    { part: 'complaint-routing', what: 'right where it says 80 % or more', value: percent(sureAndRight, sure), unit: '%', note: `${sure} of ${asked} texts` },
  ];
}

const VILLAGES = ['Tonatan', 'Babadan', 'Siman', 'Jetis', 'Balong', 'Bungkal', 'Ngrayun', 'Slahung', 'Sampung', 'Pulung'];
const fill = (text: string, place: string, since: string, village: string): string => text.replaceAll('{tempat}', place).replaceAll('{lama}', since).replaceAll('{desa}', village);

async function insertDecided(bench: Bench, file: Texts, matters: readonly Matter[]): Promise<void> {
  const rows = matters.flatMap((m) =>
    Array.from({ length: m.weight * PER_WEIGHT }, (_, i) => {
      const pick = (list: readonly string[]) => list[i % (list.length - 1 || 1)]!;
      const filled = (text: string) => fill(text, file.places[(i * 5) % file.places.length]!, file.since[(i * 3) % file.since.length]!, VILLAGES[(i * 7) % VILLAGES.length]!);
      return { id: uuidv7(), number: `BENCH-${m.category}-${i}`, title: filled(pick(m.title)), body: `${filled(pick(m.opening))} ${pick(m.detail)}`, category: m.category };
    }));
  await bench.asSuperuser(async (client) => {
    await client.query('set session_replication_role = replica');
    await client.query(
      `with rows as (select * from json_to_recordset($2::json) as r (id uuid, number text, title text, body text, category text)),
        report as (insert into complaints.report (instansi, id, number, secret_hash, secret_sealed, title, body, name_public, name_to_agency, report_public, text_hash, submitted_at)
          select $1, id, number, '', '', title, body, false, true, true, 0, now() - interval '1 day' from rows)
      insert into complaints.action (instansi, report, seq, kind, at, payload) select $1, id, 2, 'verify', now() - interval '1 hour', jsonb_build_object('kind', 'verify', 'category', category) from rows`,
      [bench.cast.instansi, JSON.stringify(rows)]);
  });
}
