import { formatDate, formatMoment } from '../../../engines/working-time/words.ts';
import { audit } from '../../../platform/audit/audit.ts';
import { addDays, type CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustHat, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import { DISPOSAL_STATES, FATES, HOLD_KINDS, type Fate, type FolderBox, type FolderView } from '../contract.ts';
import { canonicalCode } from '../rules/judge-codes.ts';
import * as storage from '../storage/folders.ts';
import { disposalHead } from '../storage/disposals.ts';
import { holdsOf, loansOfFolder } from '../storage/loans.ts';
import { viewItems } from './items.ts';
import { organizationOf } from './ports.ts';
import { loanView } from './loans.ts';
import { scheduleFor } from './retention.ts';
import { settingsOf } from './settings.ts';
import { mustCode, rulesOn } from './tree.ts';
import { folderRows, numberOf } from './views.ts';
import { mustFolder, remember } from './locked.ts';
import { actionsFor, sees, whoLooks, type Who } from './who.ts';

// Chapters: finding, reading · opening, changing, closing · a new fate

export interface FoldersAsked {
  box: FolderBox;
  unit?: string | undefined;
  code?: string | undefined;
  fate?: Fate | undefined;
  query: string;
}
/** What was asked, within what the reader sees. */
export const within = (t: TenantContext, who: Who, asked: FoldersAsked): Omit<storage.FoldersAsked, 'before' | 'limit'> => {
  if (asked.unit !== undefined && !sees(who, asked.unit)) throw new Refused({ code: 'archive.unknown' });
  return { instansi: t.instansi, units: asked.unit === undefined ? who.units : [asked.unit], box: asked.box, day: who.day, query: asked.query, ...(asked.code ? { code: canonicalCode(asked.code) } : {}), ...(asked.fate ? { fate: asked.fate } : {}) };
};

const BOXES: Record<Exclude<FolderBox, 'all'>, string> = { open: 'Terbuka', closed: 'Ditutup', due: 'Perlu dipindahkan', inactive: 'Di unit kearsipan', eligible: 'Habis masa simpan', ended: 'Berakhir' };
export const listFolders = (ctx: Context, { cursor, limit, ...asked }: FoldersAsked & { cursor?: string | undefined; limit: number }) =>
  readTenant(ctx, async (t) => {
    const who = await whoLooks(t);
    const q = within(t, who, asked);
    const [found, counts] = await Promise.all([storage.listFolders(t.tx, { ...q, before: cursor, limit: limit + 1 }), storage.countFolders(t.tx, q)]);
    const page = found.slice(0, limit);
    return {
      counts: (Object.keys(BOXES) as (keyof typeof BOXES)[]).map((box) => ({ box, title: BOXES[box], count: counts[box] })), items: await folderRows(t, page, who.day), ...(found.length > limit ? { nextCursor: page.at(-1)!.id } : {}),
    };
  });

const EVENTS: Record<string, string> = {
  opened: 'Berkas dibuka', changed: 'Uraian diubah', added: 'Isi ditambahkan', removed: 'Isi dikeluarkan', closed: 'Berkas ditutup', sent: 'Dikirim', received: 'Diterima unit kearsipan', returned: 'Dikembalikan', 'handed-over': 'Diserahkan ke lembaga kearsipan daerah', lent: 'Dipinjam', 'given-back': 'Dikembalikan peminjam',
  held: 'Ditahan', released: 'Penahanan dilepas', fate: 'Dinilai kembali', proposed: 'Diusulkan musnah', 'taken-out': 'Dikeluarkan dari usulan musnah', destroyed: 'Dimusnahkan',
};

export const getFolder = (ctx: Context, id: string): Promise<FolderView> =>
  readTenant(ctx, async (t) => {
    const who = await whoLooks(t);
    const folder = await storage.findFolder(t.tx, t.instansi, id);
    if (!folder || !sees(who, folder.unit)) throw new Refused({ code: 'archive.unknown' });
    const [[row], items, loans, holds, events, disposal] = await Promise.all([
      folderRows(t, [folder], who.day), storage.itemsOf(t.tx, t.instansi, [id]), loansOfFolder(t.tx, t.instansi, id), holdsOf(t.tx, t.instansi, id), storage.eventsOf(t.tx, t.instansi, id), folder.disposal === null ? undefined : disposalHead(t.tx, t.instansi, folder.disposal),
    ]);
    return {
      ...row!, version: folder.version, openedOn: folder.openedOn, closedOn: folder.closedOn, closedText: folder.closedOn ? formatDate(folder.closedOn) : '', rule: folder.rule, ruleText: ruleText(folder), endedOn: folder.endedOn,
      contents: await viewItems(t, items), loans: loans.map((one) => loanView(one, folder, who.day)),
      holds: holds.map((one) => ({ id: one.id, kind: one.kind, kindText: HOLD_KINDS[one.kind], reason: one.reason, fromDay: one.fromDay, by: one.byName, releasedOn: one.releasedOn, releasedBy: one.releasedBy, releaseReason: one.releaseReason })),
      events: events.map((one) => ({ at: one.at.toISOString(), atText: formatMoment(one.at, who.zone), title: EVENTS[one.kind] ?? one.kind, by: one.byName, words: one.words })), actions: actionsFor(who, folder),
      disposal: disposal ? { id: disposal.id, title: disposal.title, stateText: DISPOSAL_STATES[disposal.state], number: disposal.documentNumber, href: `/petugas/arsip/pemusnahan/${disposal.id}` } : null,
    };
  });

function ruleText({ rule, code, state }: storage.FolderRecord): string {
  if (!rule) return state === 'open' ? 'Masa simpan dihitung saat berkas ditutup.' : 'Kode klasifikasinya belum punya jadwal retensi.';
  const whose = rule.from === code ? `kode ${code}` : `kode induk ${rule.from}`;
  return `Aktif ${rule.activeYears} tahun dan inaktif ${rule.inactiveYears} tahun menurut ${whose}, lalu ${FATES[rule.fate].toLowerCase()} (${rule.basis}). Dihitung ${rule.start === 'closing-day' ? 'sejak hari penutupan' : 'sejak 1 Januari setelah tahun penutupan'}.`;
}

export const openFolder = (ctx: Context, input: { code: string; title: string; year?: number | undefined; unit?: string | undefined; location: string }) =>
  inTenant(ctx, async (t) => {
    const who = await whoLooks(t);
    const unit = input.unit ?? mustHat(t).unitId;
    if (!sees(who, unit) || !(await isUnit(t, unit))) throw new Refused({ code: 'archive.unknown' });
    const { code } = await mustCode(t, canonicalCode(input.code), who.day);
    const year = input.year ?? Number(who.day.slice(0, 4));
    const number = await storage.takeNumber(t.tx, t.instansi, unit, code, year);
    const folder = { id: uuidv7(), unit, code, year, number, title: input.title, location: input.location, openedOn: who.day };
    await storage.insertFolder(t.tx, t.instansi, folder);
    await remember(t, [{ folder: folder.id, kind: 'opened' }]);
    await audit(t, { action: 'archive.folder-opened', object: 'folder', objectId: folder.id, detail: { number: numberOf(folder), unit } });
    return { id: folder.id, number: numberOf(folder) };
  });
const isUnit = async (t: TenantContext, unit: string): Promise<boolean> => (await organizationOf(t).unitFacts(t, [unit])).has(unit);

export const changeFolder = (ctx: Context, { id, version, title, location }: { id: string; version: number; title: string; location: string }) =>
  inTenant(ctx, async (t) => {
    const folder = await mustFolder(t, await whoLooks(t), id, 'change', version);
    await storage.saveWords(t.tx, t.instansi, id, title, location);
    await remember(t, [{ folder: id, kind: 'changed', words: [title === folder.title ? '' : `Dahulu: ${folder.title}`, location === folder.location ? '' : `Tempat: ${location || 'tidak dicatat'}`].filter(Boolean).join('. ') }]);
    await audit(t, { action: 'archive.folder-changed', object: 'folder', objectId: id, detail: { number: numberOf(folder), title, location } });
    return { version: version + 1 };
  });

/** The clock starts here: the days are fixed with the rule that is in force today. */
export const closeFolder = (ctx: Context, { id, version, day }: { id: string; version: number; day?: CalendarDay | undefined }) =>
  inTenant(ctx, async (t) => {
    const who = await whoLooks(t);
    const folder = await mustFolder(t, who, id, 'close', version);
    const closedOn = day ?? who.day;
    if (closedOn > who.day) throw new Refused({ code: 'archive.closed-ahead', fields: [{ path: 'day', message: 'Tanggal ini belum terjadi.' }] });
    // Papers of earlier years are filed late: the year of the folder says from when on it may have been closed.
    if (closedOn < `${folder.year}-01-01`) throw new Refused({ code: 'archive.closed-before-opened', fields: [{ path: 'day', message: `Paling awal 1 Januari ${folder.year}.` }] });
    const [rules, settings] = await Promise.all([rulesOn(t, who.day), settingsOf(t)]);
    const schedule = scheduleFor(folder.code, closedOn, rules, settings);
    await storage.saveClosed(t.tx, t.instansi, id, closedOn, schedule);
    await remember(t, [{ folder: id, kind: 'closed', words: formatDate(closedOn) }]);
    await audit(t, { action: 'archive.folder-closed', object: 'folder', objectId: id, detail: { number: numberOf(folder), closedOn, items: folder.items, ...schedule } });
    return { activeTo: schedule?.activeTo ?? null, inactiveTo: schedule?.inactiveTo ?? null, eligibleFrom: schedule?.eligibleFrom ?? null };
  });

/** "Dinilai kembali" gets a fate by a decision, at once or after some more years. */
export const decideFate = (ctx: Context, input: { id: string; version: number; fate: 'musnah' | 'permanen'; years: number; number: string; day: CalendarDay; words: string }) =>
  inTenant(ctx, async (t) => {
    const who = await whoLooks(t);
    const folder = await mustFolder(t, who, input.id, 'decide-fate', input.version);
    if (input.day > who.day) throw new Refused({ code: 'archive.closed-ahead', fields: [{ path: 'day', message: 'Tanggal keputusan belum terjadi.' }] });
    const until = input.years === 0 ? folder.eligibleFrom! : addDays(`${Number(input.day.slice(0, 4)) + input.years}-12-31`, 1);
    await storage.saveFate(t.tx, t.instansi, input.id, input.fate, until);
    await remember(t, [{ folder: input.id, kind: 'fate', words: [`${FATES[input.fate]}${input.years > 0 ? `, disimpan lagi sampai ${formatDate(addDays(until, -1))}` : ''}, keputusan ${input.number} tanggal ${formatDate(input.day)}`, input.words].filter(Boolean).join('. ') }]);
    await audit(t, { action: 'archive.fate-decided', object: 'folder', objectId: input.id, detail: { number: numberOf(folder), fate: input.fate, years: input.years, decision: input.number, day: input.day } });
    return { version: input.version + 1 };
  });
