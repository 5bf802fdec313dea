import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { catalogueFormat, type PerformanceRules } from './rules-format.ts';

let known: PerformanceRules | undefined;
/** `catalog/performance/rules.yaml`, read once. A faulty file is a fault of the installation and is thrown. */
export const catalogueRules = (): PerformanceRules => (known ??= catalogueFormat.parse(parse(readFileSync(new URL('../../../catalog/performance/rules.yaml', import.meta.url), 'utf8'))));
