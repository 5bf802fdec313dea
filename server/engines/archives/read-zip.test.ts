import { describe, expect, it } from 'vitest';
import { zipOf } from './archives.testing.ts';
import { listZip, unfold } from './read-zip.ts';

const text = (bytes: Uint8Array | undefined) => bytes && Buffer.from(bytes).toString('utf8');

describe('a ZIP', () => {
  it('lists its files and unfolds each', () => {
    const zip = zipOf({ 'Chat WhatsApp dengan Budi.txt': 'Halo é', 'folder/': '', 'a.jpg': Buffer.alloc(5000, 7) });
    const entries = listZip(zip, 100)!;
    expect(entries.map((e) => [e.name, e.size])).toEqual([['Chat WhatsApp dengan Budi.txt', 7], ['a.jpg', 5000]]);
    expect(text(unfold(zip, entries[0]!, 100))).toBe('Halo é');
    expect(unfold(zip, entries[1]!, 5000)).toHaveLength(5000);
  });
  it('that claims less than it unfolds to stops at the limit', () => {
    const bomb = zipOf({ 'chat.txt': Buffer.alloc(50_000_000) }, { claim: 10 });
    expect(bomb.length).toBeLessThan(100_000);
    const [entry] = listZip(bomb, 10)!;
    expect(entry!.size).toBe(10);
    expect(unfold(bomb, entry!, 1_000_000)).toBeUndefined();
  });
  it('no more entries than asked; encrypted ones are not opened', () => {
    const many = zipOf(Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`${i}.txt`, 'x'])));
    expect(listZip(many, 50)).toHaveLength(50);
    const locked = zipOf({ 'a.txt': 'x' }, { flags: 1 });
    expect(unfold(locked, listZip(locked, 1)![0]!, 100)).toBeUndefined();
  });
  it('broken anywhere throws nothing', () => {
    const whole = zipOf({ 'a.txt': 'isi yang cukup panjang '.repeat(20), 'b.txt': 'dua' });
    for (let cut = 0; cut < whole.length; cut += 7) expect(() => listZip(whole.subarray(0, cut), 10)).not.toThrow();
    for (let i = 0; i < whole.length; i++) {
      const bent = Buffer.from(whole);
      bent[i] = 255 - bent[i]!;
      expect(() => (listZip(bent, 10) ?? []).map((entry) => unfold(bent, entry, 10_000))).not.toThrow();
    }
    expect(listZip(Buffer.from('bukan zip'), 10)).toBeUndefined();
  });
});
