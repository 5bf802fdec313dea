import { hash, verify } from '@node-rs/argon2';
import { faultsOfPassword, type PasswordOwner } from './rules/a-password-is-hard-to-guess.ts';
import { Refused } from '../../platform/kernel/refusal.ts';

// Argon2id is the library's own choice (tested); OWASP's first setting: 19 MiB, 2 passes, 1 lane; 8 ms here.
const OPTIONS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Runs for milliseconds on another thread: never inside a transaction. */
export const hashPassword = (password: string): Promise<string> => hash(password.normalize('NFKC'), OPTIONS);

let nobody: Promise<string> | undefined;
/** The hash that is verified when there is no account, so that the answer takes as long. */
const hashOfNobody = () => (nobody ??= hashPassword('nobody has this password'));

export async function isPassword(password: string, secret: string | undefined): Promise<boolean> {
  const found = await verify(secret ?? (await hashOfNobody()), password.normalize('NFKC'));
  return found && secret !== undefined;
}

/** @throws Refused `request.invalid` naming what to change */
export function mustBeGood(password: string, owner: PasswordOwner): void {
  const [fault] = faultsOfPassword(password, owner);
  if (fault) throw new Refused({ code: 'request.invalid', fields: [{ path: 'password', message: fault }] });
}
