import type { GrantingRule, Grantor, PostKind } from '../contract/shapes.ts';

/** The first line that fits decides (the institution's delegation); CLTN is never delegated, whatever the lines say. Undefined: no line fits. */
export function whoGrants(rules: readonly GrantingRule[], leave: { kind: string; post: PostKind; days: number }): Grantor | undefined {
  if (leave.kind === 'CLTN') return 'regent';
  return rules.find((rule) => (rule.kinds.length === 0 || rule.kinds.includes(leave.kind)) && (rule.posts.length === 0 || rule.posts.includes(leave.post)) && (rule.days === undefined || leave.days <= rule.days))?.by;
}

/** Kinds of units that are an agency of their own: their head is the delegate. House rule after PP 18/2016. */
const AGENCIES: readonly string[] = ['dinas', 'badan', 'inspektorat', 'setwan', 'rsud', 'kecamatan', 'setda', 'head-of-region'];
export const isAgency = (kind: string): boolean => AGENCIES.includes(kind);

export const postKindOf = (post: { isHead: boolean; unitKind: string }): PostKind => (!post.isHead ? 'staff' : post.unitKind === 'setda' ? 'sekda' : isAgency(post.unitKind) ? 'agency-head' : 'unit-head');
