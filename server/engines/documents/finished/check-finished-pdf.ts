import { ok, refuse, type Result } from '../../../platform/kernel/refusal.ts';
import { examinePdf } from '../../intake/examine-pdf.ts';
import { MOST_FINISHED_BYTES } from './finished-body.ts';

/** Looks into a PDF before it may become a letter. Refuses `documents.finished-too-large`, `-password`, `-script`, `-broken`. */
export function checkFinishedPdf(bytes: Uint8Array): Result<Uint8Array> {
  if (bytes.length > MOST_FINISHED_BYTES) return refuse('documents.finished-too-large', { megabytes: Math.ceil(bytes.length / 1024 / 1024), limit: MOST_FINISHED_BYTES / 1024 / 1024 });
  const fault = examinePdf(bytes);
  return fault ? refuse(`documents.finished-${fault}`) : ok(bytes);
}
