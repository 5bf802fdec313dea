import type { Tree } from './evaluate.ts';
import { joinTypes, kindOf, loadCode, typeWord } from './types.ts';
import type { ExpressionType, Kind } from './types.ts';

/** An operand after compilation; `at` is its place in the source. */
export interface Part {
  tree: Tree;
  type: ExpressionType;
  at: number;
}
/** Raised inside the compiler only; `compileExpression` turns it into a refusal. */
export class Complaint extends Error {
  readonly at: number;
  readonly near: readonly string[];
  constructor(message: string, at: number, near: readonly string[] = []) {
    super(message);
    this.at = at;
    this.near = near;
  }
}

/** A part of the wanted kind (a constant null passes: it is missing of any kind). */
export function expectKind(part: Part, kind: Kind, where: string): Part {
  const found = kindOf(part.type);
  if (found === kind || found === 'missing') return part;
  const hint = kind === 'date' && found === 'text' ? ' Tanggal ditulis date("2025-01-31").' : '';
  throw new Complaint(`${where} memerlukan ${typeWord(kind === 'list' ? { list: 'text' } : (kind as ExpressionType)).replace(/^daftar teks$/, 'daftar')}, bukan ${typeWord(part.type)}.${hint}`, part.at);
}

export interface ExpressionFunction {
  /** Fewest and most operands. */
  takes: readonly [number, number];
  usage: string;
  build(parts: readonly Part[], name: string): { tree: Tree; type: ExpressionType };
}

function simple(op: string, kinds: readonly Kind[], type: ExpressionType, usage: string): ExpressionFunction {
  return {
    takes: [kinds.length, kinds.length],
    usage,
    build: (parts, name) => ({ tree: [op, ...parts.map((part, index) => expectKind(part, kinds[index]!, `${name}()`).tree)], type }),
  };
}

function roundWith(mode: string, usage: string): ExpressionFunction {
  return {
    takes: [1, 2],
    usage,
    build: (parts, name) => {
      for (const part of parts) expectKind(part, 'number', `${name}()`);
      const digits = parts[1];
      if (digits && digits.type !== 'integer') throw new Complaint(`Jumlah angka di belakang koma pada ${name}() harus bilangan bulat.`, digits.at);
      const isWhole = !digits || (digits.tree[0] === '#' && !(Number(digits.tree[1]) > 0)) || digits.tree[0] === 'neg';
      return { tree: ['round', mode, parts[0]!.tree, ...(digits ? [digits.tree] : [])], type: isWhole ? 'integer' : 'number' };
    },
  };
}

const itemOf = (type: ExpressionType): ExpressionType => (typeof type === 'object' && 'list' in type ? type.list : 'missing');

function overList(op: 'sum' | 'min' | 'max', usage: string): ExpressionFunction {
  return {
    takes: [1, 200],
    usage,
    build: (parts, name) => {
      const first = parts[0]!;
      const isList = parts.length === 1 && kindOf(first.type) === 'list';
      if (parts.length === 1 && !isList) throw new Complaint(`${name}() memerlukan daftar, misalnya ${usage}.`, first.at);
      let item = isList ? itemOf(first.type) : first.type;
      if (!isList) {
        for (const part of parts.slice(1)) {
          const joined = joinTypes(item, part.type);
          if (!joined) throw new Complaint(`Isi ${name}() harus sejenis: ${typeWord(item)} tidak dapat dicampur dengan ${typeWord(part.type)}.`, part.at);
          item = joined;
        }
      }
      const kind = kindOf(item);
      if (kind !== 'number' && kind !== 'missing' && !(kind === 'date' && op !== 'sum')) {
        throw new Complaint(`${name}() memerlukan angka${op === 'sum' ? '' : ' atau tanggal'}, bukan ${typeWord(item)}.`, first.at);
      }
      return { tree: [op, isList ? first.tree : ['[', ...parts.map((part) => part.tree)]], type: item };
    },
  };
}

const contains: ExpressionFunction = {
  takes: [2, 2],
  usage: 'contains(nama, "CV")',
  build: ([whole, part], name) => {
    if (kindOf(whole!.type) !== 'list') {
      return { tree: ['has', expectKind(whole!, 'text', `${name}()`).tree, expectKind(part!, 'text', `${name}()`).tree], type: 'boolean' };
    }
    if (!joinTypes(itemOf(whole!.type), part!.type)) {
      throw new Complaint(`Daftar berisi ${typeWord(itemOf(whole!.type))}, jadi tidak dapat memuat ${typeWord(part!.type)}.`, part!.at);
    }
    return { tree: ['in', part!.tree, whole!.tree], type: 'boolean' };
  },
};

