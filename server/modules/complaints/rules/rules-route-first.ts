import type { RoutingRule } from '../contract.ts';

/** The first rule that fits: its category (or any) and a region at or above the report's (or anywhere). */
export function routeByRule(rules: readonly RoutingRule[], report: { category: string | null; region: string | null }): RoutingRule | undefined {
  return [...rules].sort((a, b) => a.order - b.order).find((rule) => (rule.category === null || rule.category === report.category) && (rule.region === null || isBelow(report.region, rule.region)));
}

const isBelow = (region: string | null, above: string): boolean => region !== null && (region === above || region.startsWith(`${above}.`));
