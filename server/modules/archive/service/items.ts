import { formatDate } from '../../../engines/working-time/words.ts';
import { audit } from '../../../platform/audit/audit.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { isUuid, uuidv7 } from '../../../platform/kernel/ids.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { ArchiveFacts } from '../../letters/contract.ts';
import { COPIES, FOLDER_STATES, ITEM_KINDS, type Copy, type ItemKind, type ItemView } from '../contract.ts';
import * as storage from '../storage/folders.ts';
import { mustFolder, remember } from './locked.ts';
import { sourcesOf } from './ports.ts';
import { numberOf } from './views.ts';
import { sees, whoLooks, type Who } from './who.ts';

// Chapters: adding and taking out · where a letter is · what a reader sees · files

export interface NewItem {
  id: string;
  kind: ItemKind;
  ref?: string | undefined;
  number: string;
  title: string;
  party: string;
  day?: CalendarDay | undefined;
  copy: Copy;
  amount: string;
  note: string;
  file?: string | undefined;
}
const isVeiled = ({ secrecy }: ArchiveFacts): boolean => secrecy === 'rahasia' || secrecy === 'sangat-rahasia';

/** @throws Refused `archive.no-such-item`, `.already-filed`, `.no-such-file`, and what the table says */
export const addItem = (ctx: Context, input: NewItem): Promise<{ item: string; folder: string }> =>
  inTenant(ctx, async (t) => {
    const who = await whoLooks(t);
    const folder = await mustFolder(t, who, input.id, 'add');
    const item = uuidv7();
    const facts = input.kind === 'paper' ? await paper(t, who, input) : await filed(t, input);
    if (facts.ref !== null) await sourcesOf(t)[input.kind]?.filed?.(t, facts.ref);
    await storage.insertItem(t.tx, t.instansi, { id: item, folder: folder.id, kind: input.kind, copy: input.copy, amount: input.amount, note: input.note, ...facts, at: t.house.clock.now(), by: t.viewer!.name });
    await remember(t, [{ folder: folder.id, kind: 'added', words: facts.veiled ? '(rahasia)' : [facts.number, facts.title].filter(Boolean).join(', ') }]);
    await audit(t, { action: 'archive.item-added', object: 'folder', objectId: folder.id, detail: { number: numberOf(folder), kind: input.kind, ref: input.ref ?? null, item } });
    return { item, folder: numberOf(folder) };
  });

type Facts = Pick<storage.ItemRecord, 'ref' | 'number' | 'title' | 'party' | 'day' | 'veiled' | 'upload' | 'sha256' | 'fileName' | 'fileType' | 'fileBytes'>;
const noFile = { upload: null, sha256: null, fileName: null, fileType: null, fileBytes: null };

async function paper(t: TenantContext, who: Who, input: NewItem): Promise<Facts> {
  if (input.title.length < 3) throw new Refused({ code: 'request.invalid', fields: [{ path: 'title', message: 'Tulis uraian dokumennya.' }] });
  const upload = input.file === undefined ? undefined : await storage.findUpload(t.tx, t.instansi, input.file, who.account);
  if (input.file !== undefined && !upload) throw new Refused({ code: 'archive.no-such-file', fields: [{ path: 'file', message: 'Unggah lagi.' }] });
  const day = input.day ?? who.day;
  if (day > who.day) throw new Refused({ code: 'request.invalid', fields: [{ path: 'day', message: 'Tanggal ini belum terjadi.' }] });
  return { ref: null, number: input.number, title: input.title, party: input.party, day, veiled: false, ...(upload ? { upload: upload.id, sha256: upload.sha256, fileName: upload.name, fileType: upload.type, fileBytes: upload.size } : noFile) };
}

/** A letter lies in one folder. Of rahasia and sangat rahasia only the reference is kept here. */
async function filed(t: TenantContext, input: NewItem): Promise<Facts> {
  const source = sourcesOf(t)[input.kind];
  const [facts] = source && input.ref !== undefined ? await source.facts(t, [input.ref]) : [];
  if (!facts) throw new Refused({ code: 'archive.no-such-item', fields: [{ path: 'ref', message: 'Pilih surat dari daftar.' }] });
  const known = await storage.itemOfRef(t.tx, t.instansi, input.kind, facts.id);
  if (known) throw await alreadyFiled(t, known);
  const veiled = isVeiled(facts);
  return { ref: facts.id, number: veiled ? '' : facts.number, title: veiled ? '' : facts.title, party: veiled ? '' : facts.party, day: facts.day, veiled, ...noFile };
}
async function alreadyFiled(t: TenantContext, known: storage.ItemRecord): Promise<Refused> {
  const folder = await storage.findFolder(t.tx, t.instansi, known.folder);
  return new Refused({ code: 'archive.already-filed', data: { folder: folder ? numberOf(folder) : '' } });
}

