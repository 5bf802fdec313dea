// GeoReport v2 in its two formats. XML is the standard's own; JSON follows the "Spark" convention: what repeats is an array
// even with one element, an empty element is null. Codes are text also where they look like numbers.

export type Value = string | number | boolean | null | undefined | Listing | Group;
export type Row = Readonly<Record<string, Value>>;
/** A container of one repeated element: `endpoints > endpoint*`, `formats > format*`. */
export interface Listing {
  each: string;
  rows: readonly (Row | string)[];
}
/** An element with different ones in it, once. */
export interface Group {
  row: Row;
}
/** A document: a list of one element (`services > service*`), or a single object (`discovery`). */
export type Document = { root: string; each: string; rows: readonly Row[] } | { root: string; row: Row };
export type Format = 'xml' | 'json';

export const CONTENT_TYPES: Record<Format, string> = { xml: 'text/xml; charset=utf-8', json: 'application/json; charset=utf-8' };

export const render = (document: Document, format: Format): string => (format === 'xml' ? asXml(document) : JSON.stringify('row' in document ? jsonRow(document.row) : document.rows.map(jsonRow)));

const isListing = (value: Value): value is Listing => typeof value === 'object' && value !== null && 'each' in value;
const isGroup = (value: Value): value is Group => typeof value === 'object' && value !== null && 'row' in value;
function jsonRow(row: Row): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).flatMap(([key, value]) => (value === undefined ? [] : [[key, jsonValue(value)]])));
}

function jsonValue(value: Exclude<Value, undefined>): unknown {
  if (isListing(value)) return value.rows.map((one) => (typeof one === 'string' ? one : jsonRow(one)));
  return isGroup(value) ? jsonRow(value.row) : value === '' ? null : value;
}

function asXml(document: Document): string {
  const inner = 'row' in document ? xmlRow(document.row) : document.rows.map((row) => `<${document.each}>${xmlRow(row)}</${document.each}>`).join('');
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element(document.root, inner)}`;
}
const element = (name: string, inner: string): string => (inner === '' ? `<${name}/>` : `<${name}>${inner}</${name}>`);
const xmlRow = (row: Row): string => Object.entries(row).map(([key, value]) => (value === undefined ? '' : element(key, xmlValue(value)))).join('');
function xmlValue(value: Exclude<Value, undefined>): string {
  if (value === null) return '';
  if (isListing(value)) return value.rows.map((one) => element(value.each, typeof one === 'string' ? escaped(one) : xmlRow(one))).join('');
  return isGroup(value) ? xmlRow(value.row) : escaped(String(value));
}
/** Signs that XML 1.0 cannot hold at all are left out. */
const escaped = (text: string): string =>
  [...text].filter((c) => /[\t\n\r\u0020-\ud7ff\ue000-\ufffd]|[\u{10000}-\u{10ffff}]/u.test(c)).join('').replace(/[&<>]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[c]!);

export const errorsOf = (errors: readonly { code: number; description: string }[]): Document => ({ root: 'errors', each: 'error', rows: errors.map(({ code, description }) => ({ code, description })) });
