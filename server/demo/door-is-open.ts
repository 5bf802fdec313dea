/** What is known when somebody stands before the page /demo. */
export interface DoorFacts {
  /** Every institution of the installation is marked as demonstration, and seeding left its list of accounts. */
  onlyDemonstration: boolean;
  /** Started as a real installation (`--empty`). */
  empty: boolean;
  /** Address that the server listens on. */
  host: string;
  /** Started with `--lan`, on purpose. */
  lan: boolean;
  /** Who asks. */
  ip: string;
}

/**
 * Signing in without password is for a demonstration on one's own machine, or on purpose in one's own network; in any other
 * case the page does not exist. One real institution in the installation closes it for good.
 */
export const doorIsOpen = (f: DoorFacts): boolean =>
  f.onlyDemonstration && !f.empty && (isLoopback(f.host) || f.lan) && (isLoopback(f.ip) || (f.lan && isPrivate(f.ip)));

const bare = (address: string): string => address.toLowerCase().replace(/^::ffff:/, '').replace(/^\[|\]$/g, '');

const isLoopback = (address: string): boolean => /^(localhost|127(\.\d{1,3}){3}|::1)$/.test(bare(address));

/** Addresses that no router passes on: RFC 1918, link-local, unique local IPv6. */
function isPrivate(address: string): boolean {
  const ip = bare(address);
  const [a, b] = ip.split('.').map(Number) as [number, number];
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(ip)) return a === 10 || (a === 172 && b >= 16 && b <= 31) || (a === 192 && b === 168) || (a === 169 && b === 254);
  return /^(fc|fd)[0-9a-f]{2}:/.test(ip) || /^fe[89ab][0-9a-f]:/.test(ip);
}
