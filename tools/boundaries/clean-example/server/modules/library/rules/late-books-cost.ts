import { lateFee } from '../../../engines/fees/late-fee.ts';
import type { Member } from '../../members/contract.ts';
import { mayLend } from '../contract.ts';

export const cost = (member: Member, now: Date, days: number): number =>
  mayLend(member, now.toISOString()) ? lateFee(days) : 0;
