import { ok, refuse, type Result } from '../../../platform/kernel/refusal.ts';

/**
 * As much of a PDF's structure as an incremental update needs: classic cross-reference tables (what Typst and our own
 * updates write), the catalog and the first page. Files with cross-reference streams or encryption are refused.
 */
export interface PdfObjects {
  /** Body of an object between `obj` and `endobj`, as Latin-1. */
  body(reference: string): string | undefined;
  root: { reference: string; body: string };
  firstPage: { reference: string; body: string };
  /** First free object number. */
  size: number;
  /** `startxref` of the last revision. */
  lastXref: number;
  info: string | undefined;
  /** The `/ID [..]` array as written; PDF/A demands it in every trailer. */
  id: string | undefined;
}

const REFUSED = (reason: string) => refuse('documents.pdf-not-signable', { reason });

export function readPdfObjects(pdf: Buffer): Result<PdfObjects> {
  if (!pdf.subarray(0, 8).toString('latin1').startsWith('%PDF-')) return REFUSED('not-a-pdf');
  const tail = pdf.subarray(-1024).toString('latin1');
  const start = /startxref\s+(\d+)\s+%%EOF\s*$/.exec(tail);
  if (!start) return REFUSED('no-end');
  const offsets = new Map<number, number>();
  const seen = new Set<number>();
  let trailer: string | undefined;
  for (let at: number | undefined = Number(start[1]); at !== undefined; ) {
    if (seen.has(at) || at >= pdf.length) return REFUSED('xref');
    seen.add(at);
    const section = readSection(pdf, at, offsets);
    if (!section) return REFUSED('xref');
    trailer ??= section;
    const previous = /\/Prev\s+(\d+)/.exec(section);
    at = previous ? Number(previous[1]) : undefined;
  }
  if (trailer === undefined || /\/Encrypt\b/.test(trailer)) return REFUSED('encrypted');

  const body = (reference: string): string | undefined => {
    const offset = offsets.get(Number.parseInt(reference, 10));
    if (offset === undefined) return undefined;
    const end = pdf.indexOf('endobj', offset);
    const text = end === -1 ? '' : pdf.toString('latin1', offset, end);
    return /^\s*\d+\s+\d+\s+obj\s*([\s\S]*?)\s*$/.exec(text)?.[1];
  };
  const rootReference = /\/Root\s+(\d+\s+\d+\s+R)/.exec(trailer)?.[1];
  const size = Number(/\/Size\s+(\d+)/.exec(trailer)?.[1]);
  const rootBody = rootReference && body(rootReference);
  const page = rootBody && findFirstPage(rootBody, body);
  if (!rootReference || !rootBody || !page || !Number.isSafeInteger(size)) return REFUSED('structure');
  return ok({
    body,
    root: { reference: rootReference, body: rootBody },
    firstPage: page,
    size: Math.max(size, ...offsets.keys()) + (offsets.has(size) ? 1 : 0),
    lastXref: Number(start[1]),
    info: /\/Info\s+(\d+\s+\d+\s+R)/.exec(trailer)?.[1],
    id: /\/ID\s*(\[[^\]]*\])/.exec(trailer)?.[1],
  });
}

/** Reads the table at `at` into `offsets` (newest first, so known numbers stay) and returns its trailer. */
function readSection(pdf: Buffer, at: number, offsets: Map<number, number>): string | undefined {
  const trailerAt = pdf.indexOf('trailer', at);
  const end = trailerAt === -1 ? -1 : pdf.indexOf('startxref', trailerAt);
  if (end === -1) return undefined;
  const table = pdf.toString('latin1', at, trailerAt);
  if (!/^\s*xref\s/.test(table)) return undefined;
  const rows = table.trim().split(/\r\n|\n|\r/).slice(1);
  for (let i = 0; i < rows.length; ) {
    const head = /^\s*(\d+)\s+(\d+)\s*$/.exec(rows[i++]!);
    if (!head) return undefined;
    const first = Number(head[1]);
    const count = Number(head[2]);
    if (count > rows.length - i) return undefined;
    for (let k = 0; k < count; k++) {
      const row = /^(\d{10}) \d{5} ([nf])/.exec(rows[i++]!);
      if (row?.[2] === 'n' && !offsets.has(first + k)) offsets.set(first + k, Number(row[1]));
    }
  }
  return pdf.toString('latin1', trailerAt, end);
}

function findFirstPage(root: string, body: (reference: string) => string | undefined) {
  let reference = /\/Pages\s+(\d+\s+\d+\s+R)/.exec(root)?.[1];
  for (let depth = 0; reference && depth < 40; depth++) {
    const node = body(reference);
    if (node === undefined) return undefined;
    if (/\/Type\s*\/Page\b(?!s)/.test(node)) return { reference, body: node };
    reference = /\/Kids\s*\[\s*(\d+\s+\d+\s+R)/.exec(node)?.[1];
  }
  return undefined;
}
