import type { Context } from '../../../../platform/request/context.ts';
import type { About } from '../../contract.ts';
import { sameText } from '../../rules/doubtful-reports-wait.ts';

/** All that a misconduct report says, as it lies under its data key. */
export interface SealedContent {
  title: string;
  body: string;
  place: string;
  answers: Record<string, string | string[]>;
  region?: string | null;
  eventDate?: string | null;
  lat?: number | null;
  lng?: number | null;
  origin?: string;
  about?: { who: About; unit?: string; name?: string };
}

/** Finds a person's own numbers without naming the person in the table. */
export const ownerTag = (ctx: Pick<Context, 'house'>, account: string): Buffer => ctx.house.secrets.hash('complaints/owner', account);
/** Equal texts are counted, but nobody can try which text it was. */
export const textHashOf = (ctx: Pick<Context, 'house'>, body: string): string => ctx.house.secrets.hash('complaints/text', sameText(body)).readBigInt64BE().toString();
