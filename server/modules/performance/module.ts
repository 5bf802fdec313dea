import type { Module } from '../../platform/module.ts';

export const performance: Module = { name: 'performance' };
