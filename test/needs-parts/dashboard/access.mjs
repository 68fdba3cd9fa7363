import assert from 'node:assert/strict';
import { createClient } from '../../../dist/client/index.js';
import { Server } from '../server.mjs';
import { addExamples } from './example.mjs';
import { measureLoads } from './load.mjs';
import { lookAtPages } from './looks.mjs';
import { accessPages as pages } from './pages.mjs';

/** What people come to these pages for; each goes on from where the one before ended. */
const tasks = {
  async 'apps: one is found, paused, and goes on with undo'(person, { url }) {
    await person.open('/apps');
    await person.page.getByLabel('Search apps').fill('curs');
    await person.page.getByRole('link', { name: 'cursor' }).click();
    await person.page.getByRole('heading', { level: 1, name: 'cursor' }).waitFor();
    await person.page.getByRole('tab', { name: 'Added 4' }).waitFor();
    await person.page.getByRole('tab', { name: /^Read [1-9]/ }).click();
    await person.shows('Read 2 times');
    const asked = () => client(url, 'cursor').stats({ user_id: 'ada' });
    await asked();
    await person.button('Pause').click();
    await person.shows('cursor is paused');
    await assert.rejects(asked, { code: 'app_paused' });
    await person.button('Undo').click();
    await person.shows('cursor goes on');
    return 'refused while paused';
  },

  async 'access: a rule is made from what exists, said in words, and hides'(person, { url }) {
    await person.open('/access');
    await person.page.getByRole('button', { name: 'New rule' }).first().click();
    const dialog = person.page.getByRole('dialog');
    const known = dialog.locator('datalist option[value=cursor]');
    await known.first().waitFor({ state: 'attached' });
    await dialog.getByLabel('Name', { exact: true }).fill('cursor');
    await dialog.getByLabel('Name of it').fill('health');
    await dialog
      .getByText('The app cursor may not read memories of the category health.')
      .waitFor();
    await dialog.getByText(/^A courtesy/).waitFor();
    await person.button('Add the rule').click();
    await person.shows('Rule added');
    const { data } = await client(url, 'cursor').list({ user_id: '*' });
    assert.ok(data.length > 0 && data.every(({ categories }) => !categories.includes('health')));
    return `cursor is answered with ${data.length}`;
  },

  async 'access: seen as somebody else, and why a memory is hidden'(person) {
    await person.open('/access?tab=view&as=app%3Acursor');
    const [count] = await person.page.getByText(/^Sees \d+ of \d+/).allTextContents();
    await person.page.getByLabel('Hidden ones only').check();
    await person.page.getByRole('button', { name: /^Why: Allergic/ }).click();
    await person.shows('A rule denies it:');
    await person.shows('The app cursor may not read memories of the category health.');
    return count;
  },

  async 'access: the log is narrowed, and opened to ranks and scores'(person) {
    await person.open('/access?tab=log');
    await person.page.getByLabel('Words asked').fill('adrenaline');
    await person.page.waitForURL(/query=adrenaline/);
    await person.settled();
    const row = person.page.getByRole('button', { name: /Search.*adrenaline/ });
    await row.first().click();
    await person.shows(/^Score 0\.\d+/);
    await person.open('/access?tab=log&app=cursor&kind=reads');
    const who = await person.page.locator('main ol [data-row]').allTextContents();
    assert.ok(who.length > 0 && who.every((text) => text.includes('cursor')), who.join());
    return `${who.length} reads by cursor`;
  },

  async 'access: a rule is taken away, and holds again with undo'(person) {
    await person.open('/access');
    await person.page.getByRole('button', { name: /^Remove the rule/ }).click();
    await person.shows('Rule removed');
    await person.button('Undo').click();
    await person.shows('The rule holds again');
    await person.page.getByRole('button', { name: /^Remove the rule/ }).waitFor();
    return 'removed, and back';
  },

  async 'memories: all that fit are archived in one step, after a preview, and back'(
    person,
    { url },
  ) {
    const count = async (state) =>
      (await client(url).list({ user_id: '*', state, limit: 1, total: true })).total;
    const before = await count('archived');
    await person.open('/memories?size=10');
    await person.page.getByText(/^1–10 of/).waitFor();
    const total = await count('active');
    await person.page.getByLabel('Select all that are shown').check();
    await person.button(`Select all ${total} that fit`).click();
    await person.page.getByRole('toolbar').getByRole('button', { name: 'Archive' }).click();
    const dialog = person.page.getByRole('dialog');
    await dialog.getByText(`Archive ${total} memories`).waitFor();
    await dialog.getByRole('button', { name: 'Archive' }).click();
    await person.shows(`${total} memories archived`);
    assert.equal(await count('archived'), before + total);
    await person.button('Undo').click();
    await person.shows(`Undone for ${total} memories`);
    assert.equal(await count('archived'), before);
    return `${total} archived, and back`;
  },

  async 'memories: two apps at once, by the menu; the address keeps it'(person) {
    await person.open('/memories');
    await person.button('Filter').click();
    await person.page.getByRole('menuitem', { name: 'App' }).hover();
    await person.page.getByRole('menuitemcheckbox', { name: /claude/ }).click();
    await person.page.getByRole('menuitemcheckbox', { name: /cursor/ }).click();
    await person.press('Escape');
    await person.page.getByRole('button', { name: /Remove the filter App: / }).waitFor();
    await person.settled();
    const rows = await person.rows();
    assert.ok(rows.length > 4, rows.join());
    assert.match(decodeURIComponent(person.page.url()), /app=\["\w+","\w+"\]/);
    return `${rows.length} memories`;
  },

  async 'memory: who was told of it stands on its page'(person, { sister }) {
    await person.open(`/memories/${sister}`);
    const log = person.page.getByRole('list', { name: 'Who was told, and who changed it' });
    await log.getByText('“Where does my sister live?”').waitFor();
    await log.getByText('Changed').first().waitFor();
    return 'asked and changed';
  },

  async 'cubes: instructions and categories of its own are kept'(person, { url }) {
    await person.open('/cubes');
    await person.page.getByRole('link', { name: 'user:ada' }).click();
    await person.page.getByLabel('Instructions', { exact: true }).fill('Remember dates in full.');
    await person.page.getByLabel('Categories of its own').check();
    await person.button('Add a category').click();
    await person.page.getByLabel('Name', { exact: true }).last().fill('matches');
    await person.button('Save').click();
    await person.shows('Saved');
    const kept = await client(url).cubes.settings('user:ada');
    assert.equal(kept.custom_instructions, 'Remember dates in full.');
    assert.equal(kept.categories.at(-1).name, 'matches');
    assert.equal(kept.categories.length, 16);
    return `${kept.categories.length} categories`;
  },

  async 'connections: somebody new shows by itself'(person, { url }) {
    await person.open('/connections');
    await client(url, 'newcomer').stats({ user_id: 'ada' });
    await person.page.getByRole('heading', { name: 'newcomer' }).waitFor();
    return 'without a reload';
  },

  async 'users: one is exported, deleted after a preview, brought back, and erased by name'(
    person,
    { url },
  ) {
    await person.open('/users');
    await person.page.getByRole('link', { name: 'ben', exact: true }).click();
    await person.page.getByRole('heading', { level: 1, name: 'ben' }).waitFor();
    await person.settled();
    const download = person.page.waitForEvent('download');
    await person.button('Export').click();
    assert.equal((await download).suggestedFilename(), 'tulving-ben.jsonl');
    const ask = async (item) => {
      await person.button('More actions').click();
      await person.page.getByRole('menuitem', { name: item }).click();
    };
    await ask('Delete all memories');
    await person.page.getByRole('dialog').getByText('1 memory').waitFor();
    await person.button('Delete all').click();
    await person.shows('Memory deleted');
    await person.button('Undo').click();
    await person.shows('Undone');
    await ask('Erase for good');
    const erase = person.page.getByRole('dialog').getByRole('button', { name: 'Erase for good' });
    assert.ok(await erase.isDisabled());
    await person.page.getByLabel('Type ben to go on').fill('ben');
    await erase.click();
    await person.page.getByRole('dialog').locator('dl').waitFor();
    await person.button('Close').last().click();
    await person.page.waitForURL(/\/users$/);
    assert.deepEqual(
      (await client(url).users.list()).data.map(({ user_id }) => user_id),
      ['ada'],
    );
    return 'nothing of ben is left';
  },

  async 'by keyboard: to an app and back, a rule, the groups of the sidebar'(person) {
    await person.open('/');
    await person.press('g', 'a');
    await person.page.waitForURL(/\/apps$/);
    await person.settled();
    await person.press('j', 'Enter');
    await person.page.waitForURL(/\/apps\/\w+/);
    await person.settled();
    await person.press('g', 'x');
    await person.page.waitForURL(/\/access$/);
    await person.settled();
    await person.press('n');
    await person.page.getByRole('dialog').waitFor();
    await person.press('Escape');
    await person.page.getByRole('dialog').waitFor({ state: 'detached' });
    const group = person.page.getByRole('button', { name: 'Operate', expanded: true });
    await group.focus();
    await person.press('Enter');
    const navigation = person.page.getByRole('navigation', { name: 'Pages' });
    await navigation.getByRole('link', { name: 'Status' }).waitFor({ state: 'hidden' });
    await person.page.getByRole('button', { name: 'Operate', expanded: false }).focus();
    await person.press('Enter');
    await navigation.getByRole('link', { name: 'Status' }).waitFor();
    return 'g a, j, Enter, g x, n, Escape, Enter';
  },
};

const client = (baseUrl, app = 'tests') => createClient({ baseUrl, app });

/** The pages by which people see who is there and who may see what. */
export async function access(report, { browser, folder }) {
  const server = await new Server().start();
  const { url } = server;
  const [link] = await server.printed(/https?:\S+\/sign-in#\S+/);
  const ids = await addExamples(url);
  await useAsCursor(url);
  const owner = await browser.person({ url });
  await owner.open(link);
  await owner.page.waitForURL(`${url}/`);
  const session = await owner.session();
  await owner.leave();
  const shown = { browser, url, session, ids };
  await lookAtPages(report, { ...shown, folder, pages });
  await measureLoads(report, { ...shown, pages });
  for (const [title, task] of Object.entries(tasks))
    await report.step(title, async () => {
      const person = await browser.person({ url, session });
      const told = await task(person, { url, ...ids });
      await person.leave();
      return told;
    });
  await server.stop();
}

/** What an app was told, and a rule about another one. */
async function useAsCursor(url) {
  const cursor = client(url, 'cursor');
  for (const query of ['Where is the adrenaline pen?', 'What is in the blue bag?'])
    await cursor.search({ user_id: 'ada', query, limit: 3 });
}
