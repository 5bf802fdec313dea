import { resolve } from 'node:path';
import * as z from 'zod';

/** Everything that may be set from outside, by environment; documented one by one in `.env.example`. */
const schema = z.object({
  PORT: z.coerce.number({ error: 'PORT harus angka 0 sampai 65535' }).int().min(0).max(65535).default(8080),
  HOST: z.string().default('127.0.0.1'),
  PENDOPO_VAR: z.string().default('var'),
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, 'DATABASE_URL harus berbentuk postgres://pengguna:sandi@host:port/nama').optional(),
  DATABASE_ADMIN_URL: z.string().regex(/^postgres(ql)?:\/\//, 'DATABASE_ADMIN_URL harus berbentuk postgres://pengguna:sandi@host:port/nama').optional(),
  DATABASE_INGEST_URL: z.string().regex(/^postgres(ql)?:\/\//, 'DATABASE_INGEST_URL harus berbentuk postgres://pengguna:sandi@host:port/nama').optional(),
  PENDOPO_SECRET: z.string().min(43, 'PENDOPO_SECRET harus 32 byte acak dalam base64url').optional(),
  PENDOPO_URL: z.url('PENDOPO_URL harus alamat lengkap, misalnya https://layanan.ponorogo.go.id').optional(),
  PENDOPO_EMPTY: z.enum(['0', '1']).default('0'),
  PENDOPO_SEED: z.coerce.number().int().min(1).default(35020),
  PENDOPO_AT: z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'PENDOPO_AT harus tanggal TTTT-BB-HH').optional(),
  PENDOPO_LAN: z.enum(['0', '1']).default('0'),
  PENDOPO_WORKER: z.enum(['0', '1']).default('1'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug']).default('warn'),
  SMTP_URL: z.string().regex(/^smtps?:\/\//, 'SMTP_URL harus berbentuk smtp://pengguna:sandi@host:port').optional(),
  MAIL_FROM: z.string().default('Pendopo <noreply@localhost>'),
  PENDOPO_TILES: z.string().regex(/^https?:\/\/[^\s]*\{z\}[^\s]*$/, 'PENDOPO_TILES harus alamat dengan {z}, {x} dan {y}, misalnya https://peta.contoh.go.id/{z}/{x}/{y}.png')
    .refine((text) => text.includes('{x}') && text.includes('{y}'), 'PENDOPO_TILES harus memuat {z}, {x} dan {y}').optional(),
  PENDOPO_TILES_CREDIT: z.string().max(80).default(''),
  MAX_UPLOAD_MEGABYTES: z.coerce.number().min(1).max(1024).default(25),
});

export interface Settings {
  port: number;
  host: string;
  /** Absolute path of the folder for data, files and secrets. */
  variable: string;
  databaseUrl?: string;
  databaseAdminUrl?: string;
  databaseIngestUrl?: string;
  secret?: string;
  /** Address in links and QR codes, without a slash at the end. */
  publicUrl: string;
  empty: boolean;
  seed: number;
  at?: string;
  lan: boolean;
  worker: boolean;
  logLevel: string;
  smtpUrl?: string;
  mailFrom: string;
  maxUploadBytes: number;
  /** Address of a tile server with {z}, {x} and {y}; without it maps are drawn. */
  tiles?: string;
  tilesCredit: string;
}

export class SettingsProblem extends Error {}

/**
 * Reads and checks the environment and the words behind `npm start --`.
 * @throws SettingsProblem naming every wrong setting in Indonesian
 */
export function readSettings(environment: Record<string, string | undefined>, words: string[] = []): Settings {
  const given: Record<string, string | undefined> = {};
  for (const key of Object.keys(schema.shape)) if (environment[key] !== undefined && environment[key] !== '') given[key] = environment[key];
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    if (word === '--empty') given.PENDOPO_EMPTY = '1';
    else if (word === '--lan') given.PENDOPO_LAN = '1';
    else if (word === '--at') given.PENDOPO_AT = words[++i];
    else if (word === '--port') given.PORT = words[++i];
    else throw new SettingsProblem(`Pilihan "${word}" tidak dikenal. Yang ada: --empty, --lan, --at TTTT-BB-HH, --port ANGKA.`);
  }
  const result = schema.safeParse(given);
  if (!result.success) {
    throw new SettingsProblem(result.error.issues.map((issue) => `${String(issue.path[0])}: ${issue.message}`).join('\n'));
  }
  const s = result.data;
  if (new Set([!!s.DATABASE_URL, !!s.DATABASE_ADMIN_URL, !!s.DATABASE_INGEST_URL]).size > 1) {
    throw new SettingsProblem('DATABASE_URL, DATABASE_ADMIN_URL dan DATABASE_INGEST_URL harus diisi ketiganya, atau tidak sama sekali (lihat .env.example).');
  }
  return {
    port: s.PORT,
    host: s.HOST,
    variable: resolve(s.PENDOPO_VAR),
    databaseUrl: s.DATABASE_URL,
    databaseAdminUrl: s.DATABASE_ADMIN_URL,
    databaseIngestUrl: s.DATABASE_INGEST_URL,
    secret: s.PENDOPO_SECRET,
    publicUrl: (s.PENDOPO_URL ?? `http://${s.HOST === '0.0.0.0' ? 'localhost' : s.HOST}:${s.PORT}`).replace(/\/+$/, ''),
    empty: s.PENDOPO_EMPTY === '1',
    seed: s.PENDOPO_SEED,
    at: s.PENDOPO_AT,
    lan: s.PENDOPO_LAN === '1',
    worker: s.PENDOPO_WORKER === '1',
    logLevel: s.LOG_LEVEL,
    smtpUrl: s.SMTP_URL,
    mailFrom: s.MAIL_FROM,
    tiles: s.PENDOPO_TILES,
    tilesCredit: s.PENDOPO_TILES_CREDIT,
    maxUploadBytes: Math.floor(s.MAX_UPLOAD_MEGABYTES * 1024 * 1024),
  };
}
