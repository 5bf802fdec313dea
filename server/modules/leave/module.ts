import type { Module } from '../../platform/module.ts';

export const leave: Module = { name: 'leave' };
