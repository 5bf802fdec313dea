import type { Module } from '../../platform/module.ts';
import { permissions, refusals } from './contract.ts';

export const complaints: Module = { name: 'complaints', permissions, refusals };
