import { fillLetters, type Readers } from '../harness/fill-letters.ts';
import type { Figure } from '../harness/figure.ts';
import type { Bench } from '../harness/house.ts';
import { percentile, replay, slowest } from '../harness/keystrokes.ts';

const ROUNDS = 12;
const authorized = (token: string) => ({ authorization: `Bearer ${token}` });

/** The inbox of posts in a register of a million letters: first pages, and a later one. */
export async function lettersInbox(bench: Bench): Promise<Figure[]> {
  const readers = await fillLetters(bench);
  const { leader, office, small } = readers;
  const figures: Figure[] = [];
  for (const [who, token] of [['a leader with 300,000', leader.token], ['an office with 17,000', office.token], ['a unit with 3,000', small.token]] as const) {
    const first = ['unread', 'open', 'late', 'waiting', 'done'].map((box) => `/api/surat/masuk?box=${box}&limit=25`);
    const later = await Promise.all(first.map((path) => pageAfter(bench, path, token)));
    const asked = [...first, ...later.filter((path) => path !== undefined), '/api/surat/kotak'];
    await replay(bench.url, asked, authorized(token));
    const labels = Array.from({ length: ROUNDS }, () => asked).flat();
    const times = await replay(bench.url, labels, authorized(token));
    figures.push({ part: 'letters-inbox', what: `inbox of ${who}, p99`, value: percentile(times, 0.99), unit: 'ms', target: { most: 50 }, note: `p50 ${percentile(times, 0.5).toFixed(1)}; slowest ${slowest(labels.map((path) => path.slice(11, 40)), times, 2)}` });
  }
  return figures;
}

async function pageAfter(bench: Bench, path: string, token: string): Promise<string | undefined> {
  const { nextCursor } = (await (await fetch(bench.url + path, { headers: authorized(token) })).json()) as { nextCursor?: string };
  return nextCursor && `${path}&cursor=${encodeURIComponent(nextCursor)}`;
}

const ASKED: Record<string, string[]> = {
  'rare words': ['query=zzzq', 'query=teguh mahendra batik gerabah', 'query=mahendra reyog pudak'],
  'prefix at the end of rare ones': ['query=teguh mahendra bat', 'query=kartini suryani ger', 'query=hartono permata pem', 'query=zainal yuliana un'],
  middling: ['query=hartono', 'query=siti aminah', 'query=stunting babadan', 'query=undangan inflasi'],
  common: ['query=undangan rapat', 'query=permohonan', 'query=kepala dinas', 'query=kerja sama'],
  'common and rare': ['query=undangan zzzq', 'query=laporan teguh mahendra kerupuk', 'query=dengan hormat suryani pameran'],
  prefixes: ['query=su', 'query=un', 'query=ha', 'query=hart', 'query=siti am', 'query=per'],
  slips: ['query=undagan inflassi', 'query=pamerann batikk'],
  filters: ['query=undangan&classification=000.1', 'query=&from=2019-03-05&to=2019-04-20', 'query=hartono&from=2018-01-10&to=2020-02-03', 'query=&secrecy=rahasia', 'query=laporan&sender=camat sim', 'query=mahendra&state=diterima', 'query=&state=selesai&classification=900&sender=bank'],
};

/** Search over a million letters: by who keeps the register, by posts that got ever fewer of them. */
export async function lettersSearch(bench: Bench): Promise<Figure[]> {
  const readers = await fillLetters(bench);
  const groups: Record<string, string[]> = { number: (await someNumbers(bench)).map((number) => `query=${number}`), ...ASKED };
  const askers: [string, keyof Readers][] = [['who keeps the register', 'clerk'], ['a leader with 300,000', 'leader'], ['an office with 17,000', 'office'], ['a unit with 3,000', 'small'], ['a person with 40', 'few']];
  const figures: Figure[] = [];
  const all: number[] = [];
  for (const [who, reader] of askers) {
    const asked: string[] = [];
    const times: number[] = [];
    const kinds: string[] = [];
    for (const [kind, queries] of Object.entries(groups)) {
      const paths = queries.map((query) => `/api/surat/cari?limit=25&${query.replaceAll(' ', '%20')}`);
      await replay(bench.url, paths, authorized(readers[reader].token));
      const took = await replay(bench.url, Array.from({ length: ROUNDS }, () => paths).flat(), authorized(readers[reader].token));
      asked.push(...Array.from({ length: ROUNDS }, () => queries).flat());
      times.push(...took);
      kinds.push(`${kind} ${percentile(took, 0.5).toFixed(1)}`);
    }
    all.push(...times);
    figures.push({ part: 'letters-search', what: `by ${who}, p99`, value: percentile(times, 0.99), unit: 'ms', target: { most: 80 }, note: `p50 by kind: ${kinds.join(', ')}; slowest ${slowest(asked, times, 3)}` });
  }
  return [{ part: 'letters-search', what: 'text search over 1,000,000 letters, p99', value: percentile(all, 0.99), unit: 'ms', target: { most: 80 }, note: `${all.length} searches, p50 ${percentile(all, 0.5).toFixed(1)}` }, ...figures];
}

async function someNumbers(bench: Bench): Promise<string[]> {
  return bench.asSuperuser(async (client) => (await client.query<{ number: string }>('select sender_number as number from letters.letter where instansi = $1 order by md5(id::text) limit 6', [bench.cast.instansi])).rows.map((row) => encodeURIComponent(row.number)));
}
