import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { Server } from '../server.mjs';
import { addExamples } from './example.mjs';
import { measureLoads } from './load.mjs';
import { lookAtPages } from './looks.mjs';
import { startModel } from './model.mjs';
import { operateEmptyPages, operatePages } from './pages.mjs';

const note = { id: '11111111-1111-7111-8111-111111111111', memory: 'The ferry leaves at noon.' };

/** What an operator comes to each page for; each goes on from where the one before ended. */
const tasks = {
  async 'backups: one is made, verified, fetched, and the way back is told'(person) {
    await person.open('/backups');
    await person.button('Back up now').click();
    await person.shows('The backup is made');
    const row = person.page.getByRole('list', { name: 'Backups' }).getByRole('listitem').first();
    await row.getByRole('button', { name: 'Verify' }).click();
    await person.shows('every checksum is right');
    await person.press('Escape');
    await row.getByRole('button', { name: 'Restore' }).click();
    const command = await person.page.getByRole('dialog').locator('pre').textContent();
    assert.match(command ?? '', /^tulving backup restore tulving-\S+ --data \S+ --replace$/);
    await person.press('Escape');
    const coming = person.page.waitForEvent('download');
    await row.getByRole('link', { name: 'Download' }).click();
    const bytes = readFileSync(await (await coming).path()).length;
    assert.ok(bytes > 1_000, `${bytes} bytes`);
    await person.button('Clear out').click();
    await person.shows(/there is nothing to remove/);
    return `${bytes} bytes fetched; ${command}`;
  },

  async 'backups: the next start is asked to restore one, and that is taken back'(person) {
    await person.open('/backups');
    const row = person.page.getByRole('list', { name: 'Backups' }).getByRole('listitem').first();
    await row.getByRole('button', { name: 'Restore' }).click();
    await person.button('Restore at the next start').click();
    await person.shows('A backup will be restored at the next start');
    await person.settled();
    await person.button('Take back').click();
    await person.page.getByText('will be restored').waitFor({ state: 'detached' });
    return 'asked for, and taken back';
  },

  async 'exchange: a file is looked at, brought in, and taken back'(person, { work }) {
    const file = join(work, 'mem0.json');
    writeFileSync(file, JSON.stringify({ results: [{ ...note, user_id: 'ada' }] }));
    await person.open('/exchange');
    await person.page.getByLabel('File to import').setInputFiles(file);
    await person.shows('What it would bring');
    await person.button('Import').click();
    await person.shows('Imported');
    await person.button('Undo the import').click();
    await person.shows('The import is undone');
    return 'previewed, imported, undone';
  },

  async 'exchange: an export tells its size before, and is a file'(person) {
    await person.open('/exchange?tab=export');
    await person.shows(/About \d+ active memories/);
    const coming = person.page.waitForEvent('download');
    await person.button('Download').click();
    const lines = readFileSync(await (await coming).path(), 'utf8')
      .trim()
      .split('\n');
    assert.equal(JSON.parse(lines[0]).type, 'tulving');
    return `${lines.length} lines`;
  },

  async 'models: one is tried; another is chosen for the next start, and not any more'(person) {
    await person.open('/models');
    await person.button('Test: Language model').click();
    await person.shows(/^\d+ ms$/);
    await person.button('Choose one: Embedder').click();
    const dialog = person.page.getByRole('dialog');
    await dialog.getByLabel('Who runs it').selectOption('ollama');
    await dialog.getByLabel('Model', { exact: true }).fill('embeddinggemma');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await person.shows('ollama:embeddinggemma');
    await person.shows('Restart the server');
    await person.button('Change: Embedder').click();
    await dialog.getByLabel('Who runs it').selectOption('');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await person.page.getByText('ollama:embeddinggemma').waitFor({ state: 'detached' });
    return 'tried, chosen, taken back';
  },

  async 'models: the index is made anew, and its job is told'(person) {
    await person.open('/models');
    await person.button('Index anew').click();
    await person.page.getByLabel('Also what is up to date').check();
    await person.shows(/\d+ memories are done/);
    await person.button('Begin').click();
    await person.shows('The job is handed in');
    await person.open('/jobs');
    const job = person.page.locator('[data-row]', { hasText: 'Index the memories anew' });
    await job.first().waitFor();
    return 'handed in';
  },

  async 'settings: found, refused where wrong, kept, and reset'(person, { data }) {
    await person.open('/settings');
    await person.page.getByRole('searchbox', { name: 'Search the settings' }).fill('UNDO');
    await person.button('Change undo-days').click();
    await person.page.getByLabel('Value').fill('many');
    await person.button('Save').click();
    await person.shows(/must be a number of days/);
    await person.page.getByLabel('Value').fill('14');
    await person.button('Save').click();
    await person.shows('From the next start');
    assert.match(readFileSync(join(data, 'tulving.yaml'), 'utf8'), /undo-days: 14/);
    await person.open('/settings?view=json');
    const text = person.page.getByLabel('Settings that can be changed here');
    await text.fill((await text.inputValue()).replace('"undoDays": "14"', '"undoDays": 21'));
    await person.shows('1 change');
    await person.button('Save').click();
    await person.shows('0 changes');
    await person.button('Reset to defaults').click();
    await person.button('Reset').click();
    await person.shows('The defaults hold from the next start on');
    assert.doesNotMatch(readFileSync(join(data, 'tulving.yaml'), 'utf8'), /undo-days/);
    return 'refused, kept twice, reset';
  },

  async 'logs: lines come while one looks, are narrowed, and rest while paused'(person) {
    await person.open('/logs');
    const lines = person.page.getByRole('log', { name: 'Logs' });
    await lines.getByText('path=/v1/logs').first().waitFor();
    // The log names routes, and nothing of what an address holds.
    const mark = `asked-${Date.now()}`;
    const ask = () =>
      person.page.evaluate((id) => fetch('/v1/nothing', { headers: { 'x-request-id': id } }), mark);
    await ask();
    await lines.getByText(mark).first().waitFor();
    await person.page.getByRole('searchbox').fill(mark);
    await person.shows('1 line');
    await person.button('Copy').click();
    assert.match(await person.clipboard(), /info request .*status=404/);
    await person.button('Pause').click();
    await ask();
    await person.page.waitForTimeout(500);
    await person.shows('1 line');
    await person.button('Go on').click();
    await person.shows('2 lines');
    return 'live, searched, copied, paused';
  },

  async 'webhooks: made with a secret shown once, tested, paused, and removed'(
    person,
    { address },
  ) {
    await person.open('/webhooks');
    await person.button('New webhook').click();
    await person.page.getByLabel('Address').fill(address);
    await person.page.getByLabel('Name', { exact: true }).fill('Receiver');
    // What is drawn from the examples may come while one looks.
    await person.page.getByLabel('About users').fill('somebody of whom nothing is kept');
    await person.button('Make it').click();
    const dialog = person.page.getByRole('dialog');
    assert.match((await dialog.locator('pre').textContent()) ?? '', /^whsec_/);
    await person.button('I have copied it').click();
    const card = person.page.getByRole('listitem').filter({ hasText: 'Receiver' });
    await card.getByRole('button', { name: 'Test' }).click();
    await person.shows(/It answered 204 in \d+ ms/);
    await card.getByRole('button', { name: 'Pause' }).click();
    await person.shows('Paused: what happens meanwhile is not told');
    await person.button('Undo').click();
    await card.getByRole('button', { name: 'Pause' }).waitFor();
    await card.getByRole('button', { name: 'Deliveries' }).click();
    await person.shows('No delivery here');
    await person.press('Escape');
    await card.getByRole('button', { name: 'More for Receiver' }).click();
    await person.page.getByRole('menuitem', { name: 'Remove' }).click();
    await person.button('Remove').click();
    await card.waitFor({ state: 'detached' });
    return 'secret, test, pause, undo, deliveries, removal';
  },

  async 'audit: what was done is told, narrowed, and opened by keyboard'(person) {
    await person.open('/audit');
    await person.shows('Webhook removed');
    await person.page.getByLabel('About').selectOption('backup');
    await person.page.waitForURL(/group=backup/);
    await person.shows('Backup asked for');
    await person.page.getByText('Webhook removed').waitFor({ state: 'detached' });
    await person.page.locator('h1').click();
    await person.press('j', 'Enter');
    await person.shows('Outcome');
    return 'told, narrowed, opened';
  },

  async 'by keyboard: g p, n, and a backup is made'(person) {
    await person.open('/');
    await person.press('g', 'p');
    await person.page.locator('h1', { hasText: 'Backups' }).waitFor();
    await person.settled();
    await person.press('n');
    await person.shows('The backup is made');
    return 'g p, n';
  },

  async 'jobs: all are held up for a while, and go on'(person) {
    await person.open('/jobs');
    await person.button('Pause').click();
    await person.page.getByRole('dialog').getByRole('button', { name: 'Pause' }).click();
    await person.shows('Paused: all jobs.');
    await person.button('Let them go on').click();
    await person.page.getByText('Paused: all jobs.').waitFor({ state: 'detached' });
    return 'paused and resumed';
  },
};

