import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import * as z from 'zod';
import { audit } from '../platform/audit/audit.ts';
import { part } from '../platform/house.ts';
import { addDays, type CalendarDay } from '../platform/kernel/calendar-day.ts';
import { inTenant, type TenantContext } from '../platform/request/context.ts';
import { indicatorsOf, type WeightedInstrument } from '../engines/scoring/instrument.ts';
import { stepKey } from '../engines/scoring/ladder.ts';
import type { InstrumentsPort } from '../modules/assessments/contract.ts';
import type { RecordSource } from '../modules/self-assessment/contract.ts';
import { addMonths, expiresOn, ruleOf } from '../modules/self-assessment/rules/evidence-grows-old.ts';
import { beginCampaign } from '../modules/self-assessment/service/campaigns.ts';
import { fillAnswers, insertManyEvidence, insertManyRemarks, type FilledAnswer } from '../modules/self-assessment/storage/bulk.ts';
import { listCampaigns, type CampaignRow } from '../modules/self-assessment/storage/campaigns.ts';
import type { NewEvidence } from '../modules/self-assessment/storage/evidence.ts';
import { writePdf } from './drawing.ts';
import type { Seeding } from './seeding.ts';

// Chapters: the file · campaigns · answers · evidence

const INSTRUMENT = 'spbe-2020';
const texts = z.array(z.string()).length(5);
const said = z.strictObject({
  level: z.number().int().min(1).max(5), by: z.string(), paper: z.string(), where: z.string(), months: z.number().int().default(14), state: z.enum(['working', 'ready', 'approved']).default('approved'),
  asks: z.string().default(''), record: z.string().optional(), link: z.string().optional(), back: z.string().optional(),
  /** Analisis is still to be written. */
  unwritten: z.boolean().default(false),
});
const file = z.strictObject({
  title: z.string(), before: z.string(), members: z.record(z.string(), z.string()), analisis: z.strictObject({ policy: texts, process: texts, service: texts }),
  indicators: z.record(z.string(), said), comments: z.array(z.strictObject({ number: z.string(), by: z.string(), text: z.string() })),
});
type File = z.infer<typeof file>;

interface Member {
  account: string;
  name: string;
  unit: string;
}

/** Ponorogo answers about itself: this year's assessment in the middle of its first phase, and last year's behind it. */
export async function seedSelfAssessment(seeding: Seeding): Promise<void> {
  const words = file.parse(parse(readFileSync(new URL('../../catalog/demo/self-assessment.yaml', import.meta.url), 'utf8')));
  const { anchor, instansi } = seeding;
  const instruments = part<InstrumentsPort<TenantContext>>(seeding.house, 'assessments.instruments');
  await inTenant(seeding.context(anchor.now), async (t) => {
    const kept = await instruments.use(t, INSTRUMENT);
    const instrument = (await instruments.prepared(t, kept.id, kept.version)).instrument;
    const year = Number(anchor.today.slice(0, 4));
    const shared = { mode: 'evaluasi' as const, instrument: kept.id, version: kept.version, sha256: kept.sha256, instrument_name: instrument.name, method: instrument.method, organiser: null, organiser_name: 'Kabupaten Ponorogo', seq: 1 };
    const all = await listCampaigns(t.tx, t.instansi);
    /** What an organiser of the demonstration told, otherwise one of its own. */
    const campaignOf = async (of: number, own: Pick<CampaignRow, 'title' | 'closed' | 'phases'>): Promise<CampaignRow> => {
      const told = all.find((one) => one.organiser !== null && one.year === of && one.instrument === INSTRUMENT);
      const campaign = told ?? { ...shared, ...own, year: of, id: seeding.dice.id(`self-assessment/${of}`) };
      if (!told) await beginCampaign(t, campaign);
      return campaign;
    };
    const before = await campaignOf(year - 1, { title: words.before.replace('2025', String(year - 1)), closed: true, phases: [{ phase: 'self', from: `${year - 1}-08-03`, to: `${year - 1}-09-18` }] });
    const now = await campaignOf(year, { title: words.title.replace('2026', String(year)), closed: false, phases: phasesAround(anchor.today) });
    await fillAnswers(t.tx, instansi, before.id, answersOf(seeding, words, instrument, 'before'), new Date(anchor.now.getTime() - 400 * 86_400_000));
    await fillAnswers(t.tx, instansi, now.id, answersOf(seeding, words, instrument, 'now'), anchor.now);
    const evidence = await evidenceOf(t, seeding, words, instrument);
    await insertManyEvidence(t.tx, instansi, now.id, evidence);
    await insertManyRemarks(t.tx, instansi, now.id, remarksOf(seeding, words));
    await audit(t, { action: 'self-assessment.demo-seeded', object: 'assessment', objectId: now.id, detail: { evidence: evidence.length } });
    seeding.say(`Penilaian mandiri contoh: ${evidence.length} bukti.`);
  });
}

const phasesAround = (today: CalendarDay): CampaignRow['phases'] => [
  { phase: 'self', from: addDays(today, -24), to: addDays(today, 12) }, { phase: 'internal', from: addDays(today, 5), to: addDays(today, 12) },
  { phase: 'document', from: addDays(today, 19), to: addDays(today, 40) }, { phase: 'interview', from: addDays(today, 47), to: addDays(today, 54) },
];

