import { part } from '../../platform/house.ts';
import { sql } from '../../platform/db/sql.ts';
import { storeUpload } from '../../platform/files/uploads.ts';
import { uuidv7 } from '../../platform/kernel/ids.ts';
import { inTenant, type Context, type Hat, type Viewer } from '../../platform/request/context.ts';
import type { TestHouse } from '../../testing/house.ts';
import type { Calls } from '../../platform/operation.ts';
import type { operations } from './contract.ts';

/** The regent with an adjutant, the secretariat with its tata usaha, two agencies and a unit below one. */
export interface Cast {
  units: Record<'bupati' | 'setda' | 'roads' | 'waste' | 'workshop', string>;
  regent: Viewer;
  adjutant: Viewer;
  secretary: Viewer;
  clerk: Viewer;
  roadsHead: Viewer;
  roadsClerk: Viewer;
  section: Viewer;
  staff: Viewer;
  wasteHead: Viewer;
  workshopStaff: Viewer;
  administrator: Viewer;
}
type PermissionsOf = (duties: readonly string[]) => ReadonlySet<string>;
export const postOf = (viewer: Viewer): string => viewer.hat!.postId;

export async function castOf(t: TestHouse, instansi = t.instansi): Promise<Cast> {
  const ctx = t.context(null, instansi);
  const unit = async (code: string, name: string, kind: string, parent: string | null = null) => {
    const id = uuidv7();
    await inTenant(ctx, ({ tx }) => tx.run(sql`insert into organization.unit (instansi, id, parent, kind, code, name, from_day) values (${instansi}, ${id}, ${parent}, ${kind}, ${code}, ${name}, '2020-01-01')`));
    return id;
  };
  const bupati = await unit('BUPATI', 'Bupati dan Wakil Bupati', 'head-of-region');
  const [setda, roads, waste] = await Promise.all([unit('SETDA', 'Sekretariat Daerah', 'setda', bupati), unit('DPUPKP', 'Dinas PUPKP', 'dinas', bupati), unit('DLH', 'Dinas Lingkungan Hidup', 'dinas', bupati)]);
  const workshop = await unit('BENGKEL', 'UPTD Perbengkelan', 'uptd', roads);
  const who = (at: string, kind: string, title: string, duties: string[], head = false) => officer(t, ctx, { unit: at, kind, title, duties, head });
  return {
    units: { bupati, setda, roads, waste, workshop },
    regent: await who(bupati, 'head-of-region', 'Bupati', ['leader', 'signer'], true), adjutant: await who(bupati, 'head-of-region', 'Ajudan Bupati', ['assistant']), secretary: await who(setda, 'setda', 'Sekretaris Daerah', ['leader', 'signer'], true), clerk: await who(setda, 'setda', 'Pengelola Surat', ['letter-clerk']),
    roadsHead: await who(roads, 'dinas', 'Kepala Dinas PUPKP', ['leader', 'signer'], true), roadsClerk: await who(roads, 'dinas', 'Pengelola Surat PUPKP', ['letter-clerk']), section: await who(roads, 'dinas', 'Kepala Bidang Jalan', ['leader']), staff: await who(roads, 'dinas', 'Penata Jalan', []),
    wasteHead: await who(waste, 'dinas', 'Kepala Dinas Lingkungan Hidup', ['leader', 'signer'], true), workshopStaff: await who(workshop, 'uptd', 'Mekanik', []), administrator: await who(setda, 'setda', 'Administrator', ['administrator']),
  };
}

