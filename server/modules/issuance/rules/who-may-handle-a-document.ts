import type { DocumentStatus } from '../contract.ts';

/** What the rule needs of the hat that is worn. */
export interface HandlingHat {
  holdingId: string;
  unitId: string;
  permissions: ReadonlySet<string>;
}
export interface HandledDocument {
  unit: string;
  status: DocumentStatus;
  way: 'tersertifikasi' | 'internal' | 'basah';
}

const reaches = (hat: HandlingHat, document: HandledDocument): boolean => hat.permissions.has('issuance.manage') || hat.unitId === document.unit;

/** Signer of the issuing unit, or the institution's administrator. What is closed stays closed. */
export const mayRevoke = (hat: HandlingHat, document: HandledDocument): boolean =>
  hat.permissions.has('issuance.revoke') && reaches(hat, document) && document.status !== 'revoked' && document.status !== 'superseded';

/** A finished act of the signer is only completed: the signer's unit, or the administrator, may repeat it. */
export const mayRetry = (hat: HandlingHat, document: HandledDocument): boolean =>
  hat.permissions.has('issuance.retry') && reaches(hat, document) && ['numbered', 'failed', 'uncertain'].includes(document.status);

/** `worksOnCase`: the module of the case lets this officer read the document. A scan may be replaced by a better one. */
export const mayScan = (hat: HandlingHat, document: HandledDocument, worksOnCase: boolean): boolean =>
  hat.permissions.has('issuance.scan') && (reaches(hat, document) || worksOnCase) && document.way === 'basah' && ['awaiting-scan', 'signed'].includes(document.status);
