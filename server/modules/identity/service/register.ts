import { emit } from '../../../platform/events/events.ts';
import { inInstallation, type Context } from '../../../platform/request/context.ts';
import { events } from '../contract.ts';
import type { SessionAnswer } from '../contract/shared.ts';
import { birthDay, newPassword, personName } from '../contract/shared.ts';
import { hashPassword } from '../passwords.ts';
import { faultsOfPassword } from '../rules/a-password-is-hard-to-guess.ts';
import { createAccount } from './accounts.ts';
import { findCandidates } from '../storage/accounts.ts';
import { claim } from '../storage/credentials.ts';
import { birthDateFault, Faults, hashNik, readContact, readNik } from './common.ts';
import { openSession } from './open-session.ts';
import { whosePassword } from './sign-in.ts';
import { tryFromNetwork } from './tries.ts';

export interface Registration {
  name: string;
  nik: string;
  birthDate: string;
  phone?: string | undefined;
  email?: string | undefined;
  password: string;
  sharedComputer: boolean;
  device: string;
}

/** A citizen makes an account. Until a desk has seen the card it sees only what it submits itself. */
export async function registerCitizen(ctx: Context, r: Registration): Promise<SessionAnswer & { warnings: string[] }> {
  const { house } = ctx;
  const faults = new Faults();
  const name = faults.read('name', personName, r.name);
  const birthDate = faults.read('birthDate', birthDay, r.birthDate);
  const nik = faults.take('nik', readNik(house, r.nik, birthDate));
  const wrongDay = birthDate && birthDateFault(house, birthDate);
  if (wrongDay) faults.add('birthDate', wrongDay);
  const contact = readContact(faults, r);
  if (!r.phone && !r.email) faults.add('phone', 'Isi nomor ponsel atau surel, supaya kami dapat memberi kabar.');
  const password = faults.read('password', newPassword, r.password);
  const weak = password !== undefined && faultsOfPassword(password, { name: r.name, birthDate: birthDate ?? null, identifiers: [nik?.nik, contact.phone, contact.email?.split('@')[0]] })[0];
  if (weak) faults.add('password', weak);
  faults.refuse();
  await tryFromNetwork(ctx, 'register');
  const given = { ...r, name: name! };

  const session = (await signInAgain(ctx, nik!.nik, r)) ?? (await register(ctx, nik!.nik, contact, given)) ?? (await signInAgain(ctx, nik!.nik, r)) ?? (await register(ctx, nik!.nik, contact, given, 'not-first'));
  return { ...session!, warnings: nik!.warnings.map((warning) => warning.message) };
}

/** A double click or a form sent again is the same registration: same NIK, same password. */
async function signInAgain(ctx: Context, nik: string, r: Registration): Promise<SessionAnswer | undefined> {
  const candidates = await findCandidates(ctx.house.db, { kind: 'nik', value: nik }, hashNik(ctx.house, nik));
  const who = candidates.length > 0 ? await whosePassword(candidates, r.password) : undefined;
  return who && inInstallation(ctx, (t) => openSession(t, { account: who.id, sharedComputer: r.sharedComputer, device: r.device, how: 'registration' }));
}

/** Undefined when the same NIK is being registered at this moment: whoever waited looks again. */
async function register(ctx: Context, nik: string, contact: { phone: string | null; email: string | null }, r: Registration, place: 'first' | 'not-first' = 'first'): Promise<SessionAnswer | undefined> {
  const passwordHash = await hashPassword(r.password);
  return inInstallation({ ...ctx, viewer: null }, async (t) => {
    if (place === 'first' && !(await claim(t.tx, claimId(ctx, nik), t.house.clock.now()))) return undefined;
    const account = await createAccount(t, {
      name: r.name, nik, birthDate: r.birthDate, passwordHash,
      ...(contact.phone ? { phone: contact.phone } : {}), ...(contact.email ? { email: contact.email } : {}),
    });
    await emit(t, events.registered, { account, instansi: ctx.instansi });
    return openSession(t, { account, sharedComputer: r.sharedComputer, device: r.device, how: 'registration' });
  });
}

function claimId(ctx: Context, nik: string): string {
  const hex = ctx.house.secrets.hash('registration', nik).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}
