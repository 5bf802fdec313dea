import { openSession } from '../../server/modules/identity/service/open-session.ts';
import type { PhasePlan } from '../../server/modules/self-assessment/contract.ts';
import { sql } from '../../server/platform/db/sql.ts';
import { part } from '../../server/platform/house.ts';
import { addDays, dayIn } from '../../server/platform/kernel/calendar-day.ts';
import { uuidv7 } from '../../server/platform/kernel/ids.ts';
import { inInstallation, type Context } from '../../server/platform/request/context.ts';
import { insertOfficer, insertUnit } from '../harness/cast.ts';
import { cpuOf } from '../harness/cpu.ts';
import type { Figure } from '../harness/figure.ts';
import type { Bench } from '../harness/house.ts';
import { rush } from '../harness/load.ts';

const INSTITUTIONS = 50;
const ASSESSORS = 20;

/** Fifty institutions send a file each second while twenty assessors judge; then the same with all files in one instant. */
export async function evaluation(bench: Bench): Promise<Figure[]> {
  const { composed: { house }, url } = bench;
  const today = dayIn(house.clock.now(), 'WIB');
  const now: PhasePlan = [{ phase: 'self', from: addDays(today, -10), to: addDays(today, 10) }, { phase: 'document', from: addDays(today, 11), to: addDays(today, 40) }, { phase: 'final', from: addDays(today, 41), to: addDays(today, 60) }];
  const regencies = await house.db.lookUp<{ code: string; name: string }>(sql`select code, name from wilayah.region where level = 'regency' order by code limit ${INSTITUTIONS}`);

  const uploaders = [];
  for (const { code, name } of regencies) {
    const home = await institution(bench, name, 'regency', code, `R${uploaders.length}`);
    const token = await officerToken(home, await insertUnit(home, 'dinas', 'KOMINFO', 'Dinas Kominfo'), 'Penanggung Jawab', ['assessment-responsible']);
    const { id } = await call<{ id: string }>(url, token, '/api/penilaian', { title: 'Penilaian mandiri', year: 2026, mode: 'pemantauan', instrument: 'spbe-2020', phases: now });
    uploaders.push({ token, campaign: id });
  }

  const ministry = await institution(bench, 'Tim Evaluasi', 'ministry', '31.71', 'TEN');
  const desk = await insertUnit(ministry, 'lainnya', 'DEPUTI', 'Deputi');
  const organiser = await officerToken(ministry, desk, 'Penyelenggara', ['assessment-organiser']);
  const people = [];
  for (let at = 0; at < ASSESSORS; at++) people.push(await officerToken(ministry, desk, `Asesor ${at + 1}`, ['assessor']));
  const { id } = await call<{ id: string }>(url, organiser, '/api/evaluasi', { title: 'Pemantauan SPBE', instrument: 'spbe-2020', year: 2026, mode: 'pemantauan', phases: now, settings: { twoAssessors: false } });
  await call(url, organiser, `/api/evaluasi/${id}/peserta`, { how: 'list', names: regencies.map(({ code }) => code).join('\n') });
  await call(url, organiser, `/api/evaluasi/${id}/buka`, {});
  const levels = ['institution,number,level', ...regencies.flatMap(({ code }) => Array.from({ length: 47 }, (_, at) => `${code},${at + 1},3`))].join('\n');
  await call(url, organiser, `/api/evaluasi/${id}/luring`, { fileName: 'tingkat.csv', content: Buffer.from(levels).toString('base64'), by: 'Sekretariat' });
  for (const person of people) await call(url, person, '/api/evaluasi/kepentingan-saya', { interests: '' });
  await call(url, organiser, `/api/evaluasi/${id}/penugasan/bagi-rata`, {});
  const { seq } = await call<{ seq: number }>(url, organiser, `/api/evaluasi/${id}`);
  // The documents' turn begins today.
  await call(url, organiser, `/api/evaluasi/${id}/ubah`, { seq, reason: 'Penilaian dokumen dimajukan', phases: [{ phase: 'self', from: addDays(today, -10), to: addDays(today, -1) }, { phase: 'document', from: today, to: addDays(today, 40) }, { phase: 'final', from: addDays(today, 41), to: addDays(today, 60) }] });
  const assessors = [];
  for (const token of people) {
    const { campaigns } = await call<{ campaigns: { institutions: { participant: string }[] }[] }>(url, token, '/api/evaluasi/meja');
    assessors.push({ token, participants: campaigns.flatMap(({ institutions }) => institutions.map(({ participant }) => participant)) });
  }
  if (assessors.some(({ participants }) => participants.length === 0)) throw new Error('an assessor has nothing to do');

  const asked = { url, uploaders, assessors };
  await rush({ ...asked, seconds: 3, sameInstant: false });
  await bench.settle();
  const seconds = Math.max(10, bench.seconds * 2);
  const measured = async (sameInstant: boolean) => {
    const before = cpuOf(bench.cpu);
    const told = await rush({ ...asked, seconds, sameInstant });
    const after = cpuOf(bench.cpu);
    if (told.bad > 0) throw new Error(`${told.bad} failed, the first: ${told.firstBad}`);
    const busy = (after.node - before.node + after.postgres - before.postgres) / 1_000_000 / told.seconds;
    return { ...told, note: `${(told.uploads / told.seconds).toFixed(0)} files of 200 KB and ${(told.verdicts / told.seconds).toFixed(0)} verdicts a second; no error; slowest ${told.slowest.toFixed(0)}; ${busy.toFixed(2)} of 2 cores` };
  };
  const spread = await measured(false);
  const instant = await measured(true);
  return [
    { part: 'evaluation', what: '50 institutions upload while 20 assess, a call, p99', value: spread.p99, unit: 'ms', target: { most: 200 }, baseline: { what: 'p50', value: spread.p50 }, ratio: spread.p99 / spread.p50, note: spread.note },
    { part: 'evaluation', what: 'the same with all files in one instant, p99', value: instant.p99, unit: 'ms', baseline: { what: 'p50', value: instant.p50 }, ratio: instant.p99 / instant.p50, note: instant.note },
  ];
}