export const removeItem = (ctx: Context, { id, item, reason }: { id: string; item: string; reason: string }) =>
  inTenant(ctx, async (t) => {
    const folder = await mustFolder(t, await whoLooks(t), id, 'remove');
    const found = await storage.findItem(t.tx, t.instansi, id, item);
    if (!found) throw new Refused({ code: 'archive.unknown' });
    await storage.deleteItem(t.tx, t.instansi, id, item);
    await remember(t, [{ folder: id, kind: 'removed', words: [found.veiled ? '(rahasia)' : found.title, reason].filter(Boolean).join('. ') }]);
    await audit(t, { action: 'archive.item-removed', object: 'folder', objectId: id, detail: { number: numberOf(folder), kind: found.kind, ref: found.ref, reason } });
    return { items: folder.items - 1 };
  });

const MOST_SUGGESTED = 200;
/** Open folders of the reader's units: those of the letter's own code first, then of the codes around it. */
export const whereIs = (ctx: Context, { kind, ref }: { kind: 'in' | 'out'; ref: string }) =>
  readTenant(ctx, async (t) => {
    const who = await whoLooks(t);
    const [facts] = (await sourcesOf(t)[kind]?.facts(t, [ref])) ?? [];
    if (!facts) throw new Refused({ code: 'archive.no-such-item' });
    const known = await storage.itemOfRef(t.tx, t.instansi, kind, ref);
    const folder = known ? await storage.findFolder(t.tx, t.instansi, known.folder) : undefined;
    const shown = folder && sees(who, folder.unit) ? { folder: { id: folder.id, number: numberOf(folder), title: folder.title, state: folder.state, stateText: FOLDER_STATES[folder.state] } } : {};
    const open = who.mayFile && !known ? await storage.openFolders(t.tx, t.instansi, who.units ?? [who.hat.unitId], MOST_SUGGESTED) : [];
    const near = (code: string) => (code === facts.classification ? 0 : facts.classification.startsWith(`${code}.`) || code.startsWith(`${facts.classification}.`) ? 1 : code.split('.')[0] === facts.classification.split('.')[0] ? 2 : 3);
    const suggestions = open.toSorted((a, b) => near(a.code) - near(b.code)).slice(0, 20).map((one) => ({ id: one.id, number: numberOf(one), title: one.title, code: one.code }));
    return { ...shown, gone: known?.gone ?? false, code: facts.classification, suggestions, mayFile: who.mayFile && !known };
  });

/** Words of a veiled letter come from its own module, for who may read it; of a destroyed one the stub stays. */
export async function viewItems(t: TenantContext, items: readonly storage.ItemRecord[]): Promise<ItemView[]> {
  const facts = new Map<string, ArchiveFacts>();
  for (const [kind, source] of Object.entries(sourcesOf(t))) {
    const refs = items.flatMap((one) => (one.kind === kind && one.ref !== null ? [one.ref] : []));
    if (refs.length > 0) for (const one of await source.facts(t, refs)) facts.set(`${kind}/${one.id}`, one);
  }
  return items.map((one) => {
    const letter = one.ref === null ? undefined : facts.get(`${one.kind}/${one.ref}`);
    const words = one.veiled && letter?.mayRead && !one.gone ? letter : undefined;
    const hidden = one.veiled && !words;
    return {
      id: one.id, nth: one.nth, kind: one.kind, kindText: ITEM_KINDS[one.kind], number: words?.number ?? one.number, title: hidden ? '(rahasia)' : (words?.title ?? one.title), party: words?.party ?? one.party, day: one.day, dayText: formatDate(one.day), copy: one.copy, copyText: COPIES[one.copy], amount: one.amount, note: one.note,
      ...(letter?.mayRead ? { href: letter.href } : {}), ...(one.sha256 !== null && !one.gone ? { file: { name: one.fileName!, type: one.fileType!, bytes: one.fileBytes!, url: `/api/arsip/berkas/${one.folder}/isi/${one.id}/unduh` } } : {}), veiled: hidden, gone: one.gone,
    };
  });
}

/** The scan of a paper, for who may read the folder. @throws Refused `archive.unknown`, `.destroyed` */
export function itemFile(ctx: Context, folderId: string, itemId: string): Promise<{ sha256: string; type: string; name: string }> {
  if (!ctx.viewer) throw new Refused({ code: 'request.not-signed-in' });
  if (!isUuid(folderId) || !isUuid(itemId) || !ctx.viewer.hat?.permissions.has('archive.read')) throw new Refused({ code: 'archive.unknown' });
  return readTenant(ctx, async (t) => {
    const who = await whoLooks(t);
    const folder = await storage.findFolder(t.tx, t.instansi, folderId);
    const item = folder && sees(who, folder.unit) ? await storage.findItem(t.tx, t.instansi, folderId, itemId) : undefined;
    if (item?.gone) throw new Refused({ code: 'archive.destroyed', data: { day: folder!.endedOn } });
    if (!item || item.sha256 === null) throw new Refused({ code: 'archive.unknown' });
    return { sha256: item.sha256, type: item.fileType!, name: item.fileName! };
  });
}
