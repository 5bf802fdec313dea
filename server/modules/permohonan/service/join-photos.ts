import { findUploads, storeUpload } from '../../../platform/files/uploads.ts';
import type { EventMessage } from '../../../platform/module.ts';
import { inTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { CompiledLayanan } from '../../layanan/contract.ts';
import { joinedPath, photosToJoin, withJoined, type PhotosOfDocument } from '../rules/photos-become-one-file.ts';
import { uploadPaths } from '../rules/answers-name-the-applicant.ts';
import { addAttachments, findRequest, listJoined, type LoadedRequest } from '../storage.ts';
import { issuanceOf, layananOf } from './ports.ts';
import type { filesOf } from './files-of.ts';

/** More than this at once is left as it came: the officer opens the photos one by one. */
const MOST_BYTES = 60_000_000;

/** Runs as a job after photos of a document were sent: each document becomes one PDF. Repeated, it finds it made. */
export async function joinPhotos(ctx: Context, message: EventMessage): Promise<void> {
  const id = String(message.payload.request);
  const waiting = await inTenant(ctx, (t) => documentsToJoin(t, id));
  for (const { document, sha256s } of waiting) {
    const photos = await Promise.all(sha256s.map((sha256) => ctx.house.files.read(ctx.instansi, sha256)));
    const pdf = await issuanceOf(ctx).photoPages(ctx, photos, document.label);
    if (!pdf) continue;
    const stored = await storeUpload(ctx, `${document.label.replaceAll(/[\\/]/g, '-')}.pdf`, pdf, null);
    await inTenant(ctx, async (t) => {
      // Two jobs at once make the file twice; only one is attached.
      const made = await listJoined(t.tx, t.instansi, id);
      if (!made.some(({ path }) => path === joinedPath(document))) await addAttachments(t.tx, t.instansi, id, [{ upload: stored.id, path: joinedPath(document) }]);
    });
  }
}

async function documentsToJoin(t: TenantContext, id: string): Promise<{ document: PhotosOfDocument; sha256s: string[] }[]> {
  const request = await findRequest(t.tx, t.instansi, id);
  if (!request) return [];
  const { form } = await layananOf(t).version(t, request.layanan, request.version);
  const ids = uploadPaths(form, request.answers).map((one) => one.upload);
  const uploads = await findUploads(t.tx, t.instansi, ids);
  const made = new Set((await listJoined(t.tx, t.instansi, id)).map(({ path }) => path));
  return photosToJoin(form, request.answers, uploads).filter((document) => !made.has(joinedPath(document))).flatMap((document) => {
    const rows = document.uploads.flatMap((upload) => uploads.find((row) => row.id === upload) ?? []);
    const sha256s = rows.flatMap((row) => row.sha256 ?? []);
    return sha256s.length === document.uploads.length && rows.reduce((sum, row) => sum + Number(row.size), 0) <= MOST_BYTES ? [{ document, sha256s }] : [];
  });
}

type File = ReturnType<typeof filesOf>[number];

/** The files of a case as an officer sees them: a document in several photos is one file as soon as it is made. */
export async function filesForOfficer(t: TenantContext, request: LoadedRequest, { form }: CompiledLayanan, files: File[]): Promise<File[]> {
  const documents = photosToJoin(form, request.answers, files.map(({ uploadId, type }) => ({ id: uploadId, type })));
  if (documents.length === 0) return files;
  const made = new Map((await listJoined(t.tx, t.instansi, request.id)).map(({ path, upload }) => [path, upload]));
  const uploads = await findUploads(t.tx, t.instansi, [...made.values()]);
  return withJoined(files, documents.flatMap((document) => {
    const row = uploads.find((one) => one.id === made.get(joinedPath(document)));
    if (!row?.type) return [];
    return [{ document, file: { uploadId: row.id, path: document.path, label: files.find((file) => file.path === document.path)!.label, name: row.name, type: row.type, bytes: Number(row.size), url: `/api/permohonan/${request.id}/berkas/${row.id}` } }];
  }));
}
