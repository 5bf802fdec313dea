import { Complaint, expectKind, functions } from '../functions.ts';
import type { Part } from '../functions.ts';
import { suggest, suggestion } from '../suggest.ts';
import { joinTypes, kindOf, typeWord } from '../types.ts';
import type { Kind } from '../types.ts';
import { children, part, type Node, type Reading } from './reading.ts';

// Chapters: and, or · if · arithmetic · functions

export function readLogic(r: Reading, node: Node, op: '&' | '|', left: Node, right: Node): Part {
  const word = op === '&' ? 'and' : 'or';
  const parts = [left, right].map((side) => expectKind(r.compile(side), 'boolean', `"${word}"`).tree);
  return part(node, { tree: [op, ...parts], type: 'boolean' });
}

export function readIf(r: Reading, node: Node): Part {
  const [, condition, , then, , otherwise] = children(node);
  if (!condition || !then || !otherwise) throw new Complaint('Tulis lengkap: if … then … else ….', node.from);
  const test = expectKind(r.compile(condition), 'boolean', '"if"');
  const yes = r.compile(then);
  const no = r.compile(otherwise);
  const type = joinTypes(yes.type, no.type);
  if (!type) throw new Complaint(`Hasil "then" dan "else" harus sejenis: ${typeWord(yes.type)} dan ${typeWord(no.type)}.`, no.at);
  return part(node, { tree: ['?', test.tree, yes.tree, no.tree], type });
}

export function readArithmetic(r: Reading, node: Node): Part {
  const kids = children(node);
  if (kids.length === 2) {
    const value = expectKind(r.compile(kids[1]!), 'number', '"-"');
    return part(node, { tree: ['neg', value.tree], type: value.type });
  }
  const op = r.text(kids[1]!);
  if (op === '**') throw new Complaint('Pangkat (**) tidak didukung; tulis perkalian.', kids[1]!.from);
  const left = r.compile(kids[0]!);
  const right = r.compile(kids[2]!);
  const kinds: [Kind, Kind] = [kindOf(left.type), kindOf(right.type)];
  if (op === '+' && kinds.includes('text') && kinds.every((kind) => kind === 'text' || kind === 'missing')) {
    return part(node, { tree: ['join', left.tree, right.tree], type: 'text' });
  }
  if ((op === '+' || op === '-') && kinds[0] === 'date') {
    if (op === '-' && kinds[1] === 'date') return part(node, { tree: ['days', right.tree, left.tree], type: 'integer' });
    if (right.type === 'integer' || kinds[1] === 'missing') return part(node, { tree: [`d${op}`, left.tree, right.tree], type: 'date' });
    throw new Complaint('Tanggal hanya dapat ditambah atau dikurangi sejumlah hari (bilangan bulat).', right.at);
  }
  for (const side of [left, right]) {
    const kind = kindOf(side.type);
    if (kind === 'number' || kind === 'missing') continue;
    const hint = kinds.includes('text') && op === '+' ? ' Untuk menyambung teks, ubah dahulu dengan string(…).' : '';
    throw new Complaint(`"${op}" tidak dapat dipakai antara ${typeWord(left.type)} dan ${typeWord(right.type)}.${hint}`, side.at);
  }
  const type = op !== '/' && left.type !== 'number' && right.type !== 'number' ? 'integer' : 'number';
  return part(node, { tree: [op, left.tree, right.tree], type });
}

export function readCall(r: Reading, node: Node): Part {
  const kids = children(node);
  const name = r.text(kids[0]!).replace(/\s+/g, ' ').replace(/^(days|months|years)_between$/, '$1 between');
  const rule = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (!rule) {
    const known = Object.keys(functions);
    throw new Complaint(`Fungsi "${name}" tidak ada.${suggestion(name, known)}`, node.from, suggest(name, known));
  }
  if (kids.some((child) => child.name === 'NamedParameters')) throw new Complaint(`Tulis ${rule.usage}, tanpa nama di depan nilainya.`, node.from);
  const given = kids.find((child) => child.name === 'PositionalParameters');
  const parts = (given ? children(given) : []).map((child) => r.compile(child));
  const [least, most] = rule.takes;
  if (parts.length < least || parts.length > most) {
    throw new Complaint(`${name}() memerlukan ${least === most ? least : `${least} sampai ${most}`} nilai, di sini ada ${parts.length}. Contoh: ${rule.usage}.`, node.from);
  }
  return part(node, rule.build(parts, name));
}
