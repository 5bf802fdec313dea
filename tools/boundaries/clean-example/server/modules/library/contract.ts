import { operation } from '../../platform/operation.ts';
import { isDay } from '../../platform/kernel/calendar-day.ts';
import { rupiah } from '../../engines/fees/late-fee.ts';
import type { Member } from '../members/contract.ts';
import { shelf } from './shelf-definition.ts';

export const fee = rupiah;
export const places = shelf;
export const mayLend = (member: Member, day: string): boolean => member.name !== '' && isDay(day);
export const lend = operation('/buku', fee);
