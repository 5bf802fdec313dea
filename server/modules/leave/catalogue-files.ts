import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import * as z from 'zod';
import { annualRule, grantingRule, leaveKind, legalBasis } from './contract/shapes.ts';

// Files of `catalog/leave/`. A fault in them is a fault of the installation and is thrown.

const read = (name: string): unknown => parse(readFileSync(new URL(`../../../catalog/leave/${name}`, import.meta.url), 'utf8'));

export const kindsBody = z.object({ format: z.literal(1), annual: annualRule, kinds: z.array(leaveKind).min(1) });
export const grantingBody = z.object({ format: z.literal(1), legalBasis, rules: z.array(grantingRule).min(1) });
export type KindsBody = z.output<typeof kindsBody>;
export type GrantingBody = z.output<typeof grantingBody>;

export const KINDS: KindsBody = kindsBody.parse(read('leave-kinds.yaml'));
export const GRANTING: GrantingBody = grantingBody.parse(read('granting-rules.yaml'));
