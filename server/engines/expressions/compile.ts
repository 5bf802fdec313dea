import { parseExpression } from 'feelin';
import { ok, refuse } from '../../platform/kernel/refusal.ts';
import type { Result } from '../../platform/kernel/refusal.ts';
import type { Tree } from './evaluate.ts';
import { accessPath, Complaint, expectKind, functions } from './functions.ts';
import type { Part } from './functions.ts';
import { findForeignSign } from './foreign-signs.ts';
import { suggest, suggestion } from './suggest.ts';
import { joinTypes, kindOf, loadCode, typeWord } from './types.ts';
import type { ExpressionType, Kind, Scope } from './types.ts';

/** What `compileExpression` gives: plain JSON, ready for `evaluate` on server and browser. */
export interface CompiledExpression {
  source: string;
  tree: Tree;
  type: ExpressionType;
  /** The names it uses, as written first in a path: `usaha.nama` → `usaha`. */
  names: string[];
}

/** Data of the refusal `expression.invalid`. */
export interface ExpressionProblem extends Record<string, unknown> {
  /** Indonesian: what is wrong and what to write instead. */
  message: string;
  /** Index in the source, from 0. */
  position: number;
  source: string;
  /** Near names, best first. */
  near: readonly string[];
}

type Node = ReturnType<typeof parseExpression>['topNode'];

const ordered = ['<', '<=', '>', '>='];
const unsupported: Record<string, string> = {
  ForExpression: '"for … return" tidak didukung. Buat isian terhitung di dalam kelompok, lalu pakai sum() atau max().',
  QuantifiedExpression: '"some/every … satisfies" tidak didukung. Buat isian terhitung di dalam kelompok, lalu pakai in atau max().',
  FunctionDefinition: 'Fungsi buatan sendiri tidak didukung.',
  Context: 'Kurung kurawal tidak didukung.',
  InstanceOfExpression: '"instance of" tidak didukung.',
  SimplePositiveUnaryTest: 'Perbandingan di belakang "in" tidak didukung. Tulis lengkap, misalnya luas > 5.',
};

class Compiler {
  readonly source: string;
  readonly scope: Scope;
  readonly names = new Set<string>();
  constructor(source: string, scope: Scope) {
    this.source = source;
    this.scope = scope;
  }

  text(node: Node): string {
    return this.source.slice(node.from, node.to);
  }

  children(node: Node): Node[] {
    const found: Node[] = [];
    for (let child = node.firstChild; child; child = child.nextSibling) {
      if (!child.name.endsWith('Comment')) found.push(child);
    }
    return found;
  }

  part(node: Node, built: { tree: Tree; type: ExpressionType }): Part {
    return { ...built, at: node.from };
  }

  compile(node: Node): Part {
    const [first, second, third] = this.children(node);
    switch (node.name) {
      case 'Expression':
      case 'PositiveUnaryTest':
        return this.compile(first!);
      case 'ParenthesizedExpression':
        return this.compile(second!);
      case 'NumericLiteral':
        return this.number(node);
      case 'StringLiteral':
        return this.part(node, { tree: ['"', this.string(node)], type: 'text' });
      case 'BooleanLiteral':
        return this.part(node, this.text(node) === 'true' ? { tree: ['&'], type: 'boolean' } : { tree: ['|'], type: 'boolean' });
      case 'null':
        return this.part(node, { tree: ['null'], type: 'missing' });
      case 'DateTimeLiteral':
        return this.date(node);
      case 'VariableName':
        return this.name(node);
      case 'PathExpression':
        return this.path(node, first!, third!);
      case 'List':
        return this.list(node, this.children(node).slice(1, -1));
      case 'FilterExpression':
        return this.index(node, first!, third!);
      case 'Conjunction':
        return this.logic(node, '&', first!, third!);
      case 'Disjunction':
        return this.logic(node, '|', first!, third!);
      case 'IfExpression':
        return this.choose(node);
      case 'ArithmeticExpression':
        return this.arithmetic(node);
      case 'Comparison':
        return this.comparison(node);
      case 'FunctionInvocation':
        return this.call(node);
    }
    throw new Complaint(unsupported[node.name] ?? `Bagian "${this.text(node).slice(0, 40)}" tidak didukung di sini.`, node.from);
  }

  number(node: Node): Part {
    const parts = /^(-?)(\d*)(?:\.(\d+))?$/.exec(this.text(node).replace(/\s/g, ''));
    const value = parts && `${parts[1]}${parts[2] || '0'}${parts[3] ? `.${parts[3]}` : ''}`;
    if (!value || value.length > 40) throw new Complaint('Angka ini tidak dapat dibaca. Tulis misalnya 1250000 atau 0.35.', node.from);
    return this.part(node, { tree: ['#', value], type: /\.0*[1-9]/.test(value) ? 'number' : 'integer' });
  }

