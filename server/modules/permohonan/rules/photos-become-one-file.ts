import type { CompiledForm } from '../../../engines/forms/compiled-form.ts';
import type { Answers } from '../../../engines/forms/form-definition.ts';
import { uploadPaths } from './answers-name-the-applicant.ts';

/** A document that came as several photos: where it stands in the answers, and its photos in their order. */
export interface PhotosOfDocument {
  path: string;
  label: string;
  uploads: string[];
}

interface Upload {
  id: string;
  type: string | null;
}

/**
 * A field that accepts PDF asks for a document; several photos of it are its pages. A field that accepts only photos
 * asks for pictures of a thing, and they stay pictures.
 */
export function photosToJoin(form: CompiledForm, answers: Answers, uploads: readonly Upload[]): PhotosOfDocument[] {
  const pictures = new Set(uploads.filter((upload) => upload.type?.startsWith('image/')).map((upload) => upload.id));
  const documents = documentFields(form);
  const found = new Map<string, PhotosOfDocument>();
  for (const { upload, path } of uploadPaths(form, answers)) {
    const label = documents.get(path.replace(/\.\d+\./, '.'));
    if (label === undefined || !pictures.has(upload)) continue;
    const known = found.get(path);
    if (known) known.uploads.push(upload);
    else found.set(path, { path, label, uploads: [upload] });
  }
  return [...found.values()].filter((one) => one.uploads.length > 1);
}

function documentFields(form: CompiledForm): Map<string, string> {
  const labels = new Map<string, string>();
  for (const field of form.definition.pages.flatMap((page) => page.fields)) {
    if (field.type === 'file' && field.accept.includes('pdf')) labels.set(field.id, field.document ?? field.label);
    if (field.type !== 'group') continue;
    for (const inner of field.fields) if (inner.type === 'file' && inner.accept.includes('pdf')) labels.set(`${field.id}.${inner.id}`, inner.document ?? inner.label);
  }
  return labels;
}

/** Under this path the joined file is attached: it names the photos it was made of (the random end of each id) in their order, so that other photos make another. */
export const joinedPath = ({ path, uploads }: Pick<PhotosOfDocument, 'path' | 'uploads'>): string =>
  `gabungan.${uploads.map((upload) => upload.slice(-12)).join('-')}.${path}`;

interface ShownFile {
  uploadId: string;
  path: string;
}

/** The list of files with each joined document in the place of its first photo. */
export function withJoined<File extends ShownFile>(files: readonly File[], joined: readonly { document: PhotosOfDocument; file: File }[]): File[] {
  const gone = new Map<string, File | undefined>(joined.flatMap(({ document, file }) => document.uploads.map((upload, index) => [`${document.path} ${upload}`, index === 0 ? file : undefined] as const)));
  return files.flatMap((file) => {
    const key = `${file.path} ${file.uploadId}`;
    if (!gone.has(key)) return [file];
    const instead = gone.get(key);
    return instead ? [instead] : [];
  });
}
