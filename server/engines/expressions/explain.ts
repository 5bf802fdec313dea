import { evaluate, isFraction, isMissing, toDecimal } from './evaluate.ts';
import type { Tree, Values } from './evaluate.ts';

const SIGNS: Record<string, { sign: string; rank: number }> = {
  '+': { sign: '+', rank: 1 },
  '-': { sign: '−', rank: 1 },
  '*': { sign: '×', rank: 2 },
  '/': { sign: '÷', rank: 2 },
};

/** Digits grouped the Indonesian way. */
const write = (decimal: string): string => {
  const [whole, part] = decimal.split('.');
  return whole!.replace(/\B(?=(\d{3})+$)/g, '.') + (part ? `,${part}` : '');
};

/**
 * The calculation with its values filled in, for people who check a fee: `luas * tarif` → "100 × 27.500". What is not
 * arithmetic (a choice by `if`, a rounding) stands as its result; what is unknown as "…".
 */
export function explainExpression(tree: Tree, values: Values): string {
  const explain = (part: Tree): { text: string; rank: number } => {
    const operation = Object.hasOwn(SIGNS, part[0]) ? SIGNS[part[0]] : undefined;
    if (operation) {
      const [left, right] = [explain(part[1] as Tree), explain(part[2] as Tree)];
      const first = left.rank < operation.rank ? `(${left.text})` : left.text;
      // a − (b − c) and a ÷ (b × c) need their brackets.
      const keeps = right.rank > operation.rank || (right.rank === operation.rank && (part[0] === '+' || part[0] === '*') && (part[2] as Tree)[0] === part[0]);
      return { text: `${first} ${operation.sign} ${keeps ? right.text : `(${right.text})`}`, rank: operation.rank };
    }
    const value = evaluate(part, values);
    if (isMissing(value)) return { text: '…', rank: 3 };
    return { text: isFraction(value) ? write(toDecimal(value)) : String(value), rank: isFraction(value) && value.n < 0n ? 1 : 3 };
  };
  return explain(tree).text;
}
