import { describe, expect, it } from 'vitest';
import { newKey, openBytes, sealBytes } from './aes.ts';
import { newKeyPair, publicKeyOf, unwrap, wrapTo } from './key-pair.ts';
import { codeKey, openUnder, sealUnder } from './passphrase.ts';
import { groupsOf, join, readHalf, split } from './two-halves.ts';

const text = Buffer.from('Petugas meminta uang rokok.');

describe('sealing', () => {
  it('opens with the same key for the same purpose, and never twice the same bytes', () => {
    const key = newKey();
    const sealed = sealBytes(key, text, 'PNG-L-1/report');
    expect(openBytes(key, sealed, 'PNG-L-1/report')).toEqual(text);
    expect(sealBytes(key, text, 'PNG-L-1/report').equals(sealed)).toBe(false);
    expect(sealed.includes('uang')).toBe(false);
    expect(openBytes(key, sealBytes(key, Buffer.alloc(0), 'x'), 'x')).toEqual(Buffer.alloc(0));
  });
  it('refuses another key, another purpose, and every changed byte', () => {
    const key = newKey();
    const sealed = sealBytes(key, text, 'a');
    expect(openBytes(newKey(), sealed, 'a')).toBeUndefined();
    expect(openBytes(key, sealed, 'b')).toBeUndefined();
    for (let i = 0; i < sealed.length; i++) {
      const changed = Buffer.from(sealed);
      changed[i]! ^= 1;
      expect(openBytes(key, changed, 'a'), `byte ${i}`).toBeUndefined();
    }
    expect(openBytes(key, sealed.subarray(0, -1), 'a')).toBeUndefined();
    expect(openBytes(key, Buffer.alloc(0), 'a')).toBeUndefined();
  });
});

describe('wrapping to a public key', () => {
  it('is opened by its owner only', () => {
    const [owner, other] = [newKeyPair(), newKeyPair()];
    expect(publicKeyOf(owner.privateKey)).toEqual(owner.publicKey);
    const key = newKey();
    const wrapped = wrapTo(owner.publicKey, key, 'group/1');
    expect(unwrap(owner.privateKey, wrapped, 'group/1')).toEqual(key);
    expect(unwrap(other.privateKey, wrapped, 'group/1')).toBeUndefined();
    expect(unwrap(owner.privateKey, wrapped, 'group/2')).toBeUndefined();
    expect(wrapped.includes(key)).toBe(false);
    for (let i = 0; i < wrapped.length; i++) {
      const changed = Buffer.from(wrapped);
      changed[i]! ^= 0x40;
      expect(unwrap(owner.privateKey, changed, 'group/1'), `byte ${i}`).toBeUndefined();
    }
    expect(unwrap(owner.privateKey, Buffer.alloc(0), 'group/1')).toBeUndefined();
  });
});

describe('under a passphrase', () => {
  it('opens with it and with nothing else', async () => {
    const secret = newKey();
    const sealed = await sealUnder('empat ekor kuda lumping', secret, 'holder');
    expect(await openUnder('empat ekor kuda lumping', sealed, 'holder')).toEqual(secret);
    expect(await openUnder('empat ekor kuda lumpinG', sealed, 'holder')).toBeUndefined();
    expect(await openUnder('empat ekor kuda lumping', sealed, 'another')).toBeUndefined();
    const cheap = Buffer.from(sealed);
    cheap[0] = 1;
    expect(await openUnder('empat ekor kuda lumping', cheap, 'holder'), 'no cheaper guessing').toBeUndefined();
  });
  it('a code gives the same key for the same salt', async () => {
    const salt = Buffer.from('salt');
    for (const code of ['7K2MXY4R9PQT3HWD', '123456']) {
      expect(await codeKey(code, salt)).toEqual(await codeKey(code, salt));
      expect(await codeKey(code, salt)).not.toEqual(await codeKey(code, Buffer.from('other')));
      expect(await codeKey(code, salt)).not.toEqual(await codeKey(`${code.slice(0, -1)}9`, salt));
    }
  });
});

describe('two halves on paper', () => {
  const key = newKey();
  const [first, second] = split(key);
  const sheet = groupsOf(1, '4821', first);
  it('make the key together, and one alone says nothing about it', () => {
    expect(join(first, second)).toEqual(key);
    expect(first.equals(key) || second.equals(key)).toBe(false);
    const again = split(key);
    expect(again[0].equals(first)).toBe(false);
    expect(readHalf(2, '4821', groupsOf(2, '4821', second).join(' '))).toEqual({ bytes: second });
    // Any other half would make any other key: the first half fits every key there is.
    const other = newKey();
    expect(join(first, join(first, other))).toEqual(other);
  });
  it('are seventeen groups of six digits, read however they are spaced', () => {
    expect(sheet).toHaveLength(17);
    expect(sheet.every((group) => /^\d{6}$/.test(group))).toBe(true);
    for (const typed of [sheet.join(' '), sheet.join('\n'), sheet.join('-'), sheet.join(''), `  ${sheet.join('  ')} `]) expect(readHalf(1, '4821', typed)).toEqual({ bytes: first });
  });
  it('every wrong digit and every swapped pair of digits is found, and its group named', () => {
    for (let g = 0; g < sheet.length; g++) {
      for (let d = 0; d < 6; d++) {
        for (const digit of '0123456789') {
          if (sheet[g]![d] === digit) continue;
          const typed = sheet.with(g, sheet[g]!.slice(0, d) + digit + sheet[g]!.slice(d + 1));
          expect(readHalf(1, '4821', typed.join(' '))).toEqual({ wrong: [g + 1] });
        }
        if (d > 0 && sheet[g]![d] !== sheet[g]![d - 1]) {
          const letters = [...sheet[g]!];
          [letters[d - 1], letters[d]] = [letters[d]!, letters[d - 1]!];
          expect(readHalf(1, '4821', sheet.with(g, letters.join('')).join(' '))).toEqual({ wrong: [g + 1] });
        }
      }
      const short = sheet.with(g, sheet[g]!.slice(1));
      expect(readHalf(1, '4821', short.join(' '))).toEqual({ wrong: [g + 1] });
    }
  });
  it('a missing group, another half and the sheet of another key are told apart', () => {
    expect(readHalf(1, '4821', sheet.slice(1).join(' '))).toEqual({ count: 16 });
    expect(readHalf(1, '4821', '')).toEqual({ count: 0 });
    expect(readHalf(2, '4821', sheet.join(' '))).toEqual({ another: true });
    expect(readHalf(1, '4822', sheet.join(' '))).toEqual({ another: true });
    const swapped = [...sheet];
    [swapped[2], swapped[5]] = [sheet[5]!, sheet[2]!];
    const read = readHalf(1, '4821', swapped.join(' '));
    expect('wrong' in read || 'another' in read || sheet[2] === sheet[5]).toBe(true);
  });
});