/** Takes whatever it is sent. */
async function startReceiver() {
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(204).end();
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { address: `http://127.0.0.1:${server.address().port}/hook`, close: () => server.close() };
}

async function signedIn({ browser, server }) {
  const [link] = await server.printed(/https?:\S+\/sign-in#\S+/);
  const person = await browser.person({ url: server.url });
  await person.open(link);
  await person.page.locator('h1', { hasText: 'Home' }).waitFor();
  const session = await person.session();
  await person.leave();
  return session;
}

/** The pages of who runs the server, signed in by the link that it prints. */
export async function operate(report, { browser, folder }) {
  const model = await startModel();
  const receiver = await startReceiver();
  const server = new Server();
  const { environment } = model;
  const lines = Object.entries(environment).map(([name, value]) => [
    name.replace('TULVING_', '').toLowerCase().replaceAll('_', '-'),
    value,
  ]);
  mkdirSync(server.data, { recursive: true });
  const config = lines.map(([name, value]) => `${name}: ${JSON.stringify(value)}\n`).join('');
  writeFileSync(join(server.data, 'tulving.yaml'), config);
  const network = { TULVING_ALLOW_WEBHOOKS: '127.0.0.1' };
  await server.start(network, { quiet: false });
  const session = await signedIn({ browser, server });
  const { url, data } = server;
  const owner = { browser, url, session, ids: {} };
  await lookAtPages(report, { ...owner, folder, pages: operateEmptyPages });
  await addExamples(url);
  const means = { data, work: folder, address: receiver.address };
  await doTasks(report, { ...owner, means });
  await makeWebhook(owner, receiver.address);
  await lookAtPages(report, { ...owner, folder, pages: operatePages });
  await measureLoads(report, { ...owner, pages: operatePages });
  await server.stop();
  await model.close();
  receiver.close();
}

/** One to look at. */
async function makeWebhook({ browser, url, session }, address) {
  const person = await browser.person({ url, session });
  await person.open('/webhooks');
  await person.button('New webhook').click();
  await person.page.getByLabel('Address').fill(address);
  await person.page.getByLabel('Name', { exact: true }).fill('Search index');
  await person.page.getByLabel('About users').fill('ada');
  await person.button('Make it').click();
  await person.button('I have copied it').click();
  await person.leave();
}

async function doTasks(report, { browser, url, session, means }) {
  for (const [title, task] of Object.entries(tasks))
    await report.step(title, async () => {
      const person = await browser.person({ url, session });
      try {
        return await task(person, means);
      } finally {
        await person.leave();
      }
    });
}
