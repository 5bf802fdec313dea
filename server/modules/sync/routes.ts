import type { Handlers } from '../../platform/module.ts';
import type { operations } from './contract.ts';
import { listDevices, registerDevice, revokeDevice } from './service/devices.ts';
import { getRetention, setRetention } from './service/retention.ts';
import { send } from './service/send.ts';

export const handlers: Handlers<typeof operations> = {
  registerDevice: (ctx, input) => registerDevice(ctx, input),
  listDevices: (ctx) => listDevices(ctx),
  revokeDevice: (ctx, input) => revokeDevice(ctx, input),
  send: (ctx, input) => send(ctx, input),
  getRetention: (ctx) => getRetention(ctx),
  setRetention: (ctx, input) => setRetention(ctx, input),
};
