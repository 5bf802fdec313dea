import { findCircles } from './circles.ts';
import type { House, HouseFile } from './house.ts';
import { judgeImport } from './judge-import.ts';
import { readModuleOrder } from './module-order.ts';
import { isContract } from './place.ts';
import type { Finding } from './rulebook.ts';

const LIST = 'server/modules.ts';

export interface Judgement {
  findings: Finding[];
  /** Said although nothing is wrong, for example that the order could not be checked yet. */
  notes: string[];
}

/** All findings of the house, in the order of the files. */
export function judgeHouse(house: House): Judgement {
  const findings: Finding[] = [];
  for (const file of house.files.values()) {
    findings.push(...judgePlace(file), ...judgeReaches(file), ...judgeImports(file, house));
  }
  for (const { files, line } of findCircles(house)) {
    // A component may contain itself: that is how Svelte draws a tree.
    if (files.length === 1 && files[0]!.endsWith('.svelte')) continue;
    findings.push({ rule: 'no-circles', path: files[0]!, line, detail: [...files, files[0]].join(' → ') });
  }
  const list = house.files.get(LIST);
  const notes = list ? [] : [`${LIST} is not there: the order of the modules was not checked.`];
  if (list) findings.push(...judgeOrder(house, readModuleOrder(list.text)));
  return { findings: findings.sort(byPlace), notes };
}

const byPlace = (a: Finding, b: Finding): number => a.path.localeCompare(b.path) || a.line - b.line;

const judgePlace = ({ path, place }: HouseFile): Finding[] =>
  place.part === 'unknown' ? [{ rule: 'known-place', path, line: 1, detail: path }] : [];

function judgeReaches({ path, place, reaches }: HouseFile): Finding[] {
  if (!place.role || !['rules', 'contract', 'definition'].includes(place.role)) return [];
  return reaches.map(({ name, line }) => ({ rule: 'rules-see-no-clock', path, line, detail: name }));
}

function judgeImports(file: HouseFile, house: House): Finding[] {
  return file.imports.flatMap((one): Finding[] => {
    const verdict = judgeImport(file, one, house);
    if (!verdict) return [];
    const detail = verdict.because ? `${one.specifier} ${verdict.because}` : one.specifier;
    return [{ rule: verdict.rule, path: file.path, line: one.line, detail }];
  });
}

function judgeOrder(house: House, order: string[]): Finding[] {
  const findings: Finding[] = [];
  const unlisted = [...house.modules].filter((id) => !order.includes(id));
  for (const id of unlisted) findings.push({ rule: 'module-is-listed', path: LIST, line: 1, detail: id });
  for (const { path, place, imports } of house.files.values()) {
    if (place.part !== 'module') continue;
    for (const { target, line, specifier } of imports) {
      if (target.kind !== 'file' || !isContract(target.path)) continue;
      const other = house.files.get(target.path)?.place.module;
      if (other === undefined || other === place.module) continue;
      const isAbove = order.indexOf(other) < order.indexOf(place.module!);
      if (order.includes(other) && order.includes(place.module!) && !isAbove) {
        findings.push({ rule: 'modules-in-order', path, line, detail: `${specifier} (${other} is below ${place.module})` });
      }
    }
  }
  return findings;
}
