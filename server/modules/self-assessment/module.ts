import type { Module } from '../../platform/module.ts';

export const selfAssessment: Module = { name: 'self-assessment' };
