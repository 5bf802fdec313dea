import { checkState } from '../../modules/complaints/service/check-state.ts';
import { foldAgain } from '../fold-again.ts';

export const complaintsCheckState = foldAgain('laporan', checkState);