  string(node: Node): string {
    try {
      return JSON.parse(this.text(node).replace(/[\n\r\t]/g, ' ')) as string;
    } catch {
      throw new Complaint('Teks ini tidak dapat dibaca. Di dalam tanda kutip hanya \\" dan \\\\ yang boleh memakai garis miring terbalik.', node.from);
    }
  }

  date(node: Node): Part {
    const match = /^(?:@|date\s*\(\s*)("[^"]*")\s*\)?$/.exec(this.text(node));
    const day = match ? (JSON.parse(match[1]!) as string) : '';
    const parsed = /^\d{4}-\d\d-\d\d$/.test(day) ? new Date(`${day}T00:00:00Z`) : undefined;
    if (!parsed || Number.isNaN(parsed.getTime()) || parsed.toISOString().slice(0, 10) !== day) {
      throw new Complaint('Tanggal ditulis date("2025-01-31") dan harus ada di kalender. Jam dan durasi tidak didukung; untuk menambah hari tulis tanggal + 3.', node.from);
    }
    return this.part(node, { tree: ['"', day], type: 'date' });
  }

  name(node: Node): Part {
    const words = this.children(node).map((child) => this.text(child));
    const name = words.join(' ');
    const type = Object.hasOwn(this.scope, name) ? this.scope[name] : undefined;
    if (type) {
      this.names.add(name);
      return this.part(node, { tree: ['$', loadCode(type), name], type });
    }
    if (words.at(-1) === 'not') throw new Complaint('"not in" tidak didukung. Tulis not(… in …).', node.from);
    if (words[0] === 'not') throw new Complaint(`Tulis not(${words.slice(1).join(' ')}) dengan kurung.`, node.from);
    if (words.length > 1) {
      throw new Complaint(`"${name}" bukan nama isian: nama tidak memuat spasi. Apakah ada tanda hitung, and, atau or yang kurang?`, node.from);
    }
    if (Object.hasOwn(functions, name)) throw new Complaint(`"${name}" adalah fungsi; tulis ${functions[name]!.usage}.`, node.from);
    const known = Object.keys(this.scope);
    throw new Complaint(`Tidak ada isian atau fakta bernama "${name}".${suggestion(name, known)}`, node.from, suggest(name, known));
  }

  path(node: Node, baseNode: Node, keyNode: Node): Part {
    const base = this.compile(baseNode);
    const key = this.text(keyNode);
    const found = accessPath(base, key, keyNode.from);
    if (found) return this.part(node, found);
    const row = typeof base.type === 'object' && 'list' in base.type ? base.type.list : base.type;
    const known = typeof row === 'object' && 'fields' in row ? Object.keys(row.fields) : [];
    throw new Complaint(`"${this.text(baseNode)}" tidak mempunyai "${key}".${suggestion(key, known)}`, keyNode.from, suggest(key, known));
  }

  list(node: Node, items: Node[]): Part {
    const parts = items.map((item) => this.compile(item));
    let type: ExpressionType = 'missing';
    for (const part of parts) {
      const joined = joinTypes(type, part.type);
      if (!joined) throw new Complaint(`Isi daftar harus sejenis: ${typeWord(type)} tidak dapat dicampur dengan ${typeWord(part.type)}.`, part.at);
      type = joined;
    }
    return this.part(node, { tree: ['[', ...parts.map((part) => part.tree)], type: { list: type } });
  }

  index(node: Node, baseNode: Node, indexNode: Node): Part {
    const base = this.compile(baseNode);
    if (typeof base.type !== 'object' || !('list' in base.type)) throw new Complaint(`Kurung siku hanya untuk daftar; ini ${typeWord(base.type)}.`, indexNode.from);
    const hint = 'Di dalam kurung siku tulis nomor urut, misalnya titik[1]. Menyaring daftar tidak didukung.';
    if (!['NumericLiteral', 'VariableName', 'PathExpression', 'FunctionInvocation', 'ArithmeticExpression'].includes(indexNode.name)) throw new Complaint(hint, indexNode.from);
    const at = this.compile(indexNode);
    if (at.type !== 'integer') throw new Complaint(hint, indexNode.from);
    return this.part(node, { tree: ['@', base.tree, at.tree], type: base.type.list });
  }

  logic(node: Node, op: '&' | '|', left: Node, right: Node): Part {
    const word = op === '&' ? 'and' : 'or';
    const parts = [left, right].map((side) => expectKind(this.compile(side), 'boolean', `"${word}"`).tree);
    return this.part(node, { tree: [op, ...parts], type: 'boolean' });
  }

  choose(node: Node): Part {
    const [, condition, , then, , otherwise] = this.children(node);
    if (!condition || !then || !otherwise) throw new Complaint('Tulis lengkap: if … then … else ….', node.from);
    const test = expectKind(this.compile(condition), 'boolean', '"if"');
    const yes = this.compile(then);
    const no = this.compile(otherwise);
    const type = joinTypes(yes.type, no.type);
    if (!type) throw new Complaint(`Hasil "then" dan "else" harus sejenis: ${typeWord(yes.type)} dan ${typeWord(no.type)}.`, no.at);
    return this.part(node, { tree: ['?', test.tree, yes.tree, no.tree], type });
  }

  arithmetic(node: Node): Part {
    const children = this.children(node);
    if (children.length === 2) {
      const value = expectKind(this.compile(children[1]!), 'number', '"-"');
      return this.part(node, { tree: ['neg', value.tree], type: value.type });
    }
    const op = this.text(children[1]!);
    if (op === '**') throw new Complaint('Pangkat (**) tidak didukung; tulis perkalian.', children[1]!.from);
    const left = this.compile(children[0]!);
    const right = this.compile(children[2]!);
    const kinds: [Kind, Kind] = [kindOf(left.type), kindOf(right.type)];
    if (op === '+' && kinds.includes('text') && kinds.every((kind) => kind === 'text' || kind === 'missing')) {
      return this.part(node, { tree: ['join', left.tree, right.tree], type: 'text' });
    }
    if ((op === '+' || op === '-') && kinds[0] === 'date') {
      if (op === '-' && kinds[1] === 'date') return this.part(node, { tree: ['days', right.tree, left.tree], type: 'integer' });
      if (right.type === 'integer' || kinds[1] === 'missing') return this.part(node, { tree: [`d${op}`, left.tree, right.tree], type: 'date' });
      throw new Complaint('Tanggal hanya dapat ditambah atau dikurangi sejumlah hari (bilangan bulat).', right.at);
    }
    for (const side of [left, right]) {
      const kind = kindOf(side.type);
      if (kind === 'number' || kind === 'missing') continue;
      const hint = kinds.includes('text') && op === '+' ? ' Untuk menyambung teks, ubah dahulu dengan string(…).' : '';
      throw new Complaint(`"${op}" tidak dapat dipakai antara ${typeWord(left.type)} dan ${typeWord(right.type)}.${hint}`, side.at);
    }
    const type = op !== '/' && left.type !== 'number' && right.type !== 'number' ? 'integer' : 'number';
    return this.part(node, { tree: [op, left.tree, right.tree], type });
  }

  comparison(node: Node): Part {
    const children = this.children(node);
    const word = this.text(children[1]!);
    if (word === 'between') {
      const [value, low, high] = [children[0]!, children[2]!, children[4]!].map((child) => this.compile(child));
      return this.part(node, this.range(value!, low!, high!, true, true));
    }
    if (word === 'in') return this.part(node, this.membership(children));
    const left = this.compile(children[0]!);
    const right = this.compile(children[2]!);
    return this.part(node, this.compare(word, left, right));
  }

  compare(op: string, left: Part, right: Part): { tree: Tree; type: ExpressionType } {
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
    this.checkChoice(left, right);
    this.checkChoice(right, left);
    return { tree: [op, left.tree, right.tree], type: 'boolean' };
  }

  /** A choice compared with a text that is none of its options can never be true: surely a slip of the pen. */
  checkChoice(field: Part, constant: Part): void {
    if (typeof field.type !== 'object' || !('choices' in field.type) || constant.tree[0] !== '"') return;
    const word = String(constant.tree[1]);
    if (field.type.choices.includes(word)) return;
    throw new Complaint(`"${word}" bukan salah satu pilihan.${suggestion(word, field.type.choices)}`, constant.at, suggest(word, field.type.choices));
  }

  range(value: Part, low: Part, high: Part, withLow: boolean, withHigh: boolean): { tree: Tree; type: ExpressionType } {
    const from = withLow ? '>=' : '>';
    const to = withHigh ? '<=' : '<';
    this.compare(from, value, low);
    this.compare(to, value, high);
    return { tree: ['..', from, to, value.tree, low.tree, high.tree], type: 'boolean' };
  }

  membership(children: Node[]): { tree: Tree; type: ExpressionType } {
    const value = this.compile(children[0]!);
    const tests = children.find((child) => child.name === 'PositiveUnaryTests');
    const single = tests ? undefined : this.children(children.find((child) => child.name === 'PositiveUnaryTest')!)[0]!;
    const interval = single?.name === 'SimplePositiveUnaryTest' ? single.getChild('Interval') : null;
    if (interval) {
      const ends = this.children(interval);
      return this.range(value, this.compile(ends[1]!), this.compile(ends[3]!), this.text(ends[0]!) === '[', this.text(ends[4]!) === ']');
    }
    if (children[0]!.name === 'Comparison') throw new Complaint('Beri kurung pada perbandingan di depan "in".', children[0]!.from);
    const list = tests ? this.list(tests, this.children(tests)) : this.compile(single!);
    if (typeof list.type !== 'object' || !('list' in list.type)) return this.compare('=', value, list);
    if (!joinTypes(value.type, list.type.list)) {
      throw new Complaint(`Daftar berisi ${typeWord(list.type.list)}, sedangkan yang dicari ${typeWord(value.type)}.`, list.at);
    }
    if (list.tree[0] === '[') for (const item of list.tree.slice(1) as Tree[]) this.checkChoice(value, { tree: item, type: 'text', at: list.at });
    if (value.tree[0] === '"' && typeof list.type.list === 'object') this.checkChoice({ ...list, type: list.type.list }, value);
    return { tree: ['in', value.tree, list.tree], type: 'boolean' };
  }

  call(node: Node): Part {
    const children = this.children(node);
    const name = this.text(children[0]!).replace(/\s+/g, ' ').replace(/^(days|months|years)_between$/, '$1 between');
    const rule = Object.hasOwn(functions, name) ? functions[name] : undefined;
    if (!rule) {
      const known = Object.keys(functions);
      throw new Complaint(`Fungsi "${name}" tidak ada.${suggestion(name, known)}`, node.from, suggest(name, known));
    }
    if (children.some((child) => child.name === 'NamedParameters')) throw new Complaint(`Tulis ${rule.usage}, tanpa nama di depan nilainya.`, node.from);
    const given = children.find((child) => child.name === 'PositionalParameters');
    const parts = (given ? this.children(given) : []).map((child) => this.compile(child));
    const [least, most] = rule.takes;
    if (parts.length < least || parts.length > most) {
      throw new Complaint(`${name}() memerlukan ${least === most ? least : `${least} sampai ${most}`} nilai, di sini ada ${parts.length}. Contoh: ${rule.usage}.`, node.from);
    }
    return this.part(node, rule.build(parts, name));
  }
}

// "days between" holds a keyword of the grammar; the same length keeps every position right.
const joinKeywordNames = (source: string): string =>
  source.replace(/"(?:[^"\\]|\\.)*"|\b(days|months|years) between(?=\s*\()/g, (all, unit?: string) => (unit ? `${unit}_between` : all));

