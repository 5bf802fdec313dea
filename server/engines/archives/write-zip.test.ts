import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { listZip, unfold } from './read-zip.ts';
import { writeZip, type ZipSource } from './write-zip.ts';

const AT = new Date('2026-03-02T02:00:00Z');
const source = (name: string, ...chunks: string[]): ZipSource => ({ name, open: () => chunks.map((chunk) => Buffer.from(chunk)) });
async function whole(sources: ZipSource[]): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of writeZip(sources, AT)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

test('what is written is read again, names and empty files included', async () => {
  const zip = await whole([source('21.b.SK-Manrisk.pdf', 'satu ', 'dua'), source('daftar/Dokumén.txt', 'é'), source('kosong.txt')]);
  const entries = listZip(zip, 10)!;
  expect(entries.map(({ name, size }) => [name, size])).toEqual([['21.b.SK-Manrisk.pdf', 8], ['daftar/Dokumén.txt', 2], ['kosong.txt', 0]]);
  expect(entries.map((entry) => Buffer.from(unfold(zip, entry, 100)!).toString())).toEqual(['satu dua', 'é', '']);
});
test('another program reads it and finds its checksums right', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pendopo-zip-'));
  const path = join(folder, 'x.zip');
  writeFileSync(path, await whole([source('a.txt', 'satu'), source('b.txt', 'dua')]));
  expect(execFileSync('python3', ['-c', 'import sys,zipfile; z=zipfile.ZipFile(sys.argv[1]); print(z.testzip(), z.namelist(), z.read("b.txt"))', path]).toString().trim()).toBe("None ['a.txt', 'b.txt'] b'dua'");
  rmSync(folder, { recursive: true });
});
test('an empty archive is an archive', async () => expect(listZip(await whole([]), 10)).toEqual([]));
test('one chunk at a time: a file is never kept', async () => {
  let open = 0;
  const big: ZipSource = { name: 'besar', async *open() { for (let at = 0; at < 50; at++) { open++; yield Buffer.alloc(100_000); } } };
  const stream = writeZip([big], AT);
  await stream.next();
  expect(open).toBe(50);
  await stream.next();
  expect(open).toBe(51);
});
test('a file that changed between its readings ends the archive', async () => {
  let times = 0;
  await expect(whole([{ name: 'x', open: () => [Buffer.alloc((times += 1))] }])).rejects.toThrow('changed');
});
