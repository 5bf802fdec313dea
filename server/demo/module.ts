import type { Handlers, Module } from '../platform/module.ts';
import { operations } from './contract.ts';
import { demoDocument, enterAs, sendFromPudak, showDemo } from './service.ts';

const handlers: Handlers<typeof operations> = {
  showDemo: (ctx) => showDemo(ctx),
  enterAs: (ctx, input) => enterAs(ctx, input),
  demoDocument: (ctx, input) => demoDocument(ctx, input),
  sendFromPudak: (ctx) => sendFromPudak(ctx),
};

/** Not a capability of the house: the door of its demonstration, which does not exist in a real installation. */
export const demo: Module = { name: 'demo', operations, handlers };
