import type { Module } from '../../platform/module.ts';
import { operations, permissions, refusals } from './contract.ts';

export const timesheets: Module = { name: 'timesheets', operations, permissions, refusals };
