import { readPhoto, shownUpright } from '../../../engines/photos/clean-photo.ts';
import { isUuid } from '../../../platform/kernel/ids.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import { readTicketNumber } from '../rules/the-number-cannot-be-guessed.ts';
import { findByNumber, findFile, findWhole, type LoadedReport } from '../storage/reports.ts';
import { mustShown } from './public.ts';
import { loadForOfficer } from './roles.ts';
import { keyOfTicket } from './secrecy/keys-in-memory.ts';
import { readSealedFile } from './secrecy/sealed-files.ts';
import { ticketOpens } from './track.ts';
import { isSecret } from './vault.ts';

export interface StoredFile {
  sha256: string;
  type: string;
  name: string;
  /** Opened here, where they lie sealed in the store. */
  bytes?: Buffer;
}
const unknown = () => new Refused({ code: 'complaints.unknown' });
const mustUuid = (id: string): string => {
  if (!isUuid(id)) throw unknown();
  return id;
};
async function mustFile(t: TenantContext, report: Pick<LoadedReport, 'id' | 'number' | 'dataKey' | 'state'>, upload: string): Promise<StoredFile> {
  const file = (isSecret(report.state.kind) && (await readSealedFile(t, report, mustUuid(upload)))) || (await findFile(t.tx, t.instansi, report.id, mustUuid(upload)));
  if (!file) throw unknown();
  return file;
}

/** For officers who see the report. */
export function caseFile(ctx: Context, id: string, upload: string): Promise<StoredFile> {
  if (!ctx.viewer) throw new Refused({ code: 'request.not-signed-in' });
  if (!ctx.viewer.hat?.permissions.has('complaints.handle')) throw new Refused({ code: 'request.not-allowed' });
  return inTenant(ctx, async (t) => {
    const { report } = await loadForOfficer(t, mustUuid(id));
    return mustFile(t, report, upload);
  });
}

/** For everybody: photos that a moderator showed, and files of answers, without what a camera wrote into them. */
export async function publicFile(ctx: Context, number: string, upload: string): Promise<StoredFile> {
  const file = await findPublic(ctx, number, upload);
  // Photos of this module's own door are clean; those of the general one and of an answer may still tell where they were taken.
  const stored = file.bytes ?? (file.type.startsWith('image/') ? await ctx.house.files.find(ctx.instansi, file.sha256) : undefined);
  const photo = stored && readPhoto(stored);
  return photo ? { ...file, bytes: Buffer.from(shownUpright(photo)) } : file;
}

const findPublic = (ctx: Context, number: string, upload: string): Promise<StoredFile> =>
  inTenant(ctx, async (t) => {
    const { id } = await mustShown(t, number);
    const report = (await findWhole(t.tx, t.instansi, { id }))!;
    const answered = new Set(report.actions.flatMap(({ payload: a, seq }) => (a.kind === 'publish-answer' ? [seq, ...(a.draft === undefined ? [] : [a.draft])] : a.kind === 'hop-answered' ? [seq] : [])));
    const open = report.published?.photos.includes(upload) || report.actions.some((a) => answered.has(a.seq) && a.files?.some((f) => f.id === upload));
    if (!open) throw unknown();
    return mustFile(t, report, upload);
  });

/** For who tracked the report a while ago: what was sent and what was answered, not the office's own papers. */
export const trackedFile = (ctx: Context, number: string, upload: string, ticket: string): Promise<StoredFile> =>
  inTenant(ctx, async (t) => {
    const read = readTicketNumber(number);
    const known = read ? await findByNumber(t.tx, t.instansi, read) : undefined;
    if (!known) throw unknown();
    const dataKey = isSecret(known.state.kind) ? keyOfTicket(ctx, known.id, ticket) : undefined;
    if (!dataKey && !ticketOpens(ctx, known.id, ticket)) throw unknown();
    const report = (await findWhole(t.tx, t.instansi, { id: known.id }))!;
    const drafts = new Set(report.actions.flatMap(({ payload: a }) => (a.kind === 'publish-answer' && a.draft !== undefined ? [a.draft] : [])));
    const open = report.actions.some((a) => (['submit', 'reply', 'supply', 'publish-answer', 'hop-answered'].includes(a.payload.kind) || drafts.has(a.seq)) && a.files?.some((f) => f.id === upload));
    if (!open) throw unknown();
    return mustFile(t, { ...report, dataKey }, upload);
  });
