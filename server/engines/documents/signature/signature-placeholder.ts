import { ok, type Result } from '../../../platform/kernel/refusal.ts';
import { readPdfObjects, type PdfObjects } from './pdf-objects.ts';


export interface SignatureEntry {
  name: string;
  reason?: string | undefined;
  location?: string | undefined;
  contact?: string | undefined;
  at: Date;
}

/** A PDF that waits for its signature: everything but the hex between `contentsStart` and `contentsEnd` is final. */
export interface Placeholder {
  pdf: Buffer;
  /** Offset of `<` of /Contents, and the offset after `>`. */
  contentsStart: number;
  contentsEnd: number;
}

/**
 * Appends an invisible signature field to the first page as an incremental update, so that signatures already in
 * the file stay valid. Our own writer and not @signpdf's, because that one drops `/ID` from the trailer (PDF/A-2b
 * demands it) and writes names outside ASCII as mojibake. `roomBytes`: the largest CMS that must fit. Refuses `documents.pdf-not-signable`.
 */
export function addSignaturePlaceholder(pdf: Buffer, entry: SignatureEntry, roomBytes: number): Result<Placeholder> {
  const read = readPdfObjects(pdf);
  if (!read.ok) return read;
  const objects = read.value;
  const start = pdf.length + 1;
  const signature = objects.size;
  const widget = objects.size + 1;
  const update = new Update(start);

  const head = `${signature} 0 obj\n<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/ByteRange [`;
  const rangeRoom = 60;
  const dictionary =
    `${head}${' '.repeat(rangeRoom)}]${textEntry('Name', entry.name)}${textEntry('Reason', entry.reason)}` +
    `${textEntry('Location', entry.location)}${textEntry('ContactInfo', entry.contact)}/M(${pdfDate(entry.at)})/Contents `;
  const contentsStart = start + dictionary.length;
  update.add(signature, `${dictionary}<${'0'.repeat(roomBytes * 2)}>>>\nendobj\n`);

  const fields = existingFields(objects);
  update.add(
    widget,
    `${widget} 0 obj\n<</Type/Annot/Subtype/Widget/FT/Sig/Rect[0 0 0 0]/F 132/T(TandaTangan${fields.length + 1})` +
      `/V ${signature} 0 R/P ${objects.firstPage.reference}>>\nendobj\n`,
  );
  for (const [reference, body] of changedObjects(objects, fields, `${widget} 0 R`)) {
    update.add(Number.parseInt(reference, 10), `${reference.replace(/R$/, 'obj')}\n${body}\nendobj\n`);
  }
  const tail = update.finish(objects, widget + 1);

  const whole = Buffer.concat([pdf, Buffer.from('\n'), Buffer.from(tail, 'latin1')]);
  const contentsEnd = contentsStart + roomBytes * 2 + 2;
  const range = `0 ${contentsStart} ${contentsEnd} ${whole.length - contentsEnd}`;
  whole.write(range, start + head.length, 'latin1');
  return ok({ pdf: whole, contentsStart, contentsEnd });
}

/** Writes the CMS as hex into its place (in the same buffer). Throws when it does not fit, which is our own mistake. */
export function fillSignature({ pdf, contentsStart, contentsEnd }: Placeholder, cms: Uint8Array): Buffer {
  const hex = Buffer.from(cms).toString('hex');
  if (hex.length > contentsEnd - contentsStart - 2) throw new Error(`The signature of ${cms.length} bytes does not fit`);
  pdf.write(hex, contentsStart + 1, 'latin1');
  return pdf;
}

class Update {
  readonly offsets = new Map<number, number>();
  readonly start: number;
  text = '';
  constructor(start: number) {
    this.start = start;
  }
  add(number: number, object: string): void {
    this.offsets.set(number, this.start + this.text.length);
    this.text += object;
  }
  finish(objects: PdfObjects, size: number): string {
    const xref = this.start + this.text.length;
    const rows = [...this.offsets]
      .sort(([a], [b]) => a - b)
      .map(([number, offset]) => `${number} 1\n${String(offset).padStart(10, '0')} 00000 n \n`)
      .join('');
    const extra = `${objects.info ? `/Info ${objects.info}` : ''}${objects.id ? `/ID ${objects.id}` : ''}`;
    return `${this.text}xref\n${rows}trailer\n<</Size ${size}/Root ${objects.root.reference}${extra}/Prev ${objects.lastXref}>>\nstartxref\n${xref}\n%%EOF\n`;
  }
}

/** References of the fields the form has already. */
function existingFields(objects: PdfObjects): string[] {
  const form = formBody(objects);
  return form?.body.match(/\/Fields\s*\[([^\]]*)\]/)?.[1]?.match(/\d+\s+\d+\s+R/g) ?? [];
}

function formBody(objects: PdfObjects): { reference: string | null; body: string } | undefined {
  const reference = /\/AcroForm\s+(\d+\s+\d+\s+R)/.exec(objects.root.body)?.[1];
  if (reference) return { reference, body: objects.body(reference) ?? '' };
  const inline = /\/AcroForm\s*<<([^<>]*)>>/.exec(objects.root.body);
  return inline ? { reference: null, body: inline[1]! } : undefined;
}

/** The page gains the widget among its annotations, the catalog (or its form) gains the field. */
function changedObjects(objects: PdfObjects, fields: string[], widget: string): [string, string][] {
  const changed: [string, string][] = [];
  const { firstPage, root } = objects;
  const annotations = /\/Annots\s+(\d+\s+\d+\s+R)/.exec(firstPage.body)?.[1];
  if (annotations) {
    changed.push([annotations, `${(objects.body(annotations) ?? '[]').replace(/\]\s*$/, '')} ${widget}]`]);
  } else if (/\/Annots\s*\[/.test(firstPage.body)) {
    changed.push([firstPage.reference, firstPage.body.replace(/\/Annots\s*\[/, (found) => `${found}${widget} `)]);
  } else changed.push([firstPage.reference, withEntry(firstPage.body, `/Annots[${widget}]`)]);

  const form = formBody(objects);
  const list = `/Fields[${[...fields, widget].join(' ')}]`;
  const formText = `<</SigFlags 3${list}>>`;
  if (form?.reference) {
    const others = form.body.replace(/\/Fields\s*\[[^\]]*\]/, '').replace(/\/SigFlags\s+\d+/, '');
    changed.push([form.reference, withEntry(others || '<<>>', `/SigFlags 3${list}`)]);
  }
  else {
    const bare = root.body.replace(/\/AcroForm\s*<<[^<>]*>>/, '');
    changed.push([root.reference, withEntry(bare, `/AcroForm${formText}`)]);
  }
  return changed;
}

/** Adds an entry at the end of a dictionary. */
const withEntry = (dictionary: string, entry: string): string => dictionary.replace(/>>\s*$/, `${entry}>>`);

/** Text as UTF-16BE in hex: any name, and nothing to escape. */
const textEntry = (key: string, text: string | undefined): string =>
  text ? `/${key}<${Buffer.from(`\ufeff${text.slice(0, 500)}`, 'utf16le').swap16().toString('hex')}>` : '';

const pdfDate = (at: Date): string => `D:${at.toISOString().slice(0, 19).replace(/[-:T]/g, '')}Z`;
