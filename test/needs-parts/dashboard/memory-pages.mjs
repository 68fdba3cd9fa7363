import assert from 'node:assert/strict';
import { createMemory } from '../../../dist/index.js';
import { Server } from '../server.mjs';
import { measureLoads } from './load.mjs';
import { lookAtPages } from './looks.mjs';

const oneDay = 86_400_000;
const dayOf = (ago) => new Date(Date.now() - ago * oneDay).toISOString().slice(0, 10);
const mondayOf = (day) => {
  const date = new Date(day);
  return new Date(date.getTime() - ((date.getUTCDay() + 6) % 7) * oneDay);
};
const question = 'Where does Ada live?';
const madrid = 'Ben lives in Madrid.';
const turn = { speaker: 'Cara', content: 'I have sold my cello.', occurred_at: dayOf(300) };

const pages = [
  { name: 'home-kept', title: 'Home', at: () => '/' },
  { name: 'timeline', title: 'Timeline', at: () => '/timeline' },
  { name: 'timeline-weeks', title: 'Timeline', at: () => '/timeline?axis=held&unit=week' },
  { name: 'timeline-then', title: 'Timeline', at: () => `/timeline?at=${dayOf(30)}` },
  { name: 'timeline-none', title: 'Timeline', at: () => '/timeline?at=2020-01-01' },
  { name: 'recall-start', title: 'Recall', at: () => '/recall' },
  {
    name: 'recall-two',
    title: 'Recall',
    at: () => `/recall?q=${encodeURIComponent(question)}&user=ada&b=${sideOf({ user: 'ben' })}`,
  },
  {
    name: 'memories-columns',
    title: 'Memories',
    at: () => '/memories?cols=user_id,kind,trust,valid_from,valid_to,created_at',
  },
  { name: 'review-outside', title: 'Review', at: () => '/review?look=unsure' },
  { name: 'review-diary', title: 'Review', at: () => '/review?look=diary' },
  { name: 'review-twice', title: 'Review', at: () => '/review?kind=duplicate' },
];

function sideOf(side) {
  return encodeURIComponent(JSON.stringify(side));
}

