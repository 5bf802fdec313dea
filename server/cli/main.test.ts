import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { Refused } from '../platform/kernel/refusal.ts';
import type { CommandEntry } from './commands.ts';
import { commands } from './commands.ts';
import { main } from './main.ts';

const folder = mkdtempSync(join(tmpdir(), 'pendopo-cli-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string, content: string | Uint8Array): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

async function pendopo(args: string[], table?: CommandEntry[]) {
  const out: string[] = [];
  const said: string[] = [];
  const io = { out: (text: string) => out.push(text), say: (text: string) => said.push(text), now: () => new Date('2026-11-20T03:00:00Z') };
  const code = await main(args, io, table ?? commands);
  return { code, out: out.join('\n'), said: said.join('\n') };
}
const due = (line: string, ...more: string[]) => pendopo(['calendar', 'due', ...line.split(' '), ...more]);

describe('calendar due', () => {
  test('the example of the manual', async () => {
    const answer = await due('--from 2025-01-02T10:00 --working-days 3');
    expect(answer.code).toBe(0);
    expect(answer.said).toBe('');
    expect(JSON.parse(answer.out)).toMatchObject({ due: '2025-01-07', dueAt: '2025-01-07T23:59:59+07:00', provisional: false });
  });
  test.each([
    ['--from=2025-01-02 --working-days=3 --week=6', '2025-01-06', '2025-01-06T23:59:59+07:00'],
    ['--from 2025-01-02T10:00 --working-hours 3 --zone WITA', '2025-01-02', '2025-01-02T14:00:00+08:00'],
    ['--from 2025-01-02T10:00 --working-hours 1,5', '2025-01-02', '2025-01-02T11:30:00+07:00'],
    ['--from 2025-01-14 --calendar-days 10', '2025-01-24', '2025-01-24T23:59:59+07:00'],
    ['--from 2025-01-02T17:00:00Z --working-days 1', '2025-01-06', '2025-01-06T23:59:59+07:00'], // already the 3rd in WIB
    ['--from 2025-01-03T17:00 --working-days 1 --counter 08:00-15:00', '2025-01-07', '2025-01-07T23:59:59+07:00'],
    ['--from 2025-01-24 --working-days 1 --joint-leave work', '2025-01-28', '2025-01-28T23:59:59+07:00'],
  ])('%s', async (line, day, moment) => {
    expect(JSON.parse((await due(line)).out)).toMatchObject({ due: day, dueAt: moment });
  });
  test('beyond the loaded years it says that the date is provisional', async () => {
    const answer = await due('--from 2026-12-31 --working-days 1');
    expect(JSON.parse(answer.out)).toMatchObject({ due: '2027-01-04', provisional: true });
    expect(answer.said).toContain('Sementara');
  });
  test('--holidays replaces the list and with it the published years; --local-holidays adds', async () => {
    const own = file('own.csv', 'date,name_id,kind,source\n2027-01-04,Libur,libur_nasional,x\n');
    expect(JSON.parse((await due('--from 2026-12-31 --working-days 1 --holidays', own)).out)).toMatchObject({ due: '2027-01-01', provisional: false });
    expect(JSON.parse((await due('--from 2025-01-24 --working-days 1 --holidays', own)).out)).toMatchObject({ due: '2025-01-27', provisional: true });
    const local = file('local.csv', 'date,name\n2025-01-03,Hari Jadi\n');
    expect(JSON.parse((await due('--from 2025-01-02 --working-days 1 --local-holidays', local)).out)).toMatchObject({ due: '2025-01-06' });
  });
  test.each([
    ['--working-days 3', '--from'],
    ['--from 2025-01-02', 'Sebutkan satu lama waktu'],
    ['--from 2025-01-02 --working-days 3 --calendar-days 3', 'Sebutkan satu lama waktu'],
    ['--from 2025-02-30 --working-days 3', 'bukan tanggal yang ada'],
    ['--from 2025-01-02T25:00 --working-days 3', 'bukan tanggal yang ada'],
    ['--from 2025-01-02T10:00+99:99 --working-days 3', '--from'],
    ['--from kemarin --working-days 3', 'bukan tanggal yang ada'],
    ['--from 9999-12-30 --working-days 3', '1945 sampai 2199'],
    ['--from 2025-01-02 --working-days -3', 'bilangan bulat'],
    ['--from 2025-01-02 --working-days 2.5', 'bilangan bulat'],
    ['--from 2025-01-02 --working-days 1e3', 'bilangan bulat'],
    ['--from 2025-01-02 --working-days 999999', 'terlalu besar'],
    ['--from 2025-01-02 --working-days 99999999999999999999999', 'bilangan bulat'],
    ['--from 2025-01-02 --working-hours -1', 'bilangan'],
    ['--from 2025-01-02 --working-days', 'butuh nilai'],
    ['--from 2025-01-02 --from 2025-01-03 --working-days 3', 'dua kali'],
    ['--from 2025-01-02 --working-days 3 --week 7', '5 atau 6'],
    ['--from 2025-01-02 --working-days 3 --zone WIX', 'WIB atau WITA atau WIT'],
    ['--from 2025-01-02 --working-days 3 --counter 15:00-08:00', 'jam buka'],
    ['--from 2025-01-02 --working-days 3 --holidays /tidak/ada.csv', 'tidak ada'],
    ['--from 2025-01-02 --working-days 3 --holidays .', 'bukan berkas'],
    ['--from 2025-01-02 --working-days 3 --sore', '--sore tidak dikenal'],
    ['--from 2025-01-02 --working-days 3 besok', '"besok" tidak dikenal'],
  ])('refuses %s', async (line, sentence) => {
    const answer = await due(line);
    expect(answer).toMatchObject({ code: 2, out: '' });
    expect(answer.said).toContain(sentence);
    expect(answer.said).not.toMatch(/\bat .*:\d+:\d+/);
  });
  test('refuses a list that is none', async () => {
    const garbage = file('garbage.csv', Uint8Array.from({ length: 300 }, (_, index) => (index * 137) % 256));
    const zip = file('zip.csv', 'PK\0\0\0');
    const faulty = file('faulty.csv', 'date,kind\n2025-02-30,libur_nasional\n');
    for (const [list, sentence] of [[garbage, 'UTF-8'], [zip, 'bukan teks'], [faulty, 'baris 2'], [file('empty.csv', ''), 'kolom "date"']] as const) {
      const answer = await due('--from 2025-01-02 --working-days 3 --holidays', list);
      expect(answer).toMatchObject({ code: 2, out: '' });
      expect(answer.said).toContain(sentence);
    }
  });
});

describe('nik check and nip check', () => {
  test('parsed as JSON', async () => {
    expect(JSON.parse((await pendopo(['nik', 'check', '3515144508689002'])).out)).toMatchObject({ sex: 'P', birthDate: '1968-08-05', masked: '3515••••••••9002' });
    expect(JSON.parse((await pendopo(['nip', 'check', '19880229', '201203', '2', '901'])).out)).toMatchObject({ kind: 'PNS' });
  });
  test('a difference is said, not refused', async () => {
    const answer = await pendopo(['nik', 'check', '3515144508689002', '--sex', 'L', '--birth-date', '1970-01-01']);
    expect(answer.code).toBe(0);
    expect(answer.said).toContain('Tanggal lahir berbeda');
  });
  test('a regency that is not in the list is only warned about', async () => {
    const answer = await pendopo(['nik', 'check', '3599144508689002']);
    expect(answer.code).toBe(0);
    expect(answer.said).toContain('35.99');
  });
  test.each([
    [['nik', 'check', '3515143202909001'], 'Tanggal lahir'],
    [['nik', 'check', '3,51514E+15'], 'dibulatkan'],
    [['nik', 'check'], 'kurang lengkap'],
    [['nik', 'check', '3515144508689002', '--birth-date', '1970-02-30'], '--birth-date'],
    [['nip', 'check', '1,98803E+17'], 'Teks'],
    [['nip', 'check', '198902292012032901'], 'Tanggal lahir'],
  ])('%j is refused', async (args, sentence) => {
    const answer = await pendopo(args);
    expect(answer.code).toBe(2);
    expect(answer.said).toContain(sentence);
    // A number with a fault is an answer, arguments without sense are none.
    if (answer.out) expect(JSON.parse(answer.out)).toEqual({ valid: false, code: expect.stringMatching(/^ni[kp]\./), reason: answer.said.trim() });
  });
});

describe('the table', () => {
  test('help lists every command; what is unknown is told with the list', async () => {
    const help = await pendopo(['--help']);
    expect(help.code).toBe(0);
    for (const entry of commands) expect(help.out).toContain(`${entry.noun} ${entry.verb}`);
    expect(await pendopo(['calendar', 'due', '--help'])).toMatchObject({ code: 0 });
    for (const args of [[], ['kambing'], ['calendar'], ['calendar', 'dua'], ['constructor', 'x']]) {
      const answer = await pendopo(args);
      expect(answer).toMatchObject({ code: 2, out: '' });
      expect(answer.said).toContain('calendar due');
    }
  });
  test('no command stands twice and each can be loaded', async () => {
    const names = commands.map((entry) => `${entry.noun} ${entry.verb}`);
    expect(new Set(names).size).toBe(names.length);
    for (const entry of commands) expect(await entry.load()).toHaveProperty('run');
  });
  test('a refusal of a service becomes its sentence, a surprise becomes no stack', async () => {
    const entry = (run: () => number): CommandEntry => ({
      noun: 'x', verb: 'y', summary: 's',
      load: async () => ({ usage: '', options: {}, refusals: { 'x.no': { status: 409, sentence: 'Belum boleh. Tunggu besok.' } }, run }),
    });
    const no = entry(() => { throw new Refused({ code: 'x.no' }); });
    expect(await pendopo(['x', 'y'], [no])).toMatchObject({ code: 2, said: 'Belum boleh. Tunggu besok.' });
    const broken = await pendopo(['x', 'y'], [entry(() => { throw new Error('patah'); })]);
    expect(broken.code).toBe(1);
    expect(broken.said).toContain('patah');
    expect(broken.said).not.toContain('main.test.ts');
  });
});

describe('attendance deduct, performance predicate, staff nip-check', () => {
  test('a day with its steps', async () => {
    const answer = await pendopo('attendance deduct --policy A --in 08:01 --out 16:00 --shift 07:30-16:00'.split(' '));
    expect(answer.code).toBe(0);
    expect(JSON.parse(answer.out)).toMatchObject({ policy: 'A', absent: false, lateMinutes: 31, lateBand: 'TL2', earlyMinutes: 0, deduction: 1, steps: ['Terlambat 31 menit: TL2, 1 persen.'] });
    expect(JSON.parse((await pendopo(['attendance', 'deduct', '--policy', 'a', '--shift', '07:30-16:00'])).out)).toMatchObject({ absent: true, deduction: 4, in: null, out: null });
    expect(JSON.parse((await pendopo(['attendance', 'deduct', '--policy', ' A ', '--in', ' 07:31 ', '--shift', ' 07:30 - 16:00 '])).out)).toMatchObject({ policy: 'A', in: '07:31', shift: '07:30 - 16:00', latePercent: 0.5 });
  });
  const deducted = async (line: string) => JSON.parse((await pendopo(['attendance', 'deduct', ...line.split(' ')])).out) as Record<string, unknown>;
  test.each([
    // The worked table of the reference, scheme A.
    ['--policy A --in 07:30:59 --out 16:00:00 --shift 07:30-16:00', 0], ['--policy A --in 07:31:00 --out 16:01 --shift 07:30-16:00', 0.5], ['--policy A --in 08:00 --out 15:30 --shift 07:30-16:00', 1], ['--policy A --in 09:01 --out 16:05 --shift 07:30-16:00', 2],
    ['--policy A --out 16:05 --shift 07:30-16:00', 2], ['--policy A --in 07:20 --shift 07:30-16:00', 2], ['--policy A --shift 07:30-16:00', 4],
    ['--policy=B --in=08:45 --out=16:00 --shift=07:30-16:00', 1.25], ['--policy C --in 08:30 --out 16:00 --shift 07:30-16:00', 2], ['--policy D --in 09:00 --out 16:00 --shift 07:30-16:00', 1], ['--policy E --shift 07:30-16:00', 6], ['--policy E --in 07:30 --out 16:00 --shift 07:30-16:00', 0],
    // Around midnight: a shift over it, one that ends shortly before it, one that begins shortly after it.
    ['--policy A --in 20:55 --out 07:02 --shift 21:00-07:00', 0], ['--policy A --in 21:31 --out 06:59 --shift 21:00-07:00', 1.5], ['--policy A --in 00:10 --out 07:00 --shift 21:00-07:00', 2],
    ['--policy A --in 13:50 --out 00:20 --shift 14:00-21:00', 0], ['--policy A --in 23:40 --out 08:00 --shift 00:30-08:00', 0], ['--policy A --in 07:00 --out 07:00 --shift 07:00-07:00 --overnight', 0],
  ])('attendance deduct %s costs %f percent', async (line, deduction) => expect(await deducted(line)).toMatchObject({ deduction, unit: 'percent' }));

  test.each([['di-atas', 'di-bawah', 'Kurang'], ['di-atas', 'sesuai', 'Baik'], ['di-atas', 'di-atas', 'Sangat Baik'], ['sesuai', 'di-bawah', 'Kurang'], ['sesuai', 'sesuai', 'Baik'], ['sesuai', 'di-atas', 'Baik'], ['di-bawah', 'di-bawah', 'Sangat Kurang'], ['di-bawah', 'sesuai', 'Butuh Perbaikan'], ['di bawah ekspektasi', 'DI_ATAS', 'Butuh Perbaikan']])('hasil "%s", perilaku "%s": %s', async (hasil, perilaku, predicate) => {
    expect(JSON.parse((await pendopo(['performance', 'predicate', '--hasil', hasil, '--perilaku', perilaku])).out)).toMatchObject({ predicate });
  });

  test.each([
    ['attendance deduct', '--policy'], ['attendance deduct --shift 07:30-16:00', '--policy'], ['attendance deduct --policy A', '--shift'], ['attendance deduct --policy Z --shift 07:30-16:00', 'Yang ada'], ['attendance deduct --policy A --shift 16:00-07:30', '--overnight'], ['attendance deduct --policy A --shift 07:30-07:30', 'jam yang sama'],
    ['attendance deduct --policy A --shift 07:30-16:00 --overnight', 'hari yang sama'], ['attendance deduct --policy A --shift pagi', 'tidak terbaca'], ['attendance deduct --policy A --shift 07:30-16:00 --in 25:00', '--in'], ['attendance deduct --policy A --shift 07:30-16:00 --in 8:1 --out 16:00', '--in'], ['attendance deduct --policy A --shift 07:30-16:00 --out', '--out'],
    ['attendance deduct --policy A --shift 07:30-16:00 --in 10:00 --out 09:00', 'lebih awal'], ['attendance deduct --policy A --shift 07:30-16:00 --in 07:30 --out 00:10', 'lebih awal'], ['attendance deduct --policy A --policy B --shift 07:30-16:00', 'dua kali'], ['attendance deduct --polisi A', 'tidak dikenal'],
    ['attendance deduct --policy E --shift 07:30-16:00 --in 08:00 --out 16:00', 'tidak menyebut'], ['attendance deduct --policy D --shift 07:30-16:00', 'tidak menyebut'], ['attendance deduct --policy C --in 07:30 --shift 07:30-16:00', 'tidak menyebut'],
    ['performance predicate', '--hasil'], ['performance predicate --hasil sesuai', '--perilaku'], ['performance predicate --hasil bagus --perilaku sesuai', 'bagus'], ['performance predicate --hasil above --perilaku meets', 'above'], ['performance predicate --hasil di atas --perilaku sesuai', 'tanda kutip'], ['performance predicate --hasil constructor --perilaku sesuai', 'constructor'],
    ['staff nip-check', 'Lanjutkan dengan: NIP'], ['allowance compute --productivity 90 --cut 0', '--class'], ['allowance compute --class 18 --productivity 90 --cut 0', '1 sampai 17'], ['allowance compute --class 9 --productivity sembilan --cut 0', '--productivity'], ['allowance compute --class 9 --productivity 90 --cut 0 --days 32/31', '--days'], ['allowance compute --class 9 --productivity 90 --cut 0 --rules /tidak/ada.yaml', 'tidak ada'], ['allowance compute --class 9 --productivity 90 --cut 0 --base semua', 'semua'],
  ])('%s is refused, as data and as a sentence', async (line, said) => {
    const answer = await pendopo(line.split(' '));
    expect(answer.code).toBe(2);
    expect(answer.said).toContain(said);
    const data = JSON.parse(answer.out) as { valid: boolean; code: string; reason: string };
    expect(data).toEqual({ valid: false, code: expect.stringMatching(/^(arguments|attendance\.[a-z-]+)$/), reason: answer.said.split('\n')[0] });
  });
  test('help says what there is', async () => {
    for (const entry of ['attendance deduct', 'performance predicate', 'staff nip-check', 'allowance compute']) {
      const answer = await pendopo([...entry.split(' '), '--help']);
      expect([answer.code, answer.out]).toEqual([0, expect.stringContaining(`pendopo ${entry}`)]);
    }
    expect((await pendopo(['attendance', 'deduct', '--help'])).out).toContain('E (E-office Ogan Ilir 2022)');
  });
  test('an allowance line by line: the example of the reference up to the basic amount, cut on one part and on the whole', async () => {
    const computed = async (line: string) => JSON.parse((await pendopo(['allowance', 'compute', ...line.split(' ')])).out) as { gross: number; net: number; lines: { id: string; amount: number; calculation: string; legalBasis: string }[] };
    const part = await computed('--class 9 --productivity 90 --cut 7,5');
    // A correction takes back no more than the payment holds.
    expect(await computed('--class 9 --productivity 90 --cut 7,5 --correction=-1000')).toMatchObject({ gross: part.gross, correction: -1000, correctionLeft: 0 });
    expect(await computed('--class 9 --productivity 90 --cut 7,5 --correction=-99000000')).toMatchObject({ gross: part.gross, correction: -part.gross, correctionLeft: part.gross - 99_000_000, net: 0 });
    expect(part.lines.find((line) => line.id === 'tpp_dasar')).toMatchObject({ amount: 4_536_000, calculation: '9.000.000 × 0,7 × 0,9 × 0,8', legalBasis: 'Kepmendagri 900-4700/2020' });
    // C = 4,536,000 × (45 % + 35 %) = 3,628,800: × 0.6 × 0.9 + × 0.4 × (1 − 0.075).
    expect(part.gross).toBe(1_959_552 + 1_451_520 - 108_864);
    expect((await computed('--class 9 --productivity 90 --cut 7,5 --base total')).gross).toBe(1_959_552 + 1_451_520 - 272_160);
    expect((await computed('--class 9 --productivity 90 --cut 7,5 --days 15/30')).lines.find((line) => line.id === 'pagu')!.amount).toBe(1_814_400);
    expect((await computed('--class 9 --productivity 0 --cut 100')).gross).toBe(0);
  });
  test.each([['staff nip-check 198502292012032001', 'nip.birth-date'], ['nip check 198001012005131901', 'nip.month'], ['staff nip-check 198001012005121000', 'nip.serial'], ['staff nip-check 198902292012032901', 'nip.birth-date'], ['staff nip-check 198001012005123901', 'nip.sex'], ['staff nip-check 198001012005201905', 'nip.month'], ['staff nip-check 198001012005301905', 'nip.month'], ['staff nip-check 19880229201203290', 'nip.length'], ['staff nip-check 19880229201203290X', 'nip.not-digits'], ['staff nip-check 209901012012032901', 'nip.birth-date'], ['staff nip-check 1.98802E+17', 'nip.rounded']])('%s tells the reason as data too', async (line, code) => {
    const answer = await pendopo(line.split(' '));
    expect(answer.code).toBe(2);
    expect(JSON.parse(answer.out)).toEqual({ valid: false, code, reason: answer.said.trim() });
  });
  test('a predicate, and a NIP with the month of appointment', async () => {
    expect(JSON.parse((await pendopo('performance predicate --hasil sesuai --perilaku di-atas'.split(' '))).out)).toMatchObject({ predicate: 'Baik' });
    expect(JSON.parse((await pendopo(['staff', 'nip-check', '19880229 201203 2 901'])).out)).toMatchObject({ valid: true, kind: 'PNS', birthDate: '1988-02-29', appointed: '2012-03', sex: 'P', serial: '901', warnings: [] });
    expect(JSON.parse((await pendopo(['staff', 'nip-check', '19900715.2022.21.1.905'])).out)).toMatchObject({ kind: 'PPPK', birthDate: '1990-07-15', appointed: '2022', frequency: 1, sex: 'L', serial: '905', warnings: [] });
    // Appointed before the age of 18: looked at by somebody, not refused.
    const young = await pendopo(['staff', 'nip-check', '200001012012032901']);
    expect([young.code, JSON.parse(young.out)]).toEqual([0, expect.objectContaining({ valid: true, warnings: [expect.objectContaining({ code: 'nip.too-young' })] })]);
  });
});
