import { audit } from '../../../platform/audit/audit.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustViewer, type Context, type TenantContext } from '../../../platform/request/context.ts';
import { CHANNELS, type Channel, type Preferences } from '../contract.ts';
import { kindEntry, kindNames } from '../contract/kinds.ts';
import { maskEmail, maskPhone } from '../contract/mask.ts';
import { forbiddenChoice, isFixed, isWanted, type Choice } from '../rules/a-person-sets-what-to-receive.ts';
import { listChoices, saveChoices } from '../storage/preferences.ts';
import { accountsOf, isConnected } from './ports.ts';

export const getPreferences = (ctx: Context): Promise<Preferences> => inTenant(ctx, show);

/**
 * @throws Refused `notifications.compulsory` for a legal notice out of the inbox, `notifications.not-for-you` for kinds of officers
 */
export const setPreferences = (ctx: Context, { choices }: { choices: Choice[] }): Promise<Preferences> =>
  inTenant(ctx, async (t) => {
    const viewer = mustViewer(t);
    const forbidden = forbiddenChoice(choices);
    if (forbidden) throw new Refused({ code: 'notifications.compulsory', data: { title: kindEntry(forbidden.kind).title } });
    const strange = choices.find((c) => kindEntry(c.kind).officersOnly && !viewer.hat);
    if (strange) throw new Refused({ code: 'notifications.not-for-you', data: { title: kindEntry(strange.kind).title } });
    // The last word of a pair counts: one statement may touch a row once.
    const last = [...new Map(choices.map((c) => [`${c.kind}/${c.channel}`, c])).values()];
    await saveChoices(t.tx, t.instansi, viewer.accountId, last, t.house.clock.now());
    await audit(t, { action: 'notifications.preferences-set', object: 'account', objectId: viewer.accountId, detail: { off: last.filter((c) => !c.wanted).map((c) => `${c.kind}/${c.channel}`) } });
    return show(t);
  });

async function show(t: TenantContext): Promise<Preferences> {
  const viewer = mustViewer(t);
  const contact = await accountsOf(t).contactOf(t, viewer.accountId);
  const choices = await listChoices(t.tx, t.instansi, viewer.accountId);
  const channels = (Object.keys(CHANNELS) as Channel[]).filter((channel) => channel === 'in-app' || channel === 'email' || isConnected(t, channel));
  const email = contact?.email ? maskEmail(contact.email) : undefined;
  const phone = contact?.phone ? maskPhone(contact.phone) : undefined;
  const describe = (id: Channel): Preferences['channels'][number] => {
    if (id === 'in-app') return { id, title: CHANNELS[id] };
    const address = id === 'email' ? email : phone;
    const missing = !isConnected(t, id) ? 'Instansi ini belum mengirim surel. Pilihan Anda disimpan untuk nanti.'
      : address ? undefined
      : id === 'email' ? 'Akun Anda belum mempunyai alamat surel. Tambahkan di halaman akun.' : 'Akun Anda belum mempunyai nomor ponsel. Tambahkan di halaman akun.';
    return { id, title: CHANNELS[id], ...(address ? { address } : {}), ...(missing ? { missing } : {}) };
  };
  return {
    channels: channels.map(describe),
    kinds: kindNames.filter((kind) => viewer.hat || !kindEntry(kind).officersOnly).map((kind) => {
      const { title, help, compulsory } = kindEntry(kind);
      return { id: kind, title, help, compulsory, channels: channels.map((id) => ({ id, wanted: isWanted(kind, id, choices), fixed: isFixed(kind, id) })) };
    }),
  };
}
