import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { languages, pages as allPages, themes } from './pages.mjs';

const axe = readFileSync(new URL(import.meta.resolve('axe-core/axe.min.js')), 'utf8');
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const folders = ['../../../dashboard/src/i18n/en', '../../../src/texts/en'].map((path) =>
  fileURLToPath(new URL(path, import.meta.url)),
);
/** What a key begins with: i18next shows the key itself where it finds no text. */
const groups = folders
  .flatMap((folder) => readdirSync(folder, { recursive: true }).map((file) => join(folder, file)))
  .filter((file) => file.endsWith('.json'))
  .flatMap((file) =>
    Object.entries(JSON.parse(readFileSync(file, 'utf8')))
      .filter(([, value]) => typeof value === 'object')
      .map(([group]) => group),
  );

/** Every page in each language and theme, as it is seen, heard and held. */
export async function lookAtPages(
  report,
  { browser, url, session, ids, folder, pages = allPages },
) {
  for (const language of languages)
    for (const theme of themes) {
      const person = await browser.person({ url, language, theme, session });
      for (const page of pages)
        await report.step(`${page.name} (${language}, ${theme})`, async () => {
          await person.open(page.at(ids));
          if (language === 'en') await hasTitle(person, page);
          const checks = await barriers(person);
          assert.deepEqual(await untranslated(person), [], 'texts are missing');
          const shot = join(folder, `${page.name}-${language}-${theme}`);
          await person.page.screenshot({ path: `${shot}.png` });
          await person.onPhone(async () => {
            await fits(person);
            await barriers(person);
            await person.page.screenshot({ path: `${shot}-phone.png` });
          });
          assert.deepEqual(person.complaints.splice(0), [], 'the browser complained');
          return `${checks} rules of axe hold; fits 390 px; every text is there`;
        });
      await person.leave();
    }
}

async function hasTitle({ page }, { title }) {
  const heading = await page.locator('h1').first().textContent();
  assert.equal(heading, title);
}

/** @returns how many rules were looked at and hold */
async function barriers({ page }) {
  await page.evaluate(axe);
  const { violations, passes } = await page.evaluate(
    (runOnly) => window.axe.run(document, { runOnly, resultTypes: ['violations'] }),
    rules,
  );
  const told = violations.map(({ id, nodes }) => `${id}: ${nodes[0].target} (${nodes.length})`);
  assert.deepEqual(told, [], 'axe found barriers');
  return passes.length;
}

async function fits({ page }) {
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(beyond <= 0, `the page is ${beyond} px too wide`);
}

/** Texts, names and titles that look like a key of the translations. */
function untranslated({ page }) {
  return page.evaluate((known) => {
    const key = new RegExp(`^(?:${known.join('|')})(?:\\.[\\w-]+)+$`);
    const names = ['aria-label', 'title', 'placeholder'];
    const found = [];
    for (const element of document.querySelectorAll('body *')) {
      if (element.closest('pre, code') !== null) continue;
      const own = [...element.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE);
      const told = [
        ...own.map(({ data }) => data),
        ...names.map((name) => element.getAttribute(name)),
      ];
      found.push(...told.filter((text) => text !== null && key.test(text.trim())));
    }
    return found;
  }, groups);
}
