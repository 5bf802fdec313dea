import { checkState } from '../../modules/letters/service/check-state.ts';
import { foldAgain } from '../fold-again.ts';

export const lettersCheckState = foldAgain('surat', checkState);
