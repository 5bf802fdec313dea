import { createHash } from 'node:crypto';

/** Chance that repeats: the same seed gives the same demonstration. Never for secrets. */
export interface Dice {
  /** 0 ≤ x < 1 */
  next(): number;
  /** Whole number, both ends included. */
  between(from: number, to: number): number;
  pick<T>(list: readonly T[]): T;
  /** True in `share` of all throws. */
  chance(share: number): boolean;
  shuffle<T>(list: readonly T[]): T[];
  /** Dice of their own for a named thing, so that one more throw here moves nothing there. */
  of(name: string): Dice;
  /** A uuid for a named thing, in the form of version 7 with the moment given. */
  id(name: string, at?: number): string;
  /** Bytes for a named thing. */
  bytes(name: string): Buffer;
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

export function diceOf(seed: string): Dice {
  let state = digest(seed).readUInt32LE(0);
  // Mulberry32: 32 bits of state are plenty for names and dates.
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const between = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));
  return {
    next,
    between,
    pick: (list) => list[between(0, list.length - 1)]!,
    chance: (share) => next() < share,
    shuffle: (list) => {
      const copy = [...list];
      for (let i = copy.length - 1; i > 0; i--) {
        const j = between(0, i);
        [copy[i], copy[j]] = [copy[j]!, copy[i]!];
      }
      return copy;
    },
    of: (name) => diceOf(`${seed}/${name}`),
    id: (name, at = Date.UTC(2024, 0, 1)) => {
      const bytes = digest(`${seed}/id/${name}`).subarray(0, 16);
      bytes.writeUIntBE(at, 0, 6);
      bytes[6] = (bytes[6]! & 0x0f) | 0x70;
      bytes[8] = (bytes[8]! & 0x3f) | 0x80;
      const hex = bytes.toString('hex');
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
    },
    bytes: (name) => digest(`${seed}/bytes/${name}`),
  };
}
