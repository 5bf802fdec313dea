import type { Context, TenantContext } from '../../../platform/request/context.ts';
import type { IssuancePort } from '../contract.ts';
import { seriesOf } from '../reference-data.ts';
import { documentsOfCase, findDocument, officialDocument, officialDocuments, saveSecret } from '../storage/documents.ts';
import { findForCase } from '../storage/reserved.ts';
import { contentHash } from './compose-letter.ts';
import { finish, revoke } from './finish.ts';
import { number } from './number.ts';
import { photoPages, preview, print, receipt } from './print.ts';
import { produce } from './produce.ts';
import { signHere } from './sign-here.ts';
import { sample } from './templates.ts';
import { caseDocument, openable } from './views.ts';

/** What later modules get as house part `issuance`. */
export const createIssuancePort = (): IssuancePort<Context, TenantContext> => ({
  number, produce, finish, signHere, preview, sample, seriesOf, contentHash, revoke, receipt, print, photoPages,
  letterDay: async (t, caseKind, caseId) => (await findForCase(t.tx, t.instansi, { caseKind, caseId }))?.letterDay ?? undefined,
  officialDocuments: (t, query, limit) => officialDocuments(t.tx, t.instansi, query.toLowerCase().split(/\s+/).filter(Boolean), limit),
  officialDocument: (t, id) => officialDocument(t.tx, t.instansi, id),
  printOf: async (t, id) => {
    const document = await findDocument(t.tx, t.instansi, id);
    return (document && openable(document)) ?? undefined;
  },
  makeSecret: async (t, id, subject) => (await saveSecret(t.tx, t.instansi, id, subject))?.hashes ?? [],
  documentsOf: async (t, caseKind, caseId) => (await documentsOfCase(t.tx, t.instansi, caseKind, caseId)).map((row) => caseDocument(t.house, row)),
});
