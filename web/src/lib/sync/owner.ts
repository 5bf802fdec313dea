import { write } from './store.ts';

/** Letters, names and the owner leave the phone; the commands that wait stay for whoever made them. */
export const forgetLetters = (): Promise<void> => write({}, { kept: ['owner', 'pocket', 'absen', 'laporan'] });

// The door for people takes this cookie away when somebody signs in or out; it names an account by its uuid and opens nothing.
const OWNER = 'pendopo_saku';
export const rememberOwner = (account: string): void => {
  document.cookie = `${OWNER}=${account}; path=/; max-age=${30 * 86_400}; samesite=lax${location.protocol === 'https:' ? '; secure' : ''}`;
};
export const ownerCookie = (): string | undefined => document.cookie.split('; ').find((one) => one.startsWith(`${OWNER}=`))?.slice(OWNER.length + 1);
/** Set by the door on a computer that many use: there nothing is kept. */
export const isShared = (): boolean => ownerCookie() === 'bersama';
