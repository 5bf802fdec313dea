import { checkState } from '../../modules/outgoing/service/check-state.ts';
import { foldAgain } from '../fold-again.ts';

export const outgoingCheckState = foldAgain('naskah', checkState);
