import { beforeAll, describe, expect, it } from 'vitest';
import { signOrThrow, testSigner, tinyPdf, NOW, type TestSigner } from '../documents-fixture.ts';
import { verifyPdf } from './verify-pdf.ts';

let ours: TestSigner;
let theirs: TestSigner;
let signed: Buffer;
const status = (pdf: Buffer, roots = ours.trustedRoots) => verifyPdf(pdf, { trustedRoots: roots }).status;
const flipped = (at: number, bit = 0) => {
  const copy = Buffer.from(signed);
  copy[at] = copy[at]! ^ (1 << bit);
  return copy;
};
/** Repeatable pseudo-random numbers below `limit`. */
const random = (seed: number) => (limit: number) => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return Math.floor((seed / 2 ** 32) * limit);
};

beforeAll(async () => {
  ours = await testSigner();
  theirs = await testSigner('SUTRISNO HADI');
  signed = await signOrThrow(ours, tinyPdf());
});

describe('verify', () => {
  it('tells a genuine file and what its signature says', () => {
    const report = verifyPdf(signed, { trustedRoots: ours.trustedRoots });
    expect(report).toMatchObject({ status: 'genuine', appendedBytes: 0, encrypted: false });
    expect(report.signatures).toMatchObject([{
      signer: 'SUTRISNO HADI', organisation: 'Pemerintah Kabupaten Contoh', at: NOW.toISOString(), reason: 'Menyetujui', location: 'Contoh',
      format: 'ETSI.CAdES.detached', coversWholeFile: true, digestOk: true, signatureOk: true, chainTrusted: true,
    }]);
  });

  it('finds every single flipped byte, inside and outside the signed range', () => {
    for (let at = 0; at < signed.length; at++) {
      for (const bit of [0, 5]) {
        const found = status(flipped(at, bit));
        if (found !== 'altered') throw new Error(`byte ${at} bit ${bit}: ${found}`);
      }
    }
  });

  it('tells appended bytes, whatever they are', () => {
    for (const more of ['\n', ' ', '\n%%EOF\n', '1 0 obj\n<<>>\nendobj\n%%EOF\n', '\0']) {
      expect(verifyPdf(Buffer.concat([signed, Buffer.from(more)]), { trustedRoots: ours.trustedRoots })).toMatchObject({ status: 'altered', appendedBytes: more.length });
    }
  });

  it('does not take a hole wider than the signature, nor a range that leaves out the beginning', () => {
    const text = signed.toString('latin1');
    const [whole, from, to, rest] = /ByteRange \[0 (\d+) (\d+) (\d+)/.exec(text)!;
    const write = (...numbers: number[]) => Buffer.from(text.replace(whole, `ByteRange [${numbers.join(' ')}`.padEnd(whole.length)), 'latin1');
    expect(status(write(0, Number(from) - 9, Number(to), Number(rest)))).toBe('altered');
    expect(status(write(0, Number(from), Number(to) + 4, Number(rest) - 4))).toBe('altered');
    expect(status(write(9, Number(from), Number(to), Number(rest)))).toBe('altered');
    expect(status(write(0, 0, 0, 0))).toBe('altered');
  });

  it('does not trust a stranger with the same names', () => {
    expect(status(signed, theirs.trustedRoots)).toBe('unknown-signer');
    expect(status(signed, [])).toBe('unknown-signer');
    expect(status(signed, [...theirs.trustedRoots, ...ours.trustedRoots])).toBe('genuine');
  });

  it('judges a certificate as of the time of signing', async () => {
    const outcome = await ours.signer.sign(tinyPdf(), { signerName: 'X', at: new Date('2030-01-01') });
    expect(outcome).toMatchObject({ outcome: 'refused', refusal: { code: 'documents.certificate-not-valid' } });
  });

  it('takes several signatures, and tells when the second comes from a stranger or is cut off', async () => {
    const twice = await signOrThrow(ours, signed);
    expect(verifyPdf(twice, { trustedRoots: ours.trustedRoots })).toMatchObject({ status: 'genuine', signatures: [{ coversWholeFile: false }, { coversWholeFile: true }] });
    const stranger = await signOrThrow(theirs, signed);
    expect(verifyPdf(stranger, { trustedRoots: ours.trustedRoots })).toMatchObject({ status: 'unknown-signer', signatures: [{ chainTrusted: true }, { chainTrusted: false }] });
    const first = Buffer.from(twice);
    first[20] = first[20]! ^ 1;
    expect(status(first)).toBe('altered');
    expect(status(twice.subarray(0, signed.length))).toBe('genuine');
  });

  it('is not misled by a text that looks like a signature', async () => {
    expect(status(await signOrThrow(ours, tinyPdf('/ByteRange [0 10 20 30] /SubFilter /ETSI.CAdES.detached')))).toBe('genuine');
    expect(status(tinyPdf('halo'))).toBe('unsigned');
  });

  it('tells what is no whole PDF', () => {
    expect(verifyPdf(Buffer.alloc(0), { trustedRoots: [] })).toMatchObject({ status: 'damaged', reason: 'empty' });
    expect(verifyPdf(Buffer.from('MZ\x90 renamed.exe'), { trustedRoots: [] })).toMatchObject({ status: 'damaged', reason: 'not-a-pdf' });
    expect(verifyPdf(signed, { trustedRoots: [], maxBytes: 1000 })).toMatchObject({ status: 'damaged', reason: 'too-large' });
    expect(verifyPdf(tinyPdf().subarray(0, 300), { trustedRoots: [] })).toMatchObject({ status: 'damaged', reason: 'truncated' });
    expect(verifyPdf(Buffer.from(tinyPdf().toString('latin1').replace('/Root 1 0 R', '/Root 1 0 R /Encrypt 9 0 R')), { trustedRoots: [] })).toMatchObject({ status: 'unsigned', encrypted: true });
  });

  it('never calls a cut or scrambled file genuine, and never throws', () => {
    const next = random(7);
    for (let length = 0; length < signed.length; length += 37) expect(['damaged', 'altered', 'unsigned']).toContain(status(signed.subarray(0, length)));
    for (let i = 0; i < 1500; i++) {
      const copy = Buffer.from(signed);
      for (let k = 0; k <= next(6); k++) copy[next(copy.length)] = next(256);
      const from = next(copy.length);
      const cut = i % 3 === 0 ? Buffer.concat([copy.subarray(0, from), copy.subarray(from + next(200))]) : copy;
      if (!cut.equals(signed)) expect(status(cut)).not.toBe('genuine');
    }
    for (let i = 0; i < 200; i++) {
      const noise = Buffer.from(Array.from({ length: next(3000) }, () => next(256)));
      expect(['damaged', 'altered', 'unsigned']).toContain(status(Buffer.concat([Buffer.from('%PDF-1.7\n/ByteRange [0 9 20 5]/Contents <30'), noise])));
    }
  });

  it('stays quick on a large file full of false signatures', () => {
    const many = Buffer.from('/ByteRange [0 40 60 9999999]<00000000>'.repeat(200_000));
    const started = performance.now();
    expect(['altered', 'damaged']).toContain(status(many));
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});
