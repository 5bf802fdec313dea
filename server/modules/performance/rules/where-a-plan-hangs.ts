/**
 * Where a plan's results come from: heads of the kinds of units that the institution names, and whoever answers to the head of region, take
 * them from the Perjanjian Kinerja (reference, section 15); everybody else from the plan of the direct superior.
 */
export const isTop = (post: { isHead: boolean; unitKind: string }, superior: { isHeadOfRegion: boolean } | undefined, agreementKinds: readonly string[]): boolean =>
  superior?.isHeadOfRegion === true || (post.isHead && agreementKinds.includes(post.unitKind));