async function institution(bench: Bench, name: string, kind: string, region: string, code: string): Promise<Context> {
  const { house } = bench.composed;
  const instansi = uuidv7();
  await house.db.asOwner(async (tx) => {
    await tx.run(sql`insert into organization.instansi (id, name, kind, region, zone, code, demo, created_at) values (${instansi}, ${name}, ${kind}, ${region}, 'WIB', ${code}, true, ${house.clock.now()})`);
    await tx.run(sql`insert into organization.host (host, instansi) values (${`${code.toLowerCase()}.test`}, ${instansi})`);
  });
  part<{ forget(): void }>(house, 'institutions').forget();
  return { house, instansi, viewer: null, requestId: uuidv7(), ip: '127.0.0.1' };
}

async function officerToken(ctx: Context, unit: string, name: string, duties: string[]): Promise<string> {
  const account = uuidv7();
  await ctx.house.db.outsideTenant((tx) => tx.run(sql`insert into identity.account (id, name, created_at) values (${account}, ${name}, ${ctx.house.clock.now()})`));
  await insertOfficer(ctx, unit, account, name, duties);
  const { token } = await inInstallation(ctx, (t) => openSession(t, { account, sharedComputer: false, device: 'ukuran', how: 'demo', secondFactorGiven: true }));
  return token;
}

async function call<T>(url: string, token: string, path: string, body?: object): Promise<T> {
  const answer = await fetch(url + path, { method: body ? 'POST' : 'GET', headers: { authorization: `Bearer ${token}`, ...(body ? { 'content-type': 'application/json' } : {}) }, ...(body ? { body: JSON.stringify(body) } : {}) });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text.slice(0, 400)}`);
  return JSON.parse(text) as T;
}
