import type { House } from '../house.ts';
import type { Viewer } from './context.ts';

/** Port: who is behind a session token; the identity module registers it as part `authenticator`. */
export interface Authenticator {
  viewerOf(house: House, token: string): Promise<Viewer | null>;
}

/** Port: which institution a host name belongs to; the organization module registers it as part `institutions`. */
export interface Institutions {
  /** The institution of this host name, or the only one of the installation. */
  ofHost(house: House, host: string): Promise<Institution | undefined>;
}

export interface Institution {
  id: string;
  name: string;
  /** Kemendagri code of the region: "35.02". */
  region: string;
  zone: 'WIB' | 'WITA' | 'WIT';
  demo: boolean;
}
