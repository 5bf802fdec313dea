import type { Tone } from '#lib/types.ts';

export const verdictTone = (verdict: string): Tone => (verdict === 'pass' ? 'ok' : verdict === 'fail' ? 'late' : verdict === 'justify' ? 'soon' : 'plain');
