/// <reference lib="dom" />
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** No finding on the page as it now stands; `name` says which page. */
export async function expectGood(page: Page, name: string): Promise<void> {
  const findings = await findingsOf(page);
  expect(findings, `${name} (${page.url()}):\n${findings.join('\n')}`).toEqual([]);
}

/** Everything wrong with a page, one line each: axe by WCAG 2.2 AA, nothing to scroll sideways, ids and headings. */
export async function findingsOf(page: Page): Promise<string[]> {
  // Pages have no frames: axe may run in the page itself, in half the time.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().withTags(TAGS).analyze();
  return [
    ...violations.flatMap((one) => one.nodes.map((node) => `axe ${one.id}: ${node.target.join(' ')}: ${node.failureSummary?.split('\n').slice(1).join(' ').trim() ?? one.help}`)),
    ...(await page.evaluate(look)),
  ];
}

/** Runs in the browser. */
function look(): string[] {
  const findings: string[] = [];
  const screen = document.documentElement.clientWidth;
  const content = document.documentElement.scrollWidth;
  if (content > screen) {
    const beyond = [...document.querySelectorAll('body *')].findLast((element) => element.getBoundingClientRect().right > screen + 1);
    findings.push(`scrolls sideways: ${content} px on a screen of ${screen} px${beyond ? `, for example <${beyond.tagName.toLowerCase()} class="${beyond.className}"> ${beyond.textContent?.trim().slice(0, 60)}` : ''}`);
  }
  const ids = [...document.querySelectorAll('[id]')].map((element) => element.id);
  for (const id of new Set(ids.filter((one, at) => ids.indexOf(one) !== at))) findings.push(`id "${id}" stands ${ids.filter((one) => one === id).length} times`);
  const headings = [...document.querySelectorAll('h1')].filter((element) => element.checkVisibility()).length;
  if (headings !== 1) findings.push(`${headings} headings of the first level are to be seen`);
  if (document.title.trim() === '' || document.documentElement.lang !== 'id') findings.push('no title, or another language than Indonesian');
  return findings;
}

/** Waits, up to 20 seconds on a busy machine, until what is read fulfils the expectation: `await eventually(() => heading(page).textContent()).toBe(…)`. */
export function eventually<T>(read: () => T | Promise<T>) {
  return expect.poll(read, { timeout: 20_000, interval: 100 });
}