function memberOf({ plan }: Seeding, userName: string): Member {
  const person = plan.people.find(({ account }) => account?.userName === userName)!;
  const holding = plan.holdings.find(({ id }) => id === person.account!.hat)!;
  return { account: person.account!.id, name: person.name, unit: plan.posts.find(({ id }) => id === holding.post)!.unit };
}

const fileName = (number: string, paper: string): string => `${number}.a.${paper.replace(/[^A-Za-z0-9]+/g, '-').replace(/-$/, '')}.pdf`;

function answersOf(seeding: Seeding, words: File, instrument: WeightedInstrument, which: 'now' | 'before'): FilledAnswer[] {
  return indicatorsOf(instrument.tree).map(({ indicator }): FilledAnswer => {
    const one = words.indicators[indicator.number]!;
    const isNow = which === 'now';
    // Last year two of three stood a level lower.
    const level = isNow ? one.level : Math.max(1, one.level - (Number(indicator.number) % 3 === 0 ? 0 : 1));
    const member = memberOf(seeding, words.members[one.by]!);
    const kind = Number(indicator.number) <= 10 ? 'policy' : indicator.capability === 'service' ? 'service' : 'process';
    return {
      number: indicator.number, micro: `${level}000000`, state: isNow ? one.state : 'approved', assignee: member.account, unit: member.unit, asks: one.asks,
      met: indicator.levels.filter((rule) => rule.level > 1 && rule.level <= level).flatMap((rule) => Object.keys(rule.criteria ?? {}).map((id) => stepKey(rule.level, id))),
      fakta: `Simulasi. ${one.paper}, ${one.where}${isNow ? ` (berkas ${fileName(indicator.number, one.paper)})` : ''}.`, analisis: isNow && one.unwritten ? '' : words.analisis[kind][level - 1]!,
    };
  });
}

async function evidenceOf(t: TenantContext, seeding: Seeding, words: File, instrument: WeightedInstrument): Promise<NewEvidence[]> {
  const { anchor, house, instansi, dice } = seeding;
  const sources = part<RecordSource<TenantContext>[]>(house, 'assessment-records');
  const rows: NewEvidence[] = [];
  for (const { indicator } of indicatorsOf(instrument.tree)) {
    const one = words.indicators[indicator.number]!;
    const member = memberOf(seeding, words.members[one.by]!);
    const bytes = writePdf(one.paper, [`Indikator ${indicator.number}`, one.where, 'Dokumen simulasi untuk demonstrasi.']);
    const stored = { sha256: await house.files.put(instansi, bytes), file_type: 'application/pdf', file_name: fileName(indicator.number, one.paper), bytes: bytes.length };
    const add = (level: number, letter: string, more: Partial<NewEvidence> & Pick<NewEvidence, 'kind'>, months = one.months) => {
      const id = dice.id(`evidence/${indicator.number}/${level}/${letter}`);
      const documentDate = addMonths(anchor.today, -months);
      rows.push({
        id, number: indicator.number, level, letter, series: id, version: 1, title: `${one.paper} (simulasi)`, place: one.where, document_date: documentDate, expires_on: expiresOn(ruleOf(indicator, level, letter), documentDate),
        upload: null, sha256: null, file_type: null, file_name: null, bytes: null, url: null, record: null, added_at: anchor.now, added_by: member.account, ...more,
      });
    };
    for (const rule of indicator.levels.filter(({ level }) => level <= one.level)) for (const { id, main } of rule.evidence) if (main || one.level === 1) add(rule.level, id, { kind: 'file', ...stored });
    // A review of long ago stands above the claim: it has expired and has to be made anew.
    if (REVIEWED.has(indicator.number)) add(4, indicator.levels.find(({ level }) => level === 4)!.evidence.find(({ maxAgeMonths }) => maxAgeMonths !== undefined)!.id, { kind: 'file', ...stored, title: `Notula reviu ${one.paper} (simulasi)` }, 31);
    if (one.link) add(3, 'b', { kind: 'link', url: one.link, title: `${one.paper}, alamat layanan (simulasi)` });
    if (one.record) {
      const [module, id] = one.record.replace('{year}', anchor.today.slice(0, 4)).split('/') as [string, string];
      const found = await sources.find((source) => source.module === module)?.factsOf(t, id);
      if (found) add(3, 'c', { kind: 'record', title: found.title, place: '', document_date: found.documentDate, expires_on: null, record: { module, id, path: found.path, facts: found.facts } });
    }
  }
  return rows;
}
const REVIEWED = new Set(['1', '11', '12']);

function remarksOf(seeding: Seeding, words: File) {
  const { dice, anchor } = seeding;
  const row = (number: string, kind: 'comment' | 'returned', text: string, by: Member, hours: number) => ({ id: dice.id(`remark/${number}/${kind}`), number, kind, text, question: null, answer_by: null, by_name: by.name, by_account: by.account, at: new Date(anchor.now.getTime() - hours * 3_600_000) });
  return [
    ...words.comments.map(({ number, by, text }, at) => row(number, 'comment', text, memberOf(seeding, by), 20 + at)),
    ...Object.entries(words.indicators).flatMap(([number, { back }]) => (back ? [row(number, 'returned', back, memberOf(seeding, 'pj.spbe'), 3)] : [])),
  ];
}
