import type { Values } from '#lib/forms/types.ts';
import { many, one } from '#lib/forms/values.ts';

/** Text of a field without its edges. */
export const text = (values: Values, name: string): string => one(values, name).trim();

/** Absent when nothing was typed: the operation then keeps or leaves out. */
export const optional = (values: Values, name: string): string | undefined => text(values, name) || undefined;

/** Empty means "none": the operation clears it. */
export const nullable = (values: Values, name: string): string | null => text(values, name) || null;

export const list = many;
