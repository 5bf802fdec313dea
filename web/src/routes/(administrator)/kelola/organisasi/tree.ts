import { unitKinds, type UnitSummary } from '../../../../../../server/modules/organization/contract.ts';

/** A unit in the tree; `children` only when its branch is drawn. */
export interface Branch {
  id: string;
  name: string;
  kind: UnitSummary['kind'];
  code: string;
  closed: boolean;
  /** Units below it, on all levels. */
  below: number;
  children: Branch[];
}

/** So few units are drawn whole. */
const SMALL = 60;

/**
 * The tree as one screen can carry it: the tops, what stands right below them, and the way to the unit `open` with what stands below that.
 * A kabupaten has hundreds of units; the other branches are drawn when somebody opens them. A unit whose parent is not among `units`
 * (closed, and closed ones are hidden) stands at the top, so that none is lost from sight.
 */
export function drawTree(units: UnitSummary[], open: string | null): Branch[] {
  const shown = new Map(units.map((unit) => [unit.id, unit]));
  const parentOf = (unit: UnitSummary) => (unit.parent && shown.has(unit.parent) ? unit.parent : null);
  const inOrder = units.toSorted((a, b) => a.sort - b.sort || unitKinds.indexOf(a.kind) - unitKinds.indexOf(b.kind));
  const byParent = Map.groupBy(inOrder, parentOf);
  const opened = new Set<string>();
  for (let at = open ? shown.get(open) : undefined; at && !opened.has(at.id); at = at.parent ? shown.get(at.parent) : undefined) opened.add(at.id);
  const whole = units.length < SMALL;
  const countBelow = (id: string): number => (byParent.get(id) ?? []).reduce((sum, child) => sum + 1 + countBelow(child.id), 0);
  const draw = (parent: string | null): Branch[] =>
    (byParent.get(parent) ?? []).map((unit) => ({
      id: unit.id, name: unit.name, kind: unit.kind, code: unit.code, closed: Boolean(unit.toDay), below: countBelow(unit.id),
      children: whole || parent === null || opened.has(unit.id) ? draw(unit.id) : [],
    }));
  return draw(null);
}
