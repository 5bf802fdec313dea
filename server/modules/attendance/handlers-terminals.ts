import { part } from '../../platform/house.ts';
import type { Handlers } from '../../platform/module.ts';
import type { Context, TenantContext } from '../../platform/request/context.ts';
import type { ListPort } from '../lists/contract.ts';
import type { terminalOperations } from './contract/terminals.ts';
import { pinFlow, punchFlow } from './service/terminals/lists.ts';
import * as manage from './service/terminals/manage.ts';
import * as pins from './service/terminals/pins.ts';
import * as show from './service/terminals/show.ts';

const lists = (ctx: Context) => part<ListPort<TenantContext, Context>>(ctx.house, 'lists');

export const terminalHandlers: Handlers<typeof terminalOperations> = {
  listTerminals: show.listTerminals,
  getTerminal: show.getTerminal,
  adoptTerminal: manage.adoptTerminal,
  changeTerminal: manage.changeTerminal,
  refuseTerminal: manage.refuseTerminal,
  correctClock: manage.correctClock,
  setAsideLines: manage.setAsideLines,
  commandTerminal: manage.commandTerminal,
  resendFromTerminal: manage.resendFromTerminal,
  createTerminalSite: manage.createSite,
  revokeTerminalSite: manage.revokeSite,
  saveTerminalSettings: manage.saveTerminalSettings,
  listTerminalPins: pins.listTerminalPins,
  assignTerminalPin: pins.assignTerminalPin,
  endTerminalPin: pins.endTerminalPin,
  listPinImports: (ctx) => lists(ctx).list(ctx, pinFlow),
  startPinImport: (ctx, { group, ...file }) => lists(ctx).start(ctx, pinFlow, file, group),
  previewPinImport: (ctx, asked) => lists(ctx).preview(ctx, pinFlow, asked),
  mapPinImport: (ctx, input) => lists(ctx).map(ctx, pinFlow, input),
  takePinImport: (ctx, input) => lists(ctx).take(ctx, pinFlow, input),
  downloadPinRest: (ctx, input) => lists(ctx).rest(ctx, pinFlow, input),
  listPunchImports: (ctx) => lists(ctx).list(ctx, punchFlow),
  startPunchImport: (ctx, { group, ...file }) => lists(ctx).start(ctx, punchFlow, file, group),
  previewPunchImport: (ctx, asked) => lists(ctx).preview(ctx, punchFlow, asked),
  mapPunchImport: (ctx, input) => lists(ctx).map(ctx, punchFlow, input),
  takePunchImport: (ctx, input) => lists(ctx).take(ctx, punchFlow, input),
  downloadPunchRest: (ctx, input) => lists(ctx).rest(ctx, punchFlow, input),
};
