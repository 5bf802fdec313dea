/// <reference lib="dom" />
import axe from 'axe-core';
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
  // Pages have no frames, so axe runs in the page itself, brought there once; what passes is not told. A quarter of the time that
  // the builder for Playwright takes, which brings axe anew for each look.
  if (!(await page.evaluate(() => 'axe' in globalThis))) {
    await page.evaluate(axe.source);
    await page.evaluate(letGo);
  }
  return [...(await page.evaluate(violations, TAGS)), ...(await page.evaluate(look))];
}

/** Runs in the browser: the bar that stays in sight below a case covers, at some height of the window, what scrolls clear of it. */
function letGo(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('.act { position: static !important }');
  document.adoptedStyleSheets.push(sheet);
}

/** Runs in the browser. */
async function violations(tags: string[]): Promise<string[]> {
  const { run } = (globalThis as unknown as { axe: typeof axe }).axe;
  const { violations: found } = await run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'], preload: false });
  return found.flatMap((one) => one.nodes.map((node) => `axe ${one.id}: ${node.target.join(' ')}: ${node.failureSummary?.split('\n').slice(1).join(' ').trim() ?? one.help}`));
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
