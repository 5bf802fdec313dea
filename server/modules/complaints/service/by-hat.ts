import type { Hat } from '../../../platform/request/context.ts';
import type { By } from '../rules/report-state.ts';

export const byHat = (hat: Hat): By => ({ kind: 'officer', post: hat.postId, unit: hat.unitId });
