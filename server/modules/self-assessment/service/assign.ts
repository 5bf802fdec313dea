import { audit } from '../../../platform/audit/audit.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, type Context } from '../../../platform/request/context.ts';
import type { Input } from '../operation-input.ts';
import { assign as assignRows, lockAnswers } from '../storage/answers.ts';
import { faulty, indicatorAt, load, whomToAsk } from './load.ts';
import { teamOf } from './team.ts';
import { tell } from './tell.ts';

/** Several at once, or a whole aspect; the colleague is told once for all of them. */
export const assign = (ctx: Context, input: Input<'assign'>) =>
  inTenant(ctx, async (t) => {
    const loaded = await load(t, input.id);
    if (loaded.campaign.closed) throw new Refused({ code: 'self-assessment.closed', data: { whom: whomToAsk(loaded.campaign) } });
    for (const number of input.numbers) indicatorAt(loaded, number);
    const group = loaded.prepared.groups.find(({ group: { tier, number } }) => `${tier}:${number}` === input.group);
    if (input.group !== undefined && !group) throw faulty('group', 'Pilih domain atau aspek dari daftar.');
    const numbers = [...new Set([...input.numbers, ...(group?.members ?? []).map((at) => loaded.prepared.indicators[at]!.indicator.number)])];
    if (numbers.length === 0) throw faulty('numbers', 'Pilih paling sedikit satu indikator.');
    const colleague = input.account === null ? null : (await teamOf(t)).find(({ accountId }) => accountId === input.account);
    if (colleague === undefined) throw new Refused({ code: 'self-assessment.not-in-team', fields: [{ path: 'account', message: 'Pilih rekan dari tim penilaian.' }] });
    await lockAnswers(t.tx, t.instansi, input.id, numbers);
    const changed = (await assignRows(t.tx, t.instansi, input.id, numbers, { account: colleague?.accountId ?? null, unit: colleague?.unitId ?? null })).map(({ number }) => number);
    if (changed.length > 0) {
      await audit(t, { action: 'self-assessment.assigned', object: 'assessment', objectId: input.id, detail: { indicators: changed, account: input.account } });
      if (colleague && colleague.accountId !== t.viewer?.accountId)
        await tell(t, colleague.accountId, { kind: 'assigned', title: `${changed.length} indikator penilaian untuk Anda`, text: `Indikator ${changed.toSorted((a, b) => a.localeCompare(b, 'id', { numeric: true })).join(', ')}.`.slice(0, 300), href: `/petugas/penilaian/${input.id}?tugas=saya` });
    }
    return { changed: changed.length };
  });
