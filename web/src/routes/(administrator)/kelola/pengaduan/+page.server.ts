import { asPageError } from '#lib/server/refusal.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  const api = locals.api.complaints;
  try {
    const [limits, categories, rules, mailbox, key] = await Promise.all([api.listLimits({}), api.listCategories({}), api.listRules({}), api.getMailbox({}), api.keyNotice({})]);
    return { title: 'Pengaduan', keyMade: key.made, limits: limits.items.length, rungs: limits.ladder.length, categories: categories.items.filter(({ active }) => active).length, rules: rules.items.length, mailbox: { enabled: mailbox.enabled, address: mailbox.address } };
  } catch (thrown) {
    asPageError(thrown);
  }
};
