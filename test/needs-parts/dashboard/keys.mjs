import assert from 'node:assert/strict';
import { addKeys } from './example.mjs';

/** From the link that the server printed to keys for programs. Afterwards nobody comes in without. */
export async function makeKeys(report, { browser, url, link }) {
  const owner = await browser.person({ url });
  const made = {};

  await report.step('sign-in: the printed link lets the owner in, and is not kept', async () => {
    await owner.open(link);
    await owner.page.waitForURL(`${url}/`);
    await owner.shows('read · write · admin');
    return 'as the owner';
  });

  await report.step('keys: who may not make any is told how', async () => {
    const person = await browser.person({ url });
    await person.open('/keys');
    await person.shows('tulving keys create dashboard --scope admin');
    await person.leave();
    return 'told';
  });

  await report.step('keys: the first one is made, shown once, copied, and signs in', async () => {
    await owner.open('/keys');
    await owner.button('Make the first key').click();
    await owner.shows('From the first key on, every program needs one');
    await owner.button('Make the key').click();
    await owner.button('Copy the key').click();
    made.first = await owner.clipboard();
    assert.match(made.first, /^tlv_\w+_\w+$/);
    await owner.button('Done').click();
    await owner.page.getByRole('heading', { name: 'Dashboard' }).waitFor();
    await owner.shows('You');
    assert.ok(!(await owner.page.content()).includes(made.first), 'the key is shown again');
    return 'signed in with it';
  });

  await report.step('keys: nobody comes in without one any more', async () => {
    const { status } = await fetch(`${url}/v1/stats`);
    assert.equal(status, 401);
    const person = await browser.person({ url });
    await person.page.goto('/memories');
    await person.page.waitForURL(/\/sign-in/);
    await person.page.getByLabel('Key', { exact: true }).fill(made.first);
    await person.button('Sign in').click();
    await person.page.waitForURL(`${url}/memories`);
    await person.settled();
    await person.leave();
    return 'the page asks for a key, and leads back';
  });

  await report.step('keys: one is narrowed, and revoked', async () => {
    await owner.button('New key').click();
    await owner.page.getByLabel('Name', { exact: true }).fill('Laptop of Ada');
    await owner.page.getByLabel('Expires').selectOption('30');
    await owner.page.getByLabel('User', { exact: true }).fill('ada');
    await owner.button('Make the key').click();
    await owner.button('Copy the key').click();
    const headers = { authorization: `Bearer ${await owner.clipboard()}` };
    const as = async (user) =>
      (await fetch(`${url}/v1/memories?user_id=${user}`, { headers })).status;
    assert.deepEqual([await as('ada'), await as('ben')], [200, 403]);
    await owner.button('Done').click();
    await owner.button('Revoke Laptop of Ada').click();
    await owner.button('Revoke the key').click();
    await owner.shows('“Laptop of Ada” is revoked');
    assert.equal(await as('ada'), 401);
    return 'ada 200, ben 403; then 401';
  });

  await report.step('keys: one is replaced while programs still use it', async () => {
    await owner.button('Replace Dashboard').click();
    await owner.button('Make the new key').click();
    await owner.button('Copy the key').click();
    const renewed = await owner.clipboard();
    assert.notEqual(renewed, made.first);
    await owner.button('Done').click();
    for (const key of [made.first, renewed]) {
      const { status } = await fetch(`${url}/v1/session`, {
        headers: { authorization: `Bearer ${key}` },
      });
      assert.equal(status, 200);
    }
    await addKeys(url, renewed);
    return 'both are taken for a day';
  });

  const session = await owner.session();
  await report.step('keys: the browser complains of nothing', () => owner.leave());
  return session;
}
