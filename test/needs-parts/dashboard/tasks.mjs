import assert from 'node:assert/strict';

const quietStreet = 'We want a quiet street';

/** What people come to each page for, with the mouse. */
const tasks = {
  async 'home: a program is connected with what is copied'(person) {
    await person.open('/');
    await person.page.getByRole('tab', { name: 'Cursor', exact: true }).click();
    const panel = person.page.getByRole('tabpanel', { name: 'Cursor' });
    await panel.getByRole('button', { name: 'Copy', exact: true }).first().click();
    const command = await person.clipboard();
    assert.match(command, /tulving install .*cursor/);
    return command;
  },

  async 'home and users count alike'(person) {
    await person.open('/');
    const told = person.page.locator('dl > div', { hasText: 'Active memories' }).locator('dd');
    const active = Number(await told.first().textContent());
    await person.open('/users');
    const rows = person.page.locator('li', { has: person.page.locator('[data-row]') });
    const counts = (await rows.allTextContents()).map((row) => Number(/(\d+) active/.exec(row)[1]));
    assert.equal(
      counts.reduce((sum, count) => sum + count, 0),
      active,
    );
    assert.match((await rows.allTextContents()).join(), /1 paused or archived/);
    return `${active} active memories`;
  },

  async 'memories: searched, narrowed, and the address keeps it'(person) {
    await person.open('/memories');
    await person.page.getByPlaceholder('Search by words or meaning').fill('hazelnuts');
    await person.shows(/that answers? best/);
    // The line above tells of the answer a moment before its rows are there.
    const first = person.page.locator('[data-row="0"]', { hasText: /hazelnuts/i });
    await first.waitFor();
    await person.open('/memories?kind=preference');
    const rows = await person.rows();
    assert.deepEqual(
      rows.filter((row) => !row.includes('Preference')),
      [],
    );
    return `${rows.length} preferences`;
  },

  async 'memories: one is added, and gone again with undo'(person) {
    const text = 'The library closes at eight on Fridays.';
    await person.open('/memories');
    await person.button('New memory').click();
    await person.page.getByLabel('Text').fill(text);
    await person.button('Add').click();
    await person.page.locator('[data-row]', { hasText: text }).waitFor();
    await person.button('Undo').click();
    await person.page.locator('[data-row]', { hasText: text }).waitFor({ state: 'detached' });
    return 'added and undone';
  },

  async 'memories: several are archived at once, and back with undo'(person) {
    await person.open('/memories?user=ada&kind=preference');
    const rows = person.page.locator('[data-row]');
    const { length: count } = await person.rows();
    await person.page.getByLabel('Select all that are shown').check();
    await person.page.getByRole('toolbar').getByRole('button', { name: 'Archive' }).click();
    await rows.first().waitFor({ state: 'detached' });
    await person.button('Undo').click();
    await rows.nth(count - 1).waitFor();
    return `${count} memories`;
  },

  async 'memory: what changed is shown, and an earlier version is back'(person, { sister }) {
    await person.open(`/memories/${sister}`);
    await person.button('Show the change').first().click();
    await person.page.locator('ins', { hasText: 'Alfama' }).waitFor();
    await person.button('Restore this version').first().click();
    await person.page
      .locator('article p', { hasText: /^My sister Mia lives in Lisbon\.$/ })
      .waitFor();
    return 'the first version holds again';
  },

  async 'memory: its source stands in the conversation'(person) {
    await person.open('/memories?q=quiet+street+balcony');
    await person.page
      .locator('[data-row]', { hasText: quietStreet })
      .first()
      .getByRole('link')
      .click();
    await person.page.locator('article', { hasText: quietStreet }).waitFor();
    await person.shows('Where should we stay when we visit Mia?');
    return 'with what was said before';
  },

  async 'recall: a question is answered, and each place explained'(person) {
    await person.open('/recall');
    await person.page.getByLabel('Question', { exact: true }).fill('Where does my sister live?');
    await person.press('Enter');
    await person.shows('My sister Mia lives in Lisbon');
    assert.match(person.page.url(), /q=Where/);
    await person.page.getByRole('button', { name: /reasons found something/ }).click();
    await person.page.getByRole('button', { name: /^Near in meaning.*memor/ }).click();
    await person.page.getByText(/· place 1$/).waitFor();
    return 'the sister is found, and what meaning alone would have found';
  },

  async 'jobs: one that waits is cancelled, and runs again'(person) {
    await person.open('/jobs?state=waiting');
    await person.button('Cancel').first().click();
    await person.shows('Job cancelled');
    await person.button('Cancelled').click();
    await person.button('Run again').first().click();
    await person.shows('The job runs again');
    return 'cancelled, and asked for again';
  },

  async 'status: every part tells how it is'(person) {
    await person.open('/status');
    await person.shows('Everything works');
    const parts = await person.page
      .locator('li', { has: person.page.locator('h3') })
      .allTextContents();
    assert.ok(parts.length >= 5, parts.join());
    assert.deepEqual(
      parts.filter((part) => !part.includes('Well')),
      [],
    );
    return `${parts.length} parts are well`;
  },

  async 'any page: the API call is shown, ready to paste'(person) {
    await person.open('/status');
    await person.page.getByTitle('Show the API call').click();
    const call = person.page.getByRole('dialog').locator('pre').first();
    assert.match((await call.textContent()) ?? '', /curl -s .*\/v1\//);
    return 'curl';
  },

  async 'any page: when an update took its scripts away, it is loaded anew'(person) {
    await person.open('/memories?q=hazelnuts');
    await person.page.route(/menu-items/, (route) => route.abort(), { times: 1 });
    const actions = person.page
      .locator('[data-row]')
      .first()
      .getByRole('button', { name: 'Actions' });
    const loaded = person.page.waitForEvent('load');
    await actions.hover();
    await loaded;
    await person.settled();
    await actions.click();
    await person.page.getByRole('menuitem').first().waitFor();
    // That the script was missing.
    person.complaints.length = 0;
    return 'loaded anew, and the menu opens';
  },

  async 'memory: erased for good, with a report'(person) {
    await person.open('/memories?q=Tokyo');
    await person.page.locator('[data-row]', { hasText: 'Tokyo' }).first().getByRole('link').click();
    await person.button('More actions').click();
    await person.page.getByRole('menuitem', { name: /Erase/ }).click();
    await person.page.getByRole('dialog').getByRole('button', { name: /Erase/ }).click();
    await person.page.getByRole('dialog').locator('dl').waitFor();
    const report = await person.page.getByRole('dialog').locator('dl').textContent();
    return report ?? '';
  },
};

export async function doTasks(report, { browser, url, session, ids }) {
  for (const [title, task] of Object.entries(tasks)) {
    await report.step(title, async () => {
      const person = await browser.person({ url, session });
      const told = await task(person, ids);
      await person.leave();
      return told;
    });
  }
}
