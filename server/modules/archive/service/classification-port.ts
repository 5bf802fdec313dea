import type { TenantContext } from '../../../platform/request/context.ts';
import type { ClassificationPort } from '../../letters/contract.ts';
import { CATALOGUE_CODES } from '../catalogue-files.ts';
import { titleOn } from '../storage/classification.ts';
import { organizationOf } from './ports.ts';
import { codesOn } from './tree.ts';

const CATALOGUE_TITLES: ReadonlyMap<string, string> = new Map(CATALOGUE_CODES.map(({ code, title }) => [code, title]));

/** House part `classification`. */
export const classificationPort: ClassificationPort<TenantContext> = {
  titleOn: async (t, code, day) => {
    const found = await titleOn(t.tx, t.instansi, code, day ?? (await organizationOf(t).today(t)));
    return found.own ? (found.title ?? undefined) : CATALOGUE_TITLES.get(code);
  },
  listOn: async (t, day) => (await codesOn(t, day ?? (await organizationOf(t).today(t)))).map(({ code, title, named }) => ({ code, title, named })),
};
