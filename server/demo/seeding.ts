import type { Composed } from '../compose.ts';
import type { House } from '../platform/house.ts';
import type { Context } from '../platform/request/context.ts';
import type { Anchor } from './anchor.ts';
import type { OrganisationPlan } from './organisation.ts';
import type { People } from './people.ts';
import type { Dice } from './random.ts';

/** Everything that the chapters of seeding share. */
export interface Seeding {
  house: House;
  composed: Composed;
  instansi: string;
  anchor: Anchor;
  dice: Dice;
  people: People;
  plan: OrganisationPlan;
  say: (sentence: string) => void;
  /** A context at a moment, in nobody's name. */
  context(at: Date): Context;
}
