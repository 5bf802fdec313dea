import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { NOW, signOrThrow, testSigner, tinyPdf } from '../../engines/documents/documents-fixture.ts';
import { main } from '../main.ts';

const folder = mkdtempSync(join(tmpdir(), 'pendopo-cli-'));
const write = (name: string, content: string | Buffer) => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};
let signed: Buffer;
let root: string;
beforeAll(async () => {
  const person = await testSigner();
  signed = await signOrThrow(person, tinyPdf());
  root = write('ca.pem', person.trustedRoots.join('\n'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function verify(...args: string[]) {
  const out: string[] = [];
  const said: string[] = [];
  const code = await main(['document', 'verify', ...args], { out: (text) => out.push(text), say: (text) => said.push(text), now: () => NOW });
  return { code, report: out[0] === undefined ? undefined : (JSON.parse(out[0]) as { status: string; appendedBytes: number }), said: said.join(' ') };
}

it('ends 0 and prints JSON for a genuine document', async () => {
  expect(await verify(write('asli.pdf', signed), '--root', root)).toMatchObject({ code: 0, report: { status: 'genuine' }, said: '' });
});

it('ends 2 with a sentence for everything else', async () => {
  const changed = Buffer.from(signed);
  changed[30] = changed[30]! ^ 1;
  const cases: [string, Buffer, string, RegExp][] = [
    ['berubah.pdf', changed, 'altered', /Berubah/],
    ['tambah.pdf', Buffer.concat([signed, Buffer.from('xyz')]), 'altered', /3 byte ditambahkan/],
    ['polos.pdf', tinyPdf(), 'unsigned', /Tidak bertanda tangan/],
    ['bukan.pdf', Buffer.from('halo'), 'damaged', /bukan PDF/],
    ['kosong.pdf', Buffer.alloc(0), 'damaged', /rusak/],
  ];
  for (const [name, content, status, sentence] of cases) {
    const result = await verify(write(name, content), '--root', root);
    expect(result).toMatchObject({ code: 2, report: { status } });
    expect(result.said).toMatch(sentence);
  }
  expect(await verify(write('asli.pdf', signed))).toMatchObject({ code: 2, report: { status: 'unknown-signer' }, said: expect.stringContaining('--root') });
});

it('ends 2 for a file that cannot be read and for a wrong certificate file', async () => {
  expect(await verify(join(folder, 'tidak-ada.pdf'))).toMatchObject({ code: 2, report: undefined, said: expect.stringContaining('tidak dapat dibaca') });
  expect(await verify(folder)).toMatchObject({ code: 2, said: expect.stringContaining('tidak dapat dibaca') });
  expect(await verify(write('asli.pdf', signed), '--root', write('x.pem', 'bukan'))).toMatchObject({ code: 2, said: expect.stringContaining('PEM') });
  expect(await verify()).toMatchObject({ code: 2 });
});
