import { checkState } from '../../modules/permohonan/service/check-state.ts';
import { foldAgain } from '../fold-again.ts';

export const permohonanCheckState = foldAgain('permohonan', checkState);
