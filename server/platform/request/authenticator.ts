import type { Tx } from '../db/database.ts';
import type { House } from '../house.ts';
import type { Viewer } from './context.ts';

/** Port: who is behind a session token; the identity module registers it as part `authenticator`. */
export interface Authenticator {
  viewerOf(house: House, token: string): Promise<Viewer | null>;
  /** The same from memory: what was revoked, by whichever process, is forgotten within seconds. For operations that say `remembered`. */
  rememberedViewerOf(house: House, token: string): Promise<Viewer | null>;
}

/** Port: which institution a host name belongs to; the organization module registers it as part `institutions`. */
export interface Institutions {
  /** The institution of this host name; else the only one of the installation, or the only one without a host name of its own. */
  ofHost(house: House, host: string): Promise<Institution | undefined>;
  /** For jobs and services that know only the id; throws when there is none. Inside a transaction give it along. */
  byId(house: House, id: string, tx?: Tx): Promise<Institution>;
  /** Every institution of the installation. */
  all(house: House, tx?: Tx): Promise<Institution[]>;
}

export interface Institution {
  id: string;
  name: string;
  kind: 'ministry' | 'province' | 'regency' | 'city';
  /** Three or four letters that begin request numbers: "PNG". */
  code: string;
  /** Kemendagri code of the region: "35.02". */
  region: string;
  zone: 'WIB' | 'WITA' | 'WIT';
  demo: boolean;
  /** Paper of letters where the template leaves it open. */
  paper: 'A4' | 'F4';
}
