/** A signature dictionary found in the raw bytes. Offsets are into the file. */
export interface FoundSignature {
  /** `[0, contentsStart)` and `[contentsEnd, end)` are signed. */
  contentsStart: number;
  contentsEnd: number;
  end: number;
  /** The hex between `<` and `>`. */
  hex: string;
  /** The dictionary without the hex, Latin-1. */
  dictionary: string;
}

export interface SignatureScan {
  found: FoundSignature[];
  /** Something of a signature is there that is not a whole signature any more. */
  traces: boolean;
}

const MOST_SIGNATURES = 32;
const LONGEST_CONTENTS = 2_000_000;

/**
 * Looks for signatures in the bytes and not through the cross-reference table: a damaged or manipulated table then
 * cannot hide a signature, and a file that parses in two ways is judged by its bytes. Linear in the file's length.
 */
export function findSignatures(pdf: Buffer): SignatureScan {
  const found: FoundSignature[] = [];
  let mentions = 0;
  for (let at = pdf.indexOf('/ByteRange'); at !== -1 && mentions < 1000; at = pdf.indexOf('/ByteRange', at + 10)) {
    mentions++;
    const signature = found.length < MOST_SIGNATURES ? readSignature(pdf, at) : undefined;
    if (signature && !found.some((other) => other.contentsStart === signature.contentsStart)) found.push(signature);
  }
  found.sort((a, b) => a.end - b.end);
  return { found, traces: mentions > found.length || (found.length === 0 && hasTraces(pdf)) };
}

function readSignature(pdf: Buffer, at: number): FoundSignature | undefined {
  const range = /^\/ByteRange\s*\[\s*(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s*\]/.exec(pdf.toString('latin1', at, at + 200));
  if (!range) return undefined;
  const [first, contentsStart, contentsEnd, rest] = range.slice(1).map(Number) as [number, number, number, number];
  const room = contentsEnd - contentsStart;
  // The hole must be exactly the string of /Contents: a wider one lets somebody write into the signed file.
  if (first !== 0 || room < 2 || room > LONGEST_CONTENTS || contentsEnd > pdf.length) return undefined;
  if (pdf[contentsStart] !== 0x3c || pdf[contentsEnd - 1] !== 0x3e) return undefined;
  const hex = pdf.toString('latin1', contentsStart + 1, contentsEnd - 1);
  if (!/^[0-9a-fA-F]*$/.test(hex)) return undefined;
  // Range and contents stand in one object; otherwise the range is a text somewhere that names another's contents.
  const before = pdf.toString('latin1', Math.min(at, contentsStart), Math.max(at, contentsStart));
  if (before.length > LONGEST_CONTENTS || before.includes('endobj')) return undefined;

  const objectStart = pdf.lastIndexOf(' obj', Math.min(at, contentsStart));
  const objectEnd = pdf.indexOf('endobj', Math.max(at, contentsEnd));
  const dictionary =
    pdf.toString('latin1', Math.max(objectStart, contentsStart - 20_000, 0), contentsStart) +
    pdf.toString('latin1', contentsEnd, Math.min(objectEnd === -1 ? contentsEnd : objectEnd, contentsEnd + 20_000));
  return { contentsStart, contentsEnd, end: contentsEnd + rest, hex, dictionary };
}

/** Words that stand only in a signature, and a long hex string that begins like a CMS. */
function hasTraces(pdf: Buffer): boolean {
  return ['ETSI.CAdES', 'CAdES.detached', 'adbe.pkcs7', 'Adobe.PPKLite', '/Type/Sig', '/Type /Sig', '<3082'].some((word) => pdf.includes(word));
}
