/** What every page knows about who asks and where: handed over by the server on each request. */

export type Zone = 'WIB' | 'WITA' | 'WIT';

/** The post (jabatan) in whose name a person now acts. */
export interface Hat {
  /** uuid of the institution */
  instansi: string;
  postId: string;
  title: string;
  /** `definitive`, `plt`, `plh`, `pj`, `pjs`; written by `titleWithCapacity` of #lib/capacity.ts */
  capacity: string;
  unitId: string;
  unitName: string;
  duties: string[];
  permissions: string[];
}

export interface Viewer {
  accountId: string;
  name: string;
  kind: 'citizen' | 'officer';
  level: 'unverified' | 'verified';
  hat?: Hat;
  /** All posts the person may choose from; more than one shows the switcher. */
  hats?: { id: string; title: string; unitName: string }[];
}

export interface Installation {
  /** For example `Kabupaten Ponorogo`. */
  name: string;
  /** Kemendagri code of the own region, `35.02`. */
  region?: string;
  demo: boolean;
  zone: Zone;
  /** The moment of this request by the server's clock, ISO 8601: a demonstration may run on another day. */
  now: string;
  demoBanner: string;
}

/** A refusal as the server tells it (problem+json). `detail` is the Indonesian sentence to show. */
export interface Problem {
  status: number;
  title: string;
  detail: string;
  code: string;
  fields?: FieldProblem[];
}

/** `path` is the name of the field in the form: `nama`, `saksi.0.nik`, `lokasi.lat`. */
export interface FieldProblem {
  path: string;
  message: string;
}

export type Tone = 'late' | 'soon' | 'ok' | 'info' | 'plain';

export interface NavItem {
  href: string;
  label: string;
  count?: number;
  /** Shown only to a hat that holds it. */
  permission?: string;
}
