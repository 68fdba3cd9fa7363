import assert from 'node:assert/strict';

/** Whole tasks without a mouse. */
const tasks = {
  async 'a memory is found, read, and left again'(person) {
    await person.open('/');
    await person.press('g', 'm');
    await person.page.locator('h1', { hasText: 'Memories' }).waitFor();
    await person.settled();
    await person.press('/');
    await person.page.keyboard.type('cello');
    // One: while it is typed, more are shown; and rows come a moment after the line above them.
    await person.shows(/that answers best/);
    await person.page.locator('[data-row]', { hasText: 'cello' }).waitFor();
    await person.press('Escape', 'j', 'Enter');
    await person.page.waitForURL(/\/memories\/[\w-]{36}/);
    await person.settled();
    await person.page.locator('article', { hasText: 'cello' }).waitFor();
    return 'g m, /, Escape, j, Enter';
  },

  async 'a memory is added and deleted'(person) {
    const text = 'The night train leaves from platform four.';
    await person.open('/memories');
    await person.press('n');
    await person.page.keyboard.type(text);
    await person.press('Control+Enter');
    const row = person.page.locator('[data-row]', { hasText: text });
    await row.waitFor();
    await row.focus();
    await person.press('#');
    await row.waitFor({ state: 'detached' });
    return 'n, Control+Enter, #';
  },

  async 'the palette leads to a page, and help tells the keys'(person) {
    await person.open('/');
    await person.press('Control+k');
    await person.page.getByRole('combobox').and(person.page.locator(':focus')).waitFor();
    await person.page.keyboard.type('status');
    await person.page.getByRole('option', { name: 'Status' }).first().waitFor();
    await person.press('Enter');
    await person.page.waitForURL(/\/status$/);
    await person.settled();
    await person.press('?');
    const help = await person.page.getByRole('dialog').textContent();
    assert.match(help ?? '', /Show the API call/);
    await person.press('Escape');
    await person.page.getByRole('dialog').waitFor({ state: 'detached' });
    return 'Control+k, Enter, ?';
  },

  async 'a job is opened and cancelled'(person) {
    await person.open('/jobs?state=waiting');
    await person.press('j', 'Enter');
    await person.shows('Not before');
    await person.press('c');
    await person.shows('Job cancelled');
    return 'j, Enter, c';
  },

  async 'a key is made and its dialog left'(person) {
    await person.open('/keys');
    await person.press('n');
    await person.page.keyboard.type('Made by hand');
    await person.press('Enter');
    await person.shows('Copy the key now');
    await person.press('Enter');
    assert.match(await person.clipboard(), /^tlv_/);
    await person.press('Escape');
    await person.page.getByRole('heading', { name: 'Made by hand' }).waitFor();
    return 'n, Enter, Enter, Escape';
  },

  async 'whoever tabs comes first to the content'(person) {
    await person.open('/status');
    await person.press('Tab');
    const focused = person.page.locator(':focus');
    assert.equal(await focused.textContent(), 'Skip to the content');
    await person.press('Enter', 'Tab');
    assert.ok(await focused.evaluate((element) => element.closest('main') !== null));
    return 'Tab, Enter, Tab';
  },
};

export async function doByKeyboard(report, { browser, url, session }) {
  for (const [title, task] of Object.entries(tasks)) {
    await report.step(`by keyboard: ${title}`, async () => {
      const person = await browser.person({ url, session });
      const told = await task(person);
      await person.leave();
      return told;
    });
  }
}
