import { accessPath, Complaint, functions } from '../functions.ts';
import type { Part } from '../functions.ts';
import { suggest, suggestion } from '../suggest.ts';
import { joinTypes, loadCode, typeWord } from '../types.ts';
import type { ExpressionType } from '../types.ts';
import { children, part, type Node, type Reading } from './reading.ts';

// Chapters: a name · a path · a list · one item of a list

export function readName(r: Reading, node: Node): Part {
  const words = children(node).map((child) => r.text(child));
  const name = words.join(' ');
  const type = Object.hasOwn(r.scope, name) ? r.scope[name] : undefined;
  if (type) {
    r.names.add(name);
    return part(node, { tree: ['$', loadCode(type), name], type });
  }
  if (words.at(-1) === 'not') throw new Complaint('"not in" tidak didukung. Tulis not(… in …).', node.from);
  if (words[0] === 'not') throw new Complaint(`Tulis not(${words.slice(1).join(' ')}) dengan kurung.`, node.from);
  if (words.length > 1) {
    throw new Complaint(`"${name}" bukan nama isian: nama tidak memuat spasi. Apakah ada tanda hitung, and, atau or yang kurang?`, node.from);
  }
  if (Object.hasOwn(functions, name)) throw new Complaint(`"${name}" adalah fungsi; tulis ${functions[name]!.usage}.`, node.from);
  const known = Object.keys(r.scope);
  throw new Complaint(`Tidak ada isian atau fakta bernama "${name}".${suggestion(name, known)}`, node.from, suggest(name, known));
}

export function readPath(r: Reading, node: Node, baseNode: Node, keyNode: Node): Part {
  const base = r.compile(baseNode);
  const key = r.text(keyNode);
  const found = accessPath(base, key, keyNode.from);
  if (found) return part(node, found);
  const row = typeof base.type === 'object' && 'list' in base.type ? base.type.list : base.type;
  const known = typeof row === 'object' && 'fields' in row ? Object.keys(row.fields) : [];
  throw new Complaint(`"${r.text(baseNode)}" tidak mempunyai "${key}".${suggestion(key, known)}`, keyNode.from, suggest(key, known));
}

export function readList(r: Reading, node: Node, items: Node[]): Part {
  const parts = items.map((item) => r.compile(item));
  let type: ExpressionType = 'missing';
  for (const part of parts) {
    const joined = joinTypes(type, part.type);
    if (!joined) throw new Complaint(`Isi daftar harus sejenis: ${typeWord(type)} tidak dapat dicampur dengan ${typeWord(part.type)}.`, part.at);
    type = joined;
  }
  return part(node, { tree: ['[', ...parts.map((part) => part.tree)], type: { list: type } });
}

export function readIndex(r: Reading, node: Node, baseNode: Node, indexNode: Node): Part {
  const base = r.compile(baseNode);
  if (typeof base.type !== 'object' || !('list' in base.type)) throw new Complaint(`Kurung siku hanya untuk daftar; ini ${typeWord(base.type)}.`, indexNode.from);
  const hint = 'Di dalam kurung siku tulis nomor urut, misalnya titik[1]. Menyaring daftar tidak didukung.';
  if (!['NumericLiteral', 'VariableName', 'PathExpression', 'FunctionInvocation', 'ArithmeticExpression'].includes(indexNode.name)) throw new Complaint(hint, indexNode.from);
  const at = r.compile(indexNode);
  if (at.type !== 'integer') throw new Complaint(hint, indexNode.from);
  return part(node, { tree: ['@', base.tree, at.tree], type: base.type.list });
}
