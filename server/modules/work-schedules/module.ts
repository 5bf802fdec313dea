import type { Module } from '../../platform/module.ts';

export const workSchedules: Module = { name: 'work-schedules' };
