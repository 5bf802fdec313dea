import type { ActionOf } from './action-types.ts';
import type { DocumentState } from './request-state.ts';

type DocumentAction = ActionOf<'sign-requested' | 'numbered' | 'signed' | 'sign-failed'>;

/**
 * The output document in three phases: number given, rendered and signed outside any transaction, signed.
 * A retry after a failure reuses the number (letters reference, section 7, invariants 2 to 4).
 */
export function applyDocument(document: DocumentState, action: DocumentAction): DocumentState {
  switch (action.kind) {
    case 'sign-requested': {
      const { failure: _, ...rest } = document;
      return {
        ...rest, phase: document.number ? 'numbered' : 'requested', requestedBy: action.by, attempts: document.attempts + 1,
      };
    }
    case 'numbered':
      return { ...document, phase: 'numbered', number: action.number, documentId: action.documentId };
    case 'sign-failed':
      return { ...document, phase: 'failed', failure: action.reason };
    case 'signed':
      return { ...document, phase: 'signed', mode: action.mode, sha256: action.sha256 };
  }
}
