import assert from 'node:assert/strict';
import { join } from 'node:path';
import { Server } from '../server.mjs';
import { measureLoads } from './load.mjs';
import { lookAtPages } from './looks.mjs';
import { addGoverned, startModel } from './model.mjs';
import { governPages as pages } from './pages.mjs';

/** What people come to these pages for; each goes on from where the one before ended. */
const tasks = {
  async 'chat: answered from memory, and the mark leads to the memory'(person, folder) {
    await person.open('/chat?user=ada');
    await person.page
      .getByRole('textbox', { name: 'Question' })
      .fill('Where does Mia live in Lisbon?');
    await person.press('Enter');
    await person.page.locator('[data-answer]', { hasText: 'near the old harbour' }).waitFor();
    await person.button('Who lives near the harbour?').waitFor();
    await person.page.screenshot({ path: join(folder, 'chat-answered.png') });
    await person.page.getByRole('link', { name: /^Memory m\d/ }).click();
    await person.page.waitForURL(/\/memories\/[\w-]{36}/);
    await person.shows(/Lisbon/);
    return 'streamed, cited, and a next question proposed';
  },

  async 'review: what was held back is judged, and counted in the sidebar'(person) {
    await person.open('/review');
    const count = person.page.getByRole('navigation').getByText(/^\d+ waits?$/);
    const before = Number.parseInt(await count.textContent(), 10);
    const held = person.page.getByRole('article', { name: 'Held back' });
    await held.first().getByText('It wants earlier instructions').waitFor();
    await held.first().getByRole('button', { name: 'Delete' }).click();
    await person.shows('Deleted');
    await person.page
      .getByRole('navigation')
      .getByText(new RegExp(`^${before - 1} waits?$`))
      .waitFor();
    return `${before} waited, ${before - 1} wait`;
  },

  async 'review: of two that conflict one is chosen, by keyboard, and it is undone'(person) {
    await person.open('/review?kind=contradiction');
    await person.shows('platform four');
    await person.shows('platform seven');
    await person.press('j', 'a');
    await person.shows('The newer one holds');
    await person.button('Undo').click();
    await person.shows('The memory is as it was');
    await person.open('/review?decided=true');
    await person.shows('The newer one holds');
    return 'j, a, Undo';
  },

  async 'graph: from a name to what says so, at another time too'(person) {
    await person.open('/graph');
    await person.page.getByLabel('Search a name').fill('Mia');
    await person.page.getByRole('link', { name: /^Mia/ }).first().click();
    await person.page.waitForURL(/entity=Mia/);
    await person.settled();
    const relation = person.page.getByRole('button', { name: /Mia lives in Lisbon/ });
    await relation.click();
    await person.page
      .getByRole('list', { name: 'Memories that say so' })
      .getByRole('link', { name: /old harbour/ })
      .waitFor();
    const hasPicture = (await person.page.locator('[data-picture] canvas').count()) > 0;
    if (hasPicture) await clickTheMiddle(person);
    await person.open('/graph?entity=Ben');
    await person.page.getByRole('button', { name: /Ben lives in Madrid/ }).waitFor();
    const then = new Date(Date.now() - 10 * 86_400_000).toISOString().slice(0, 10);
    await person.page.getByLabel('As it was on', { exact: true }).fill(then);
    await person.page.getByRole('button', { name: /Ben lives in Porto/ }).waitFor();
    await person.page.getByRole('button', { name: /Madrid/ }).waitFor({ state: 'detached' });
    return hasPicture ? 'drawn, clicked, and told as a list' : 'told as a list; no WebGL here';
  },

  async 'history: a batch is looked into, taken back after a preview, and done again'(person) {
    await person.open('/history?kind=extract');
    const batch = person.page.getByRole('listitem').filter({ hasText: '1 superseded' });
    await batch.locator('[data-row]').click();
    await batch.getByRole('list', { name: 'Changes' }).getByRole('link').first().waitFor();
    await batch.getByRole('button', { name: 'Undo' }).click();
    const dialog = person.page.getByRole('dialog');
    await dialog.getByText('Deleted').first().waitFor();
    await dialog.getByText('Holds again').first().waitFor();
    await dialog.getByRole('button', { name: 'Undo' }).click();
    await person.shows(/^Done$/);
    await person.page.locator('[data-row]', { hasText: 'Undone' }).first().waitFor();
    await person.open('/history?kind=undo');
    await person.press('j', 'u');
    await dialog.getByText('Holds again').or(dialog.getByText('As before')).first().waitFor();
    await dialog.getByRole('button', { name: 'Do it again' }).click();
    await person.shows(/^Done$/);
    return 'undone and, by keyboard, done again';
  },

  async 'memory: said to be useful, and corrected, which is undone'(person) {
    await person.open('/memories?q=old+harbour');
    await person.page.locator('[data-row]').first().getByRole('link').click();
    await person.settled();
    await person.button('Useful').click();
    await person.page.getByRole('list', { name: 'Said so far' }).getByText('Useful').waitFor();
    await person.button('Wrong').click();
    await person.page.getByLabel('What is right').fill('Mia lives in Sintra.');
    await person.button('Correct it').click();
    const newer = person.page.locator('main section', { hasText: 'Replaced by' });
    await newer.getByRole('link', { name: 'Mia lives in Sintra.' }).waitFor();
    await person.button('Undo').click();
    await newer.waitFor({ state: 'detached' });
    return 'noted, corrected, undone';
  },

  async 'status: what the model was asked, what it cost, and what is left of the day'(person) {
    await person.open('/status');
    await person.shows('of 500,000 a day');
    const table = person.page.getByRole('table', { name: 'By day' });
    await table.getByText('Drawing facts').waitFor();
    const cells = await table
      .getByRole('row', { name: /^In all/ })
      .getByRole('cell')
      .allTextContents();
    const [input, output] = cells.slice(-3).map((cell) => Number(cell.replaceAll(',', '')));
    const cost = Number(cells.at(-1)?.replace('$', ''));
    // By the price of model.mjs; to the cent, or two digits of what is less.
    const sum = (0.25 * input + 2 * output) / 1_000_000;
    const rounding = sum < 0.01 ? sum / 20 : 0.005;
    assert.ok(sum > 0 && Math.abs(cost - sum) <= rounding, `${cost}, not ${sum}`);
    return `${input} tokens in, ${output} out: ${cells.at(-1)}`;
  },
};

/** Where the one stands that was asked about. */
async function clickTheMiddle(person) {
  await person.open('/graph?entity=Ada&hops=2');
  const picture = person.page.locator('[data-picture]');
  await picture.locator('canvas').first().waitFor();
  await picture.click();
  await person.page.getByRole('button', { name: /^Ada person/, expanded: true }).waitFor();
}

async function doTasks(report, { browser, url, session, folder }) {
  for (const [title, task] of Object.entries(tasks))
    await report.step(title, async () => {
      const person = await browser.person({ url, session });
      const told = await task(person, folder);
      await person.leave();
      return told;
    });
}

/** The pages by which people govern what a model draws: a server with a model that is played. */
export async function govern(report, { browser, folder }) {
  const model = await startModel();
  const server = await new Server().start(model.environment);
  const { url } = server;
  await addGoverned(url);
  const owner = { browser, url, session: undefined, ids: {} };
  await lookAtPages(report, { ...owner, folder, pages });
  await measureLoads(report, { ...owner, pages });
  await doTasks(report, { ...owner, folder });
  await server.stop();
  await model.close();
}