/** Every function of the subset, by its FEEL name (ours where FEEL has none or its name holds a keyword). */
export const functions: Readonly<Record<string, ExpressionFunction>> = {
  sum: overList('sum', 'sum(titik.luas)'),
  min: overList('min', 'min(a, b)'),
  max: overList('max', 'max(a, b)'),
  count: {
    takes: [1, 1],
    usage: 'count(titik)',
    build: ([list], name) => ({ tree: ['count', expectKind(list!, 'list', `${name}()`).tree], type: 'integer' }),
  },
  round: roundWith('half-up', 'round(luas, 2)'),
  'round half up': roundWith('half-up', 'round half up(luas, 2)'),
  'round half down': roundWith('half-down', 'round half down(luas, 2)'),
  'round up': roundWith('up', 'round up(luas, 2)'),
  'round down': roundWith('down', 'round down(luas, 2)'),
  decimal: roundWith('half-even', 'decimal(luas, 2)'),
  floor: roundWith('floor', 'floor(luas)'),
  ceiling: roundWith('ceiling', 'ceiling(luas)'),
  abs: {
    takes: [1, 1],
    usage: 'abs(selisih)',
    build: ([value], name) => ({ tree: ['abs', expectKind(value!, 'number', `${name}()`).tree], type: value!.type }),
  },
  not: simple('!', ['boolean'], 'boolean', 'not(setuju)'),
  contains,
  'list contains': contains,
  'starts with': simple('starts', ['text', 'text'], 'boolean', 'starts with(kode, "35.")'),
  'upper case': simple('upper', ['text'], 'text', 'upper case(nama)'),
  'lower case': simple('lower', ['text'], 'text', 'lower case(nama)'),
  'string length': simple('length', ['text'], 'integer', 'string length(nama)'),
  string: {
    takes: [1, 1],
    usage: 'string(luas)',
    build: ([value], name) => {
      if (!['number', 'date', 'text', 'missing'].includes(kindOf(value!.type))) {
        throw new Complaint(`${name}() memerlukan angka, tanggal, atau teks, bukan ${typeWord(value!.type)}.`, value!.at);
      }
      return { tree: ['string', value!.tree], type: 'text' };
    },
  },
  or_else: {
    takes: [2, 2],
    usage: 'or_else(luas, 0)',
    build: ([value, instead]) => {
      const type = joinTypes(value!.type, instead!.type);
      if (!type) throw new Complaint(`Nilai pengganti harus sejenis: ${typeWord(value!.type)}, bukan ${typeWord(instead!.type)}.`, instead!.at);
      return { tree: ['??', value!.tree, instead!.tree], type };
    },
  },
  'days between': simple('days', ['date', 'date'], 'integer', 'days between(mulai, selesai)'),
  'months between': simple('months', ['date', 'date'], 'integer', 'months between(mulai, selesai)'),
  'years between': simple('years', ['date', 'date'], 'integer', 'years between(tanggal_lahir, hari_ini)'),
  add_months: simple('addMonths', ['date', 'number'], 'date', 'add_months(mulai, 6)'),
  add_years: {
    takes: [2, 2],
    usage: 'add_years(mulai, 1)',
    build: ([day, years], name) => ({
      tree: ['addMonths', expectKind(day!, 'date', `${name}()`).tree, ['*', expectKind(years!, 'number', `${name}()`).tree, ['#', '12']]],
      type: 'date',
    }),
  },
  year: simple('year', ['date'], 'integer', 'year(hari_ini)'),
};

/** Path access on a row or on each row of a list. */
export function accessPath(base: Part, key: string, at: number): { tree: Tree; type: ExpressionType } | undefined {
  const isList = typeof base.type === 'object' && 'list' in base.type;
  const row = isList ? itemOf(base.type) : base.type;
  if (typeof row !== 'object' || !('fields' in row)) {
    throw new Complaint(`"${key}" tidak dapat diambil: di depannya ada ${typeWord(base.type)}, bukan kelompok isian.`, at);
  }
  const type = Object.hasOwn(row.fields, key) ? row.fields[key] : undefined;
  if (!type) return undefined;
  return { tree: ['.', base.tree, key, loadCode(type)], type: isList ? { list: type } : type };
}
