import type { Tree } from '../evaluate.ts';
import { Complaint } from '../functions.ts';
import type { Part } from '../functions.ts';
import { suggest, suggestion } from '../suggest.ts';
import { joinTypes, kindOf, typeWord } from '../types.ts';
import type { ExpressionType } from '../types.ts';
import { readList } from './names.ts';
import { children, part, type Node, type Reading } from './reading.ts';

const ordered = ['<', '<=', '>', '>='];

export function readComparison(r: Reading, node: Node): Part {
  const kids = children(node);
  const word = r.text(kids[1]!);
  if (word === 'between') {
    const [value, low, high] = [kids[0]!, kids[2]!, kids[4]!].map((child) => r.compile(child));
    return part(node, range(value!, low!, high!, true, true));
  }
  if (word === 'in') return part(node, membership(r, kids));
  const left = r.compile(kids[0]!);
  const right = r.compile(kids[2]!);
  return part(node, compare(word, left, right));
}

function compare(op: string, left: Part, right: Part): { tree: Tree; type: ExpressionType } {
  const isNull = [left, right].find((side) => side.tree[0] === 'null');
  if (isNull && (op === '=' || op === '!=')) {
    const none: Tree = ['none', (isNull === left ? right : left).tree];
    return { tree: op === '=' ? none : ['!', none], type: 'boolean' };
  }
  if (!joinTypes(left.type, right.type)) {
    const hint = [left, right].some((side) => kindOf(side.type) === 'date') ? ' Tanggal ditulis date("2025-01-31").' : '';
    throw new Complaint(`${typeWord(left.type)} tidak dapat dibandingkan dengan ${typeWord(right.type)}.${hint}`, right.at);
  }
  if (ordered.includes(op)) {
    for (const side of [left, right]) {
      if (!['number', 'date', 'missing'].includes(kindOf(side.type))) {
        throw new Complaint(`"${op}" hanya untuk angka dan tanggal, bukan ${typeWord(side.type)}.`, side.at);
      }
    }
  }
  checkChoice(left, right);
  checkChoice(right, left);
  return { tree: [op, left.tree, right.tree], type: 'boolean' };
}

/** A choice compared with a text that is none of its options can never be true: surely a slip of the pen. */
function checkChoice(field: Part, constant: Part): void {
  if (typeof field.type !== 'object' || !('choices' in field.type) || constant.tree[0] !== '"') return;
  const word = String(constant.tree[1]);
  if (field.type.choices.includes(word)) return;
  throw new Complaint(`"${word}" bukan salah satu pilihan.${suggestion(word, field.type.choices)}`, constant.at, suggest(word, field.type.choices));
}

function range(value: Part, low: Part, high: Part, withLow: boolean, withHigh: boolean): { tree: Tree; type: ExpressionType } {
  const from = withLow ? '>=' : '>';
  const to = withHigh ? '<=' : '<';
  compare(from, value, low);
  compare(to, value, high);
  return { tree: ['..', from, to, value.tree, low.tree, high.tree], type: 'boolean' };
}

function membership(r: Reading, kids: Node[]): { tree: Tree; type: ExpressionType } {
  const value = r.compile(kids[0]!);
  const tests = kids.find((child) => child.name === 'PositiveUnaryTests');
  const single = tests ? undefined : children(kids.find((child) => child.name === 'PositiveUnaryTest')!)[0]!;
  const interval = single?.name === 'SimplePositiveUnaryTest' ? single.getChild('Interval') : null;
  if (interval) {
    const ends = children(interval);
    return range(value, r.compile(ends[1]!), r.compile(ends[3]!), r.text(ends[0]!) === '[', r.text(ends[4]!) === ']');
  }
  if (kids[0]!.name === 'Comparison') throw new Complaint('Beri kurung pada perbandingan di depan "in".', kids[0]!.from);
  const list = tests ? readList(r, tests, children(tests)) : r.compile(single!);
  if (typeof list.type !== 'object' || !('list' in list.type)) return compare('=', value, list);
  if (!joinTypes(value.type, list.type.list)) {
    throw new Complaint(`Daftar berisi ${typeWord(list.type.list)}, sedangkan yang dicari ${typeWord(value.type)}.`, list.at);
  }
  if (list.tree[0] === '[') for (const item of list.tree.slice(1) as Tree[]) checkChoice(value, { tree: item, type: 'text', at: list.at });
  if (value.tree[0] === '"' && typeof list.type.list === 'object') checkChoice({ ...list, type: list.type.list }, value);
  return { tree: ['in', value.tree, list.tree], type: 'boolean' };
}
