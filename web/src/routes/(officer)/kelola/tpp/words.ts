import type { Tone } from '#lib/types.ts';
import type { RunState } from '../../../../../../server/modules/allowance/contract.ts';

export const RUN: Record<RunState, { word: string; tone: Tone }> = {
  draft: { word: 'Draf', tone: 'plain' }, checked: { word: 'Diperiksa', tone: 'soon' }, approved: { word: 'Disetujui', tone: 'info' }, exported: { word: 'Diserahkan', tone: 'ok' },
};
