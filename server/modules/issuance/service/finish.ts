import { audit } from '../../../platform/audit/audit.ts';
import { emit } from '../../../platform/events/events.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import type { TenantContext } from '../../../platform/request/context.ts';
import type { CaseDocument, FinishedPayload, Produced } from '../contract.ts';
import { findDocument, lockDocument, saveIssue, saveRevoked, saveStatus, supersede, type DocumentRow } from '../storage/documents.ts';
import { insertHash } from '../storage/look-ups.ts';
import { caseDocument } from './views.ts';

// Chapters: an outcome counts · a document is revoked

/** Makes an outcome count, in the caller's transaction; told twice it changes nothing. See the port. */
export async function finish(t: TenantContext, documentId: string, outcome: Produced): Promise<CaseDocument> {
  const document = await locked(t, documentId);
  const isOpen = document.status === 'numbered' || document.status === 'failed' || document.status === 'uncertain';
  if (!isOpen) return caseDocument(t.house, document);
  if (outcome.outcome === 'signed' || outcome.outcome === 'awaiting-scan') {
    // Only what `produce` stored may become the issue; anything else is a mistake of the caller.
    if (document.producedSha256 === null || document.producedSha256 !== outcome.sha256) throw new Error(`document ${documentId}: this file was not produced`);
    await (outcome.outcome === 'signed' ? issue(t, document, outcome.sha256) : print(t, document, outcome.sha256));
  } else if (document.producedSha256 === null && !(document.status === 'uncertain' && outcome.outcome === 'failed')) {
    // What may have been signed stays uncertain, whatever a later try without the secret says.
    await saveStatus(t.tx, t.instansi, document.id, outcome.outcome, { code: outcome.code, sentence: outcome.reason });
    await audit(t, { action: `issuance.${outcome.outcome}`, object: 'document', objectId: document.id, detail: { number: document.number, code: outcome.code } });
  }
  await tell(t, document, outcome);
  return caseDocument(t.house, (await findDocument(t.tx, t.instansi, documentId))!);
}

async function issue(t: TenantContext, document: DocumentRow, sha256: string): Promise<void> {
  const at = document.producedAt ?? t.house.clock.now();
  await saveIssue(t.tx, t.instansi, document.id, sha256, at);
  await insertHash(t.tx, t.instansi, document.id, sha256, 'issue');
  await takePlace(t, document);
  await audit(t, { action: 'issuance.signed', object: 'document', objectId: document.id, detail: { number: document.number, sha256, way: document.way, signer: document.signer.holdingId } });
}

/** What this document replaces is out of force from here on, whichever way the new one was signed. */
export async function takePlace(t: TenantContext, document: Pick<DocumentRow, 'id' | 'supersedes'>): Promise<void> {
  if (!document.supersedes || (await supersede(t.tx, t.instansi, document.supersedes)) === 0) return;
  await audit(t, { action: 'issuance.superseded', object: 'document', objectId: document.supersedes, detail: { by: document.id } });
}

async function print(t: TenantContext, document: DocumentRow, sha256: string): Promise<void> {
  await saveStatus(t.tx, t.instansi, document.id, 'awaiting-scan', null);
  await insertHash(t.tx, t.instansi, document.id, sha256, 'print');
  await audit(t, { action: 'issuance.printed', object: 'document', objectId: document.id, detail: { number: document.number, sha256 } });
}

export async function tell(t: TenantContext, document: DocumentRow, outcome: Produced): Promise<void> {
  const payload: FinishedPayload = {
    documentId: document.id, caseKind: document.caseKind, caseId: document.caseId, number: document.number, mode: document.way, outcome: outcome.outcome,
    ...('sha256' in outcome ? { sha256: outcome.sha256 } : { reason: outcome.reason }),
  };
  await emit(t, 'issuance.finished', { ...payload });
}

/** The number stays in the register (reference letters §7, invariant 3). See the port. */
export async function revoke(t: TenantContext, documentId: string, reason: string): Promise<void> {
  const document = await locked(t, documentId);
  if (document.status === 'revoked' || document.status === 'superseded') throw new Refused({ code: 'issuance.already-closed' });
  await saveRevoked(t.tx, t.instansi, document.id, t.viewer?.accountId ?? null, reason, t.house.clock.now());
  await audit(t, { action: 'issuance.revoked', object: 'document', objectId: document.id, detail: { number: document.number, was: document.status, reason } });
  await emit(t, 'issuance.revoked', { documentId, caseKind: document.caseKind, caseId: document.caseId, number: document.number });
}

async function locked(t: TenantContext, id: string): Promise<DocumentRow> {
  const document = await lockDocument(t.tx, t.instansi, id);
  if (!document) throw new Refused({ code: 'issuance.unknown-document' });
  return document;
}
