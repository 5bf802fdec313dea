import { DEMO_PASSWORD, DEMO_TOTP_SECRET } from './accounts.ts';
import type { DemoRecord } from './write-organisation.ts';

/** What stands in the terminal below the address: the few accounts to begin with, and where all of them are. */
export function announceDemo(record: DemoRecord, url: string): string {
  const first = ['bupati', 'plt.dpmptsp', 'siti', 'rina', 'lurah', 'dian', 'admin', 'ajudan'];
  const chosen = [...first.flatMap((name) => record.accounts.filter((one) => one.signIn === name)), ...record.accounts.filter((one) => one.group === 'warga').slice(0, 2)];
  const width = Math.max(...chosen.map((one) => one.signIn.length));
  return [
    'DATA CONTOH, TIDAK BERLAKU. Orang, nomor, dan permohonannya rekaan.',
    ...chosen.map((one) => `  ${one.signIn.padEnd(width)}  ${one.title}${one.secondFactor ? ' *' : ''}`),
    `  Kata sandi semua akun: ${DEMO_PASSWORD}`,
    `  * meminta kode kedua; rahasia TOTP: ${DEMO_TOTP_SECRET}`,
    `  Semua akun, tanpa mengetik: ${url}/demo`,
  ].join('\n');
}
