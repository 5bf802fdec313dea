import { formatDate } from '../../../engines/working-time/words.ts';
import { writeXlsx, XLSX } from '../../../engines/sheets/write-sheet.ts';
import { audit } from '../../../platform/audit/audit.ts';
import { inTenant, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { ListLine } from '../contract.ts';
import * as storage from '../storage/folders.ts';
import { within, type FoldersAsked } from './folders.ts';
import { viewItems } from './items.ts';
import { organizationOf } from './ports.ts';
import { folderRows } from './views.ts';
import { whoLooks } from './who.ts';

// The records list: a line for each item, with the columns of the active records list (reference of naskah dinas, section 12).

const TITLES: Record<FoldersAsked['box'], string> = { open: 'Daftar arsip aktif: berkas terbuka', closed: 'Daftar arsip aktif: berkas ditutup', due: 'Daftar arsip yang perlu dipindahkan', inactive: 'Daftar arsip inaktif', eligible: 'Daftar arsip habis masa simpan', ended: 'Daftar arsip yang dimusnahkan atau diserahkan', all: 'Daftar arsip' };
const MOST_FOLDERS = 2000;

async function listOf(t: TenantContext, asked: FoldersAsked, most: number): Promise<{ unit: string; title: string; lines: ListLine[]; cut: boolean }> {
  const who = await whoLooks(t);
  const folders = (await storage.listFolders(t.tx, { ...within(t, who, asked), limit: most + 1 })).reverse();
  const cut = folders.length > most;
  const shown = cut ? folders.slice(1) : folders;
  const [rows, items] = await Promise.all([folderRows(t, shown, who.day), storage.itemsOf(t.tx, t.instansi, shown.map(({ id }) => id))]);
  const views = await viewItems(t, items);
  const byFolder = Map.groupBy(views, (_, nth) => items[nth]!.folder);
  const lines = rows.flatMap((row): ListLine[] => {
    const contents = byFolder.get(row.id) ?? [];
    const days = contents.map(({ day }) => day).sort();
    const years = [...new Set([days[0], days.at(-1)].flatMap((day) => (day ? [day.slice(0, 4)] : [])))].join('–') || String(row.year);
    const head = { unit: row.unitName, folder: row.number, code: row.code, description: row.title, period: years, count: row.items };
    const none: ListLine = { ...head, nth: '', item: '', day: '', copy: '', note: row.dueText };
    return contents.length === 0 ? [none] : contents.map((one) => ({ ...head, nth: String(one.nth), item: [one.number, one.title, one.party].filter(Boolean).join(', '), day: one.dayText, copy: one.copyText, note: [one.amount, one.note, one.gone ? 'dimusnahkan' : ''].filter(Boolean).join(', ') }));
  });
  const unit = asked.unit ? ((await organizationOf(t).unitFacts(t, [asked.unit])).get(asked.unit)?.name ?? '') : who.units === null ? 'Semua unit' : who.hat.unitName;
  return { unit, title: TITLES[asked.box], lines, cut };
}

const MOST_PRINTED = 300;
export const recordsList = (ctx: Context, asked: FoldersAsked) => readTenant(ctx, (t) => listOf(t, asked, MOST_PRINTED));

const COLUMNS = [{ heading: 'Unit pengolah', width: 30 }, { heading: 'Nomor berkas', width: 20 }, { heading: 'Kode klasifikasi' }, { heading: 'Uraian berkas', width: 40 }, { heading: 'Kurun waktu' }, { heading: 'Jumlah' }, { heading: 'Nomor item' }, { heading: 'Uraian item', width: 50 }, { heading: 'Tanggal' }, { heading: 'Tingkat perkembangan' }, { heading: 'Keterangan', width: 30 }];
export const downloadRecordsList = (ctx: Context, asked: FoldersAsked) =>
  inTenant(ctx, async (t) => {
    const { lines, title } = await listOf(t, asked, MOST_FOLDERS);
    await audit(t, { action: 'archive.records-downloaded', object: 'archive', detail: { box: asked.box, lines: lines.length, day: formatDate((await whoLooks(t)).day) } });
    return { title, lines };
  }).then(async ({ title, lines }) => ({ fileName: `${title.toLowerCase().replace(/[^a-z]+/g, '-')}.xlsx`, type: XLSX, content: await writeXlsx('Daftar arsip', COLUMNS, lines.map((l) => [l.unit, l.folder, l.code, l.description, l.period, String(l.count), l.nth, l.item, l.day, l.copy, l.note])) }));
