import { longDate } from '../../../engines/documents/letter/indonesian.ts';
import { formatTime } from '../../../engines/working-time/words.ts';
import type { House } from '../../../platform/house.ts';
import { dayIn } from '../../../platform/kernel/calendar-day.ts';
import type { Institution } from '../../../platform/request/authenticator.ts';
import type { CaseDocument, DocumentFacts, RegisterRow } from '../contract.ts';
import { groupedCode } from '../rules/codes-inside-a-file.ts';
import { titleWithCapacity } from '../rules/signer-snapshot.ts';
import { signModeText, statusText } from '../rules/what-a-verifier-is-told.ts';
import type { DocumentRow } from '../storage/documents.ts';
import { verifyUrl, workshopOf } from './workshop.ts';

// Chapters: for the case · for the register · for the public

/** Where the file of a document is opened; absent while there is none. */
export const fileUrl = (document: DocumentRow): string | undefined => (openable(document) ? `/api/dokumen/${document.id}/isi` : undefined);
/** The issue, or the print that waits for ink; never a file that was made but does not count yet. */
export const openable = (document: DocumentRow): string | null =>
  document.fileSha256 ?? (document.status === 'awaiting-scan' || (document.status === 'revoked' && document.way === 'basah') ? document.producedSha256 : null);

export function caseDocument(house: House, d: DocumentRow): CaseDocument {
  const url = fileUrl(d);
  return {
    id: d.id, template: d.template, title: d.title, number: d.number, status: d.status, statusText: statusText(d.status), mode: d.way, letterDate: d.letterDate,
    signerName: d.signer.name, code: d.code, verifyUrl: verifyUrl(house, d.code),
    ...(d.validUntil ? { validUntil: d.validUntil } : {}), ...(d.signedAt ? { signedAt: d.signedAt.toISOString() } : {}), ...(d.fileSha256 ? { sha256: d.fileSha256 } : {}),
    ...(d.failure ? { failure: d.failure.sentence } : {}), ...(url ? { url } : {}),
  };
}

export const registerRow = (d: DocumentRow): RegisterRow => ({
  id: d.id, title: d.title, number: d.number, date: d.letterDate, status: d.status, statusText: statusText(d.status), attempts: d.attempts, unit: d.unit, unitName: d.unitName,
  signer: d.signer.name, signMode: d.way, subjectMasked: d.subjectMasked, code: d.code, caseKind: d.caseKind, caseId: d.caseId,
  ...(d.failure ? { failure: d.failure.sentence } : {}), ...(d.signedAt ? { signedAt: d.signedAt.toISOString() } : {}), ...(d.revokeReason ? { revokeReason: d.revokeReason } : {}),
});

const CAPACITY: Record<string, string> = { definitif: 'Definitif', plt: 'Pelaksana tugas', plh: 'Pelaksana harian', pj: 'Penjabat', pjs: 'Penjabat sementara' };

/** What everybody may see: enough to compare with the paper, nothing of the answers. */
export function documentFacts(house: House, d: DocumentRow, institution: Institution, issuer: string | undefined, revoked: { from: Date | undefined; counts: boolean }): DocumentFacts {
  const today = dayIn(house.clock.now(), institution.zone);
  const moment = (at: Date) => `${longDate(dayIn(at, institution.zone))}`;
  const definition = workshopOf(house).typesetter.letters.find(d.template);
  const isPublic = definition.ok && definition.value.public === true && d.status === 'signed' && !d.secret && revoked.counts;
  return {
    code: d.code, codeText: groupedCode(d.code), title: d.title, number: d.number, date: d.letterDate, dateText: longDate(d.letterDate),
    signer: d.signer.name, signerTitle: titleWithCapacity(d.signer), signerLines: d.signer.lines.map((line) => line.replace(/,$/, '')), capacity: CAPACITY[d.signer.capacity] ?? '',
    unit: d.unitName, institution: institution.name, subjectMasked: d.subjectMasked, signMode: d.way, signModeText: signModeText(d.way, issuer),
    expired: d.validUntil !== null && d.validUntil < today, demo: d.demo,
    ...(d.validUntil ? { validUntil: d.validUntil, validUntilText: longDate(d.validUntil) } : {}),
    ...(d.signedAt ? { signedAt: d.signedAt.toISOString(), signedAtText: `${moment(d.signedAt)} pukul ${formatTime(d.signedAt, institution.zone)}` } : {}),
    ...(d.revokedAt ? { revokedAt: d.revokedAt.toISOString(), revokedAtText: moment(d.revokedAt) } : {}),
    ...(revoked.from ? { certificateRevokedText: moment(revoked.from) } : {}),
    ...(d.fileSha256 ? { sha256: d.fileSha256 } : {}),
    ...(isPublic ? { downloadUrl: `/api/verifikasi/${d.code}/isi` } : {}),
  };
}