interface Post {
  unit: string;
  kind: string;
  title: string;
  duties: string[];
  head?: boolean;
}
async function officer(t: TestHouse, ctx: Context, p: Post): Promise<Viewer> {
  const post = uuidv7();
  await inTenant(ctx, ({ tx, instansi }) => tx.run(sql`insert into organization.post (instansi, id, unit, title, is_head, duties, from_day) values (${instansi}, ${post}, ${p.unit}, ${p.title}, ${p.head ?? false}, ${p.duties}, '2020-01-01')`));
  return holderOf(t, { instansi: ctx.instansi, post, ...p, person: p.title, capacity: 'definitive', from: '2020-01-01' });
}
/** Somebody who holds a post from a day to a day: who is named twice is one person with two orders. */
export async function holderOf(t: TestHouse, h: Omit<Post, 'head'> & { instansi: string; post: string; person: string | Viewer; capacity: string; from: string; to?: string }): Promise<Viewer> {
  const ctx = t.context(null, h.instansi);
  const holding = uuidv7();
  const name = typeof h.person === 'string' ? h.person : h.person.name;
  const accountId = typeof h.person === 'string' ? uuidv7() : h.person.accountId;
  await inTenant(ctx, async ({ tx, instansi }) => {
    const known = await tx.maybe<{ id: string }>(sql`select id from organization.person where instansi = ${instansi} and account = ${accountId}`);
    const person = known?.id ?? uuidv7();
    if (!known) await tx.run(sql`insert into organization.person (instansi, id, account, name, bare_name, employment) values (${instansi}, ${person}, ${accountId}, ${name}, ${name.toLowerCase()}, 'pns')`);
    await tx.run(sql`insert into organization.holding (instansi, id, post, person, capacity, order_letter, from_day, to_day) values (${instansi}, ${holding}, ${h.post}, ${person}, ${h.capacity}, '800/1/2026', ${h.from}, ${h.to ?? null})`);
  });
  if (typeof h.person === 'string') await t.house.db.outsideTenant((tx) => tx.run(sql`insert into identity.account (id, name, created_at) values (${accountId}, ${name}, ${t.clock.now()})`));
  const hat: Hat = { instansi: h.instansi, holdingId: holding, postId: h.post, title: h.title, capacity: h.capacity, unitId: h.unit, unitName: h.title, unitKind: h.kind, duties: h.duties, permissions: part<PermissionsOf>(t.house, 'permissions')(h.duties) };
  return { accountId, sessionId: uuidv7(), name, kind: 'officer', level: 'verified', secondFactorAt: t.clock.now(), hat };
}

type Api = Calls<typeof operations>;
/** What a page would call, as somebody. Refusals arrive with their code. */
export const as = (t: TestHouse, viewer: Viewer | null): Api => t.api.forPages(t.context(viewer)).letters as unknown as Api;
/** The code of the refusal, or `ok`. */
export const codeOf = (work: Promise<unknown>): Promise<string> => work.then(() => 'ok', (error: { problem?: { code: string } }) => error.problem?.code ?? String(error));

/** A PDF of one page with some words, small enough to read in a test. */
export function tinyPdf(words: string): Buffer {
  const content = `BT /F1 12 Tf 72 760 Td (${words.replace(/[()\\]/g, '\\$&')}) Tj ET`;
  const objects = ['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [3 0 R] /Count 1 >>', '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>', `<< /Length ${content.length} >>\nstream\n${content}\nendstream`, '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>'];
  let text = '%PDF-1.4\n';
  const places = objects.map((body, index) => {
    const at = text.length;
    text += `${index + 1} 0 obj\n${body}\nendobj\n`;
    return at;
  });
  const start = text.length;
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(text, 'latin1');
}
export const uploadFor = async (t: TestHouse, viewer: Viewer, words = `Surat ${uuidv7()}`, bytes: Buffer = tinyPdf(words)): Promise<string> => (await storeUpload(t.context(viewer), 'surat.pdf', bytes, viewer.accountId)).id;

let serial = 0;
/** A letter to the regent, as the secretariat's tata usaha enters it. */
export async function letterTo(t: TestHouse, c: Cast, more: Record<string, unknown> = {}, clerk = c.clerk) {
  const { fileWords, ...fields } = more as { fileWords?: string };
  return {
    sender: 'Gubernur Jawa Timur', senderNumber: `000.1.5/${++serial}/011.2/2026`, letterDate: '2026-02-27', subject: 'Undangan rapat koordinasi pengendalian inflasi', classification: '000.1.5', secrecy: 'biasa' as const, urgency: 'biasa' as const, post: postOf(c.regent),
    files: [await uploadFor(t, clerk, fileWords)], ...fields,
  };
}
