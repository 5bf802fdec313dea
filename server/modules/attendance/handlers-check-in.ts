import type { Handlers } from '../../platform/module.ts';
import type { checkInOperations } from './contract/check-in.ts';
import type { ruleOperations } from './contract/rules.ts';
import { checkIn } from './service/check-in.ts';
import { checkInRules, setCheckInRule } from './service/rules.ts';

export const checkInHandlers: Handlers<typeof checkInOperations & typeof ruleOperations> = {
  checkIn: (ctx, input) => checkIn(ctx, input),
  checkInRules: (ctx) => checkInRules(ctx),
  setCheckInRule: (ctx, input) => setCheckInRule(ctx, input),
};
