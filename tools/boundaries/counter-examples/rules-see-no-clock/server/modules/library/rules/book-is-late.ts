import { systemClock } from '../../../platform/kernel/clock.ts'; // reported

export const isLate = (due: Date): boolean => due < new Date(); // reported
export const isLateToo = (due: Date): boolean => due < systemClock.now();
export const isDrawn = (): boolean => Math.random() < 0.5; // reported
export const isOpen = (): boolean => process.env['OPEN'] === '1'; // reported