/**
 * Checks an expression of our FEEL subset against the names of `scope` and turns it into a JSON tree with its type.
 * Refuses `expression.invalid` with an `ExpressionProblem`.
 * `compileExpression('luas * 2', { luas: 'number' })` → `{ tree: ['*', ['$','n','luas'], ['#','2']], type: 'number', … }`
 */
export function compileExpression(source: string, scope: Scope): Result<CompiledExpression> {
  const problem = (message: string, position: number, near: readonly string[] = []) =>
    refuse('expression.invalid', { message, position, source, near } satisfies ExpressionProblem);

  if (!source.replace(/\/\/.*|\/\*[^]*?\*\//g, '').trim()) return problem('Ungkapan masih kosong.', 0);
  const foreign = findForeignSign(source);
  if (foreign) return problem(foreign.message, foreign.position);
  const text = joinKeywordNames(source);
  const top = parseExpression(text, {}, undefined).topNode;
  let broken: Node | undefined;
  top.cursor().iterate((cursor) => {
    if (cursor.type.isError && !broken) broken = cursor.node;
    return !broken;
  });
  if (broken) {
    const near = source.slice(broken.from, broken.from + 20).trim();
    return problem(near ? `Tidak dapat dibaca mulai dari "${near}".` : 'Ungkapan belum lengkap: ada nilai yang kurang.', broken.from);
  }
  const compiler = new Compiler(text, scope);
  try {
    const { tree, type } = compiler.compile(top);
    return ok({ source, tree, type, names: [...compiler.names] });
  } catch (error) {
    if (error instanceof Complaint) return problem(error.message, error.at, error.near);
    throw error;
  }
}

/** As `compileExpression`, and the result must be of the given kind: conditions are `boolean`. */
export function compileExpecting(source: string, scope: Scope, kind: Kind): Result<CompiledExpression> {
  const compiled = compileExpression(source, scope);
  if (!compiled.ok) return compiled;
  const found = kindOf(compiled.value.type);
  if (found === kind || found === 'missing') return compiled;
  const message = `Hasilnya ${typeWord(compiled.value.type)}, padahal di sini harus ${typeWord(kind as ExpressionType)}.`;
  return refuse('expression.invalid', { message, position: 0, source, near: [] } satisfies ExpressionProblem);
}
