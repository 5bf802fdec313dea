/** How far a recommendation is. `late`: its day passed and it is not done, whatever was reported. */
export const FOLLOW_UP_STATES = ['open', 'running', 'done', 'late'] as const;
export type FollowUpState = (typeof FOLLOW_UP_STATES)[number];
export const followUpNames: Record<FollowUpState, string> = { open: 'Belum', running: 'Berjalan', done: 'Selesai', late: 'Terlambat' };

export const FOLLOW_UP_STEPS = ['written', 'assigned', 'progress', 'done', 'returned'] as const;
export type FollowUpStepKind = (typeof FOLLOW_UP_STEPS)[number];
export const followUpStepNames: Record<FollowUpStepKind, string> = { written: 'Dicatat', assigned: 'Diserahkan', progress: 'Kemajuan', done: 'Dilaporkan selesai', returned: 'Dikembalikan' };
