import { print } from '../../adapters/printer/printer.ts'; // reported
import type { Member } from '../members/contract.ts';
import { findMember } from '../members/storage.ts'; // reported

export const lend = (member: Member): string => print(findMember(member));