const tasks = {
  async 'timeline: what was believed on a day, and what took its place'(person) {
    await person.open(`/timeline?user=ada&until=${dayOf(58)}`);
    const old = person.page.getByRole('listitem').filter({ hasText: 'Ada lives in Porto' });
    await old.getByText('Superseded').waitFor();
    await old.getByText('Replaced by').waitFor();
    const slider = person.page.getByRole('slider');
    await slider.focus();
    await person.press('Home');
    await person.page.waitForURL(/at=\d{4}-\d\d-\d\d/);
    await person.page.getByText('Replaced by').waitFor({ state: 'detached' });
    await person.shows('Ada lives in Porto.');
    await person.page.getByRole('link', { name: 'Ada lives in Lisbon.' }).waitFor({
      state: 'detached',
    });
    await person.button('Now').click();
    await old.getByRole('link', { name: 'Ada lives in Lisbon.' }).click();
    await person.page.waitForURL(/\/memories\/[\w-]{36}/);
    return 'superseded now, believed then';
  },

  async 'timeline: a bar leads the list there, by week and by when it was true'(person) {
    await person.open('/timeline?unit=week');
    await person.button('When it was true').click();
    await person.page.waitForURL(/axis=held/);
    const bars = person.page.getByRole('list', { name: 'Memories along time' });
    // The bars of the other axis stay until these are read.
    const name = new RegExp(`^Week of .+ ${mondayOf(dayOf(400)).getUTCFullYear()}: one memory`);
    await bars.getByRole('listitem').first().getByRole('button', { name }).click();
    await person.page.waitForURL(/until=/);
    const rows = person.page.locator('[data-row]');
    await rows.nth(1).waitFor({ state: 'detached' });
    assert.equal(await rows.count(), 1);
    await person.button(/^Before/).click();
    await rows.nth(1).waitFor();
    return 'one bar, one memory';
  },

  async 'by keyboard: the timeline is walked through, day by day and memory by memory'(person) {
    await person.open('/timeline');
    await person.press('[');
    await person.page.waitForURL(new RegExp(`at=${dayOf(1)}`));
    await person.press('{', ']');
    await person.page.waitForURL(new RegExp(`at=${dayOf(30)}`));
    await person.settled();
    await person.press('j', 'j', 'k', 'Enter');
    await person.page.waitForURL(/\/memories\/[\w-]{36}/);
    return '[, {, ], j, k, Enter';
  },

  async 'memories: columns are chosen, and the view is kept under a name'(person) {
    await person.open('/memories?user=ada');
    await person.button('View').click();
    await person.page.getByRole('menuitem', { name: 'Columns and views' }).click();
    const dialog = person.page.getByRole('dialog');
    await dialog.getByRole('checkbox', { name: 'Trust' }).check();
    await dialog.getByRole('checkbox', { name: 'App', exact: true }).uncheck();
    await dialog.getByLabel('Save what is shown now as').fill('About Ada');
    await person.press('Enter');
    await person.shows('Saved as About Ada');
    await person.press('Escape');
    await person.page.getByRole('columnheader', { name: 'Trust' }).waitFor();
    assert.equal(
      await person.page.getByRole('columnheader', { name: 'App', exact: true }).count(),
      0,
    );
    await person.open('/memories');
    await person.button('View').click();
    await person.page.getByText('About Ada').click();
    await person.page.waitForURL(/user=ada.*cols=/);
    await person.page.getByRole('columnheader', { name: 'Trust' }).waitFor();
    return 'filter and columns are back';
  },

  async 'memories: sorted by text and by app, from either end'(person) {
    await person.open('/memories');
    const sortBy = async (from, to, first) => {
      await person.button(`Sorted: ${from}`).click();
      await person.page.getByRole('menuitemradio', { name: to }).click();
      await person.button(`Sorted: ${to}`).waitFor();
      await person.page.locator('[data-row]').first().filter({ hasText: first }).waitFor();
    };
    await sortBy('Newest first', 'Text from Z to A', 'The spare key');
    await sortBy('Text from Z to A', 'App from Z to A', 'Ben lives in Madrid.');
    await sortBy('App from Z to A', 'Text from A to Z', 'Ada lives in Lisbon.');
    assert.match(person.page.url(), /sort=text/);
    return 'the first of each order';
  },

  async 'memories: a turn is told with its speaker, and its day where it was added later'(person) {
    const said = { hasText: `${turn.speaker}: ${turn.content}` };
    for (const place of ['/memories?user=cara', '/timeline?user=cara', '/']) {
      await person.open(place);
      const main = person.page.locator('main').filter(said);
      await main.getByText(/^happened /).waitFor();
    }
    await person.open('/memories?user=cara&cols=occurred_at');
    const row = person.page.locator('main [role=row]').filter(said);
    await row.waitFor();
    await row.getByText(/^happened /).waitFor({ state: 'hidden' });
    return 'on three pages';
  },

  async 'recall: who comes can type, compares two people, and judges a memory'(person) {
    await person.open('/recall');
    await person.page.keyboard.type(question);
    await person.press('Enter');
    await person.shows('Ada lives in Lisbon.');
    const first = person.page.locator('ol > li').first();
    await first.getByRole('button', { name: 'Not relevant' }).click();
    await first.locator('[data-judge=not_useful][aria-pressed=true]').waitFor();
    // The keys go on from the memory that was clicked.
    await person.press('j', 'k', '+');
    await first.locator('[data-judge=useful][aria-pressed=true]').waitFor();
    await person.button('Compare').click();
    await person.page.getByLabel('About (B)').fill('ben');
    await person.press('Enter');
    await person.shows(/in B only/);
    await person.page.getByText('Ben lives in Madrid').first().waitFor();
    await person.open('/recall/searches');
    await person.page.getByLabel('Also those of this dashboard').check();
    const asked = person.page.getByRole('link', { name: new RegExp(question.replace('?', '')) });
    // Of all that was tried out, only what was judged is kept.
    await asked.first().waitFor();
    assert.equal(await asked.count(), 1);
    await asked.click();
    await person.shows('Judged relevant');
    return 'judged, compared, and kept once';
  },

  async 'recall: what held once comes by the question, or as is chosen'(person) {
    await person.open(`/recall?user=ada&q=${encodeURIComponent('Where did Ada live before?')}`);
    const old = person.page.locator('ol > li').filter({ hasText: 'Ada lives in Porto.' });
    await old.waitFor();
    // Its name goes on with what is set.
    const settings = person.page.getByRole('button', { name: /^Settings/ });
    await settings.click();
    const once = person.page.getByLabel('Also what held once');
    assert.equal(await once.inputValue(), 'question');
    await once.selectOption('no');
    await old.waitFor({ state: 'detached' });
    await person.shows('Ada lives in Lisbon.');
    await person.page.waitForURL(/once=false/);
    await person.page.reload();
    await person.shows('Also what held once: no');
    await settings.click();
    await once.selectOption('question');
    await old.waitFor();
    assert.doesNotMatch(person.page.url(), /once=/);
    return 'found, left out, and found again';
  },

  async 'review: near-duplicates wait, are merged, and the diary tells of it'(person) {
    await person.open('/review?kind=duplicate');
    await person.shows('They say nearly the same');
    await person.press('j', 'a');
    await person.shows('Merged');
    await person.button('Diary').click();
    await person.page
      .getByRole('button', { name: /Memories put in order/ })
      .first()
      .waitFor();
    return 'merged, and told';
  },

  async 'review: what may not be so is told with its reasons, accepted, archived, both undone'(
    person,
  ) {
    const outside = 'The page says that the museum is closed.';
    const unsure = 'Ben may have moved to Braga.';
    await person.open('/review?look=unsure');
    const rows = person.page.locator('main li.panel');
    await rows.first().getByRole('link', { name: unsure }).waitFor();
    await rows.first().getByText('a confidence of 0.3').waitFor();
    await rows.filter({ hasText: outside }).getByText('from a page, a file or a tool').waitFor();
    await person.button('From outside').click();
    await rows.filter({ hasText: unsure }).waitFor({ state: 'detached' });
    await rows.filter({ hasText: outside }).getByRole('button', { name: 'Archive' }).click();
    await person.shows('Nothing is uncertain for this reason');
    await person.button('Undo').click();
    await person.shows(outside);
    // A page of its own: the notice before has an undo, too.
    await person.open('/review?look=unsure&doubt=low_confidence');
    await rows.filter({ hasText: unsure }).getByRole('button', { name: 'Accept' }).click();
    await person.shows('Nothing is uncertain for this reason');
    await person.button('Undo').click();
    await person.shows(unsure);
    return 'the most doubtful first, accepted and archived, both undone';
  },

  async 'home: the three questions, with the clicks counted'(person) {
    const clicks = {};
    let count = 0;
    const click = async (locator) => {
      count += 1;
      await locator.click();
    };
    const asks = async (name, work) => {
      count = 0;
      await person.open('/');
      await work();
      clicks[name] = count;
    };
    await asks('what do you know about Ada', async () => {
      await click(person.page.getByRole('link', { name: 'All about ada' }));
      await person.page.waitForURL(/\/memories\?user=ada/);
      await person.page.locator('[data-row]').first().waitFor();
    });
    await asks('what do you know about the boat house', async () => {
      await click(person.page.getByRole('searchbox', { name: 'A person, a thing, a word' }));
      await person.page.keyboard.type('boat house');
      await person.press('Enter');
      await person.page.locator('[data-row]', { hasText: 'boat house' }).first().waitFor();
    });
    await asks('why was it recalled', async () => {
      await click(person.page.getByRole('link', { name: 'Who has a piano?' }));
      await person.page.waitForURL(/\/recall\/searches\//);
      await person.shows('What was answered');
    });
    await asks('who may see it', async () => {
      await click(person.page.getByRole('link', { name: 'What another one would see' }));
      await person.page.waitForURL(/\/access\?tab=view/);
    });
    await asks('what was changed', async () => {
      await click(person.page.getByRole('link', { name: 'What was changed, and by whom' }));
      await person.page.waitForURL(/\/access\?tab=log&kind=writes/);
      await person.page
        .getByRole('button', { name: /^Added/ })
        .first()
        .waitFor();
    });
    await asks('how it is undone', async () => {
      await click(person.page.getByRole('link', { name: 'What was done together, and undo it' }));
      await person.page.waitForURL(/\/history/);
    });
    assert.ok(Object.values(clicks).every((needed) => needed === 1));
    return JSON.stringify(clicks);
  },

  async 'memory: deleted on its page it stays there, marked, and is restored'(person) {
    const { page } = person;
    await person.open('/memories?user=ben');
    await page.locator('[data-row]', { hasText: madrid }).getByRole('link').click();
    await page.locator('article', { hasText: madrid }).waitFor();
    const changes = page.getByRole('list', { name: 'Who was told, and who changed it' });
    await changes.getByText('Added').waitFor();
    await person.button('More actions').click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await person.shows(/^Deleted by dashboard on /);
    await changes.getByText('Deleted').waitFor();
    assert.equal(await changes.getByText('Read', { exact: true }).count(), 0, 'its own reads');
    await person.open(page.url());
    await page.locator('article', { hasText: madrid }).waitFor();
    assert.equal(await person.button('Edit').count(), 0);
    await page.getByLabel('Also what dashboards read').check();
    await changes.getByText('Read', { exact: true }).first().waitFor();
    await person.button('Restore').click();
    await person.button('Edit').waitFor();
    await changes.getByText('Restored').waitFor();
    assert.equal(await page.getByText(/^Deleted by dashboard on /).count(), 0);
    return 'deleted, seen, back';
  },

  async 'history: tells what was done to which memory, and what an undo took back'(person) {
    const { page } = person;
    await person.open('/history?kind=states');
    const row = page.locator('[data-row]', { hasText: `Restored: “${madrid}”` });
    await page.locator('[data-row]', { hasText: `Deleted: “${madrid}”` }).waitFor();
    await page
      .getByRole('listitem')
      .filter({ has: row })
      .getByRole('button', { name: 'Undo' })
      .click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(`Restored: “${madrid}”`).waitFor();
    await dialog.getByRole('button', { name: 'Undo' }).click();
    // Another page would cancel what is not answered yet.
    await person.shows(/^Done$/);
    await person.open('/history?kind=undo');
    await page.locator('[data-row]', { hasText: `Undo: Restored: “${madrid}”` }).waitFor();
    await person.open('/history?kind=import');
    await page.getByRole('link', { name: 'See what was changed one by one' }).click();
    await page.waitForURL(/\/access\?tab=log&kind=writes/);
    return 'deleted, restored, undone';
  },

  async 'access: what was done by hand stands in the log, with its words'(person) {
    const { page } = person;
    await person.open('/access?tab=log');
    const rows = page.locator('main ol [data-row]');
    const deleted = rows.filter({ hasText: /Deleted.*dashboard/ });
    await deleted.first().click();
    const shown = await rows.allTextContents();
    const reads = shown.filter((text) => /^(List|Read|History)/.test(text));
    assert.deepEqual(
      reads.filter((text) => text.includes('dashboard')),
      [],
    );
    await page.locator('main ol').getByRole('link', { name: madrid }).click();
    await person.shows(/^Deleted by dashboard on /);
    await person.button('Restore').click();
    await person.button('Edit').waitFor();
    return `${shown.length} rows`;
  },
};

/** Two months of a life, as a library with another clock kept them. */
async function addMonths(data) {
  let now = Date.now();
  const memory = await createMemory({ data, clock: () => now });
  const add = async (ago, text, more = {}) => {
    now = Date.now() - ago * oneDay;
    const { memories } = await memory.add({ user_id: 'ada', kind: 'fact', text, ...more });
    return memories[0].id;
  };
  const porto = await add(60, 'Ada lives in Porto.', { valid_from: dayOf(400) });
  await add(58, madrid, { user_id: 'ben', app_id: 'cursor' });
  for (let ago = 56; ago > 22; ago -= 3) await add(ago, `Ada swam ${ago * 20} metres that day.`);
  await add(21, 'Mia keeps the spare key of the boat house in the blue kitchen drawer.');
  await add(20, 'The spare key of the boat house Mia keeps in the kitchen, blue drawer.');
  await add(15, 'Ada lives in Lisbon.', { supersedes: [porto], app_id: 'claude' });
  await add(9, 'The page says that the museum is closed.', { trust: 'outside', app_id: 'browser' });
  await add(8, 'Ben may have moved to Braga.', { user_id: 'ben', metadata: { confidence: 0.3 } });
  now = Date.now() - 5 * oneDay;
  await memory.add({ user_id: 'cara', messages: [turn] });
  await add(2, 'Ben has a piano, which is hardly in tune.', { user_id: 'ben' });
  now = Date.now();
  await memory.consolidation.run({ user_id: 'ada', wait: true });
  await memory.search({ user_id: 'ben', query: 'Who has a piano?' });
  await memory.close();
}

/** What is kept along time, tried out and judged, chosen and ordered: no model takes part in it. */
export async function useMemoryPages(report, { browser, folder }) {
  const server = new Server();
  await addMonths(server.data);
  await server.start();
  const owner = { browser, url: server.url, session: undefined, ids: {} };
  await lookAtPages(report, { ...owner, folder, pages });
  await measureLoads(report, { ...owner, pages });
  for (const [title, task] of Object.entries(tasks))
    await report.step(title, async () => {
      const person = await browser.person({ url: server.url });
      const told = await task(person, folder);
      await person.leave();
      return told;
    });
  await server.stop();
}
