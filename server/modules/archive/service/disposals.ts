import { formatDate, formatMoment } from '../../../engines/working-time/words.ts';
import { audit } from '../../../platform/audit/audit.ts';
import { emit } from '../../../platform/events/events.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { ok, orRefuse, Refused, sentenceOf } from '../../../platform/kernel/refusal.ts';
import { inTenant, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import { overseesInstitution, type Holder } from '../../organization/contract.ts';
import { DISPOSAL_STATES, refusals, type DisposalAction, type DisposalRow, type DisposalView } from '../contract.ts';
import { areThreePersons, mayAct, possibleFor, type DisposalRole, type FoldersNow } from '../rules/disposal-actions.ts';
import { applyStep, isLive, type DisposalFold, type DisposalStep, type Person } from '../rules/disposal-state.ts';
import { blocked, mayDo } from '../rules/folder-actions.ts';
import * as storage from '../storage/disposals.ts';
import * as folders from '../storage/folders.ts';
import { destroyFolders } from './destroy.ts';
import { remember } from './locked.ts';
import { organizationOf } from './ports.ts';
import { reportView } from './report-view.ts';
import { settingsOf } from './settings.ts';
import { tellTurn } from './tell.ts';
import { folderRows, numberOf } from './views.ts';
import { actingPerson, personOf, rolesFor, whoLooks, type Who } from './who.ts';

// Chapters: what is ripe · people · proposing · reading · acting

export const yearsOf = (folder: folders.FolderRecord): number => (folder.rule ? folder.rule.activeYears + folder.rule.inactiveYears : 0);

export const listRipe = (ctx: Context, { unit, cursor, limit }: { unit?: string | undefined; cursor?: string | undefined; limit: number }) =>
  readTenant(ctx, async (t) => {
    const who = await whoLooks(t);
    const [found, settings] = await Promise.all([folders.listRipe(t.tx, t.instansi, who.day, unit ?? null, cursor, limit + 1), settingsOf(t)]);
    const page = found.slice(0, limit);
    const rows = await folderRows(t, page, who.day);
    return { items: rows.map((row, nth) => ({ ...row, years: yearsOf(page[nth]!) })), ...(found.length > limit ? { nextCursor: page.at(-1)!.id } : {}), anriYears: settings.anriYears, committee: settings.committee };
  });

const MOST_PEOPLE = 60;
/** Holders of posts that lead, keep books or archives, examine: whoever may sit on a committee or stand by. */
export const listPeople = (ctx: Context, { query }: { query: string }) =>
  readTenant(ctx, async (t) => {
    const organization = organizationOf(t);
    const day = await organization.today(t);
    const units = new Map((await organization.unitsInForce(t)).map((unit) => [unit.id, unit]));
    const near = [...units.values()].filter(({ kind }) => kind !== 'desa' && kind !== 'kelurahan').map(({ id }) => id);
    const lists = await Promise.all((['archivist', 'letter-clerk', 'auditor', 'leader'] as const).map((duty) => organization.holdersWithDuty(t, near, duty, day)));
    const seen = new Map(lists.flat().filter((one) => one.accountId !== null).map((one) => [one.personId, one]));
    const words = query.toLowerCase().split(/\s+/).filter(Boolean);
    const items = [...seen.values()].map((one) => ({ holding: one.holdingId, name: one.name, title: one.title, unit: units.get(one.unitId)?.name ?? '' }));
    return { items: items.filter((one) => words.every((word) => `${one.name} ${one.title} ${one.unit}`.toLowerCase().includes(word))).slice(0, MOST_PEOPLE) };
  });

async function mustPeople(t: TenantContext, holdings: readonly string[]): Promise<Person[]> {
  const organization = organizationOf(t);
  const day = await organization.today(t);
  const held: (Holder | undefined)[] = [];
  for (const holding of holdings) held.push(await organization.holdingInForce(t, holding, day));
  return held.map((holder) => {
    if (!holder?.accountId) throw new Refused({ code: 'archive.no-such-person' });
    return personOf(holder);
  });
}
const accountsOf = ({ proposer, members, executor, witness }: DisposalFold): string[] => [...new Set([proposer, ...members, executor, witness].map(({ account }) => account))];

/** @throws Refused `archive.committee-small`, `.same-person`, `.no-such-person`, and what the table says of the first folder that may not */
export const propose = (ctx: Context, input: { title: string; folders: string[]; members: string[]; executor: string; witness: string }) =>
  inTenant(ctx, async (t) => {
    const who = await whoLooks(t);
    const ids = [...new Set(input.folders)];
    const found = await folders.lockFolders(t.tx, t.instansi, ids);
    if (found.length !== ids.length) throw new Refused({ code: 'archive.unknown' });
    for (const folder of found) orRefuse(mayDo(folder, rolesFor(who, folder), 'propose', who.day));
    const by = await actingPerson(t);
    const [members, [executor, witness], { committee }] = [await mustPeople(t, [...new Set(input.members)]), await mustPeople(t, [input.executor, input.witness]), await settingsOf(t)];
    const panel = [...new Map(members.map((member) => [member.account, member])).values()];
    if (panel.length < committee) throw new Refused({ code: 'archive.committee-small', data: { least: committee }, fields: [{ path: 'members', message: `Pilih paling sedikit ${committee} orang.` }] });
    orRefuse(areThreePersons(by, executor!, witness!));
    const id = uuidv7();
    const step: DisposalStep = { kind: 'propose', at: t.house.clock.now().toISOString(), by, folders: found.map((one) => one.id), members: panel, executor: executor!, witness: witness! };
    const folded = applyStep(undefined, step);
    await storage.insertDisposal(t.tx, t.instansi, { id, title: input.title, unit: who.hat.unitId, accounts: accountsOf(folded), folded, proposedAt: t.house.clock.now() });
    await storage.insertStep(t.tx, t.instansi, id, 1, step);
    await folders.saveDisposal(t.tx, t.instansi, ids, id);
    await remember(t, found.map((folder) => ({ folder: folder.id, kind: 'proposed', words: input.title })));
    await audit(t, { action: 'archive.disposal-proposed', object: 'disposal', objectId: id, detail: { title: input.title, folders: found.map(numberOf), members: panel.map(({ name }) => name), executor: executor!.name, witness: witness!.name } });
    await emit(t, 'archive.disposal-moved', { disposal: id, state: folded.state });
    await tellTurn(t, { id, title: input.title, unit: who.hat.unitId }, folded);
    return { id };
  });

/** Who decides for the institution: a signer of the proposing unit, or of those who oversee it all. */
export function rolesIn(who: Who, disposal: storage.DisposalRecord): DisposalRole[] {
  const { folded } = disposal;
  return [
    ...(who.isArchivist ? (['archivist'] as const) : []), ...(folded.members.some(({ account }) => account === who.account) ? (['member'] as const) : []),
    ...(who.hat.permissions.has('archive.approve') && (who.hat.unitId === disposal.unit || overseesInstitution(who.hat.unitKind)) ? (['approver'] as const) : []),
    ...(folded.executor.account === who.account ? (['executor'] as const) : []), ...(folded.witness.account === who.account ? (['witness'] as const) : []),
  ];
}
const mayOpen = (who: Who, disposal: storage.DisposalRecord): boolean => disposal.accounts.includes(who.account) || who.hat.duties.includes('auditor') || rolesIn(who, disposal).length > 0;

export async function loadDisposal(t: TenantContext, who: Who, id: string, lock?: 'lock'): Promise<storage.DisposalRecord> {
  const found = await (lock ? storage.lockDisposal : storage.findDisposal)(t.tx, t.instansi, id);
  if (!found || !mayOpen(who, found)) throw new Refused({ code: 'archive.unknown' });
  return found;
}

const rowOf = (one: storage.DisposalRecord, unitName: string, zone: Who['zone']): DisposalRow => ({
  id: one.id, title: one.title, unitName, state: one.folded.state, stateText: DISPOSAL_STATES[one.folded.state], count: one.folded.folders.length, proposedText: formatMoment(one.proposedAt, zone), proposer: one.folded.proposer.name, number: one.documentNumber,
});
export const listDisposals = (ctx: Context, { cursor, limit }: { cursor?: string | undefined; limit: number }) =>
  readTenant(ctx, async (t) => {
    const who = await whoLooks(t);
    const everything = who.isArchivist || who.hat.duties.includes('auditor') || (who.hat.permissions.has('archive.approve') && overseesInstitution(who.hat.unitKind));
    const found = await storage.listDisposals(t.tx, { instansi: t.instansi, account: who.account, everything, before: cursor, limit: limit + 1 });
    const page = found.slice(0, limit);
    const units = await organizationOf(t).unitFacts(t, [...new Set(page.map(({ unit }) => unit))]);
    return { items: page.map((one) => rowOf(one, units.get(one.unit)?.name ?? '', who.zone)), ...(found.length > limit ? { nextCursor: page.at(-1)!.id } : {}) };
  });

/** Why a folder of a proposal may not be destroyed now; '' when it may. */
function whyNot(folder: folders.FolderRecord): string {
  const result = blocked(folder) ?? ok(true);
  return result.ok ? '' : sentenceOf(result.refusal, refusals);
}
export async function foldersNow(t: TenantContext, found: readonly folders.FolderRecord[]): Promise<FoldersNow> {
  const { anriYears } = await settingsOf(t);
  return { anriYears, years: Math.max(0, ...found.map(yearsOf)), blocked: found.flatMap((folder) => (whyNot(folder) ? [`${numberOf(folder)}: ${whyNot(folder)}`] : [])) };
}

export const getDisposal = (ctx: Context, { id }: { id: string }): Promise<DisposalView> =>
  readTenant(ctx, async (t) => {
    const who = await whoLooks(t);
    const disposal = await loadDisposal(t, who, id);
    const { folded } = disposal;
    const found = await folders.findFolders(t.tx, t.instansi, [...folded.folders, ...folded.out.map(({ folder }) => folder)]);
    const inside = found.filter((one) => folded.folders.includes(one.id));
    const [rows, now, units, report] = await Promise.all([folderRows(t, inside, who.day), foldersNow(t, inside), organizationOf(t).unitFacts(t, [disposal.unit]), reportView(t, disposal)]);
    const me = { account: who.account, person: (await organizationOf(t).holdingInForce(t, who.hat.holdingId, who.day))?.personId ?? '' };
    const at = (moment: string) => formatMoment(new Date(moment), who.zone);
    const name = ({ name: called, title }: Person) => ({ name: called, title });
    return {
      ...rowOf(disposal, units.get(disposal.unit)?.name ?? '', who.zone), seq: folded.seq, folders: rows.map((row, nth) => ({ ...row, years: yearsOf(inside[nth]!), why: isLive(folded.state) ? whyNot(inside[nth]!) : '' })),
      out: folded.out.map(({ folder, reason }) => ({ number: numberOf(found.find((one) => one.id === folder)!), title: found.find((one) => one.id === folder)!.title, reason })),
      members: folded.members.map((member) => {
        const opinion = folded.opinions.find(({ account }) => account === member.account);
        return { ...name(member), ...(opinion ? { opinion: { agrees: opinion.agrees, words: opinion.words, atText: at(opinion.at) } } : {}) };
      }),
      executor: name(folded.executor), witness: name(folded.witness), anriNeeded: now.years >= now.anriYears, ...(folded.anri ? { anri: { number: folded.anri.number, dayText: formatDate(folded.anri.day) } } : {}),
      ...(folded.decided ? { decided: { by: folded.decided.by.name, atText: at(folded.decided.at), reason: folded.decided.reason ?? '' } } : {}), report,
      ...(folded.executed ? { executed: { by: folded.executed.by.name, atText: at(folded.executed.at), way: folded.executed.way } } : {}), ...(folded.witnessed ? { witnessed: { by: folded.witnessed.by.name, atText: at(folded.witnessed.at) } } : {}),
      ...(folded.ended ? { ended: { by: folded.ended.by.name, atText: at(folded.ended.at), reason: folded.ended.reason } } : {}), actions: possibleFor(folded, rolesIn(who, disposal), me, now), turn: turnOf(folded, now),
    };
  });

function turnOf(folded: DisposalFold, now: FoldersNow): string {
  switch (folded.state) {
    case 'appraising':
      return `Menunggu pertimbangan: ${folded.members.filter(({ account }) => !folded.opinions.some((one) => one.account === account && one.agrees)).map(({ name }) => name).join('; ')}`;
    case 'deciding':
      return now.years >= now.anriYears && !folded.anri ? 'Menunggu persetujuan Kepala ANRI dicatat.' : 'Menunggu persetujuan pimpinan.';
    case 'approved':
      return 'Menunggu berita acara ditandatangani pimpinan.';
    case 'reported':
      return `Menunggu ${folded.executor.name} melaksanakan.`;
    case 'executed':
      return `Menunggu ${folded.witness.name} menyaksikan. Berkas baru terhapus setelah itu.`;
    default:
      return '';
  }
}

/** One step: asked of the table, folded, stored, with what follows for the folders. @throws Refused `archive.changed` and what the table says */
export async function step(t: TenantContext, disposal: storage.DisposalRecord, next: DisposalStep): Promise<DisposalFold> {
  const folded = applyStep(disposal.folded, next);
  await storage.insertStep(t.tx, t.instansi, disposal.id, folded.seq, next);
  await storage.saveFold(t.tx, t.instansi, disposal.id, folded, [...new Set([...disposal.accounts, ...accountsOf(folded)])]);
  const out = disposal.folded.folders.filter((one) => !folded.folders.includes(one));
  const free = folded.state === 'cancelled' || folded.state === 'rejected' ? disposal.folded.folders : out;
  if (free.length > 0) {
    await folders.saveDisposal(t.tx, t.instansi, free, null);
    await remember(t, free.map((folder) => ({ folder, kind: 'taken-out', words: folded.out.find((one) => one.folder === folder)?.reason ?? DISPOSAL_STATES[folded.state] })));
  }
  await audit(t, { action: `archive.disposal-${next.kind}`, object: 'disposal', objectId: disposal.id, detail: { seq: folded.seq, state: folded.state, by: next.by.name, ...(out.length > 0 ? { out } : {}), ...('reason' in next ? { reason: next.reason } : {}), ...('number' in next ? { number: next.number } : {}) } });
  await emit(t, 'archive.disposal-moved', { disposal: disposal.id, state: folded.state });
  if (folded.state !== disposal.folded.state) await tellTurn(t, disposal, folded);
  return folded;
}

export const actOnDisposal = (ctx: Context, { id, seq, action }: { id: string; seq: number; action: DisposalAction }) =>
  inTenant(ctx, async (t) => {
    const who = await whoLooks(t);
    const disposal = await loadDisposal(t, who, id, 'lock');
    const by = await actingPerson(t);
    const found = await folders.lockFolders(t.tx, t.instansi, disposal.folded.folders);
    orRefuse(mayAct(disposal.folded, rolesIn(who, disposal), by, action.kind, await foldersNow(t, found)));
    if (disposal.folded.seq !== seq) throw new Refused({ code: 'archive.changed' });
    const folded = await step(t, disposal, { ...(await stepOf(t, disposal, action)), at: t.house.clock.now().toISOString(), by } as DisposalStep);
    if (folded.state === 'done') await destroyFolders(t, disposal, found);
    return { seq: folded.seq, state: folded.state };
  });

type Words = DisposalAction | { kind: 'name'; executor: Person; witness: Person };
async function stepOf(t: TenantContext, { folded }: storage.DisposalRecord, action: DisposalAction): Promise<Words> {
  if (action.kind === 'opine' && action.without.some((folder) => !folded.folders.includes(folder))) throw new Refused({ code: 'archive.not-in-proposal' });
  if (action.kind === 'take-out' && !folded.folders.includes(action.folder)) throw new Refused({ code: 'archive.not-in-proposal' });
  if (action.kind === 'anri' && action.day > (await organizationOf(t).today(t))) throw new Refused({ code: 'request.invalid', fields: [{ path: 'day', message: 'Tanggal ini belum terjadi.' }] });
  if (action.kind !== 'name') return action;
  const [executor, witness] = await mustPeople(t, [action.executor, action.witness]);
  orRefuse(areThreePersons(folded.proposer, executor!, witness!));
  return { kind: 'name', executor: executor!, witness: witness! };
}
