import type { parseExpression } from 'feelin';
import type { Tree } from '../evaluate.ts';
import type { Part } from '../functions.ts';
import type { ExpressionType, Scope } from '../types.ts';

export type Node = ReturnType<typeof parseExpression>['topNode'];

/** One expression while it is read: what each chapter needs of the whole. */
export interface Reading {
  scope: Scope;
  /** Names that were met, gathered as they are read. */
  names: Set<string>;
  text(node: Node): string;
  compile(node: Node): Part;
}

export function children(node: Node): Node[] {
  const found: Node[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (!child.name.endsWith('Comment')) found.push(child);
  }
  return found;
}

export const part = (node: Node, built: { tree: Tree; type: ExpressionType }): Part => ({ ...built, at: node.from });
