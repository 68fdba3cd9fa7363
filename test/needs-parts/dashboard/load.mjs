import assert from 'node:assert/strict';
import { pages as allPages } from './pages.mjs';

const most = { kilobytes: 250, shift: 0.1, task: 200 };

/** What a page costs before it can be used. */
export async function measureLoads(report, { browser, url, session, ids, pages = allPages }) {
  for (const { name, at } of pages)
    await report.step(`${name}: little to load, nothing jumps, nothing blocks`, async () => {
      const person = await browser.person({ url, session });
      const { kilobytes, shift, painted, task } = await load(browser, person, at(ids));
      await person.leave();
      const told = `${kilobytes} kB compressed, shift ${shift}, longest task ${task} ms of processor time, painted after ${painted} ms`;
      assert.ok(kilobytes < most.kilobytes && shift <= most.shift && task <= most.task, told);
      return told;
    });
}

async function load(browser, person, path) {
  const sizes = [];
  person.page.on('response', (response) => {
    // What is asked of the API is what people keep, and not the page.
    if (new URL(response.url()).pathname.startsWith('/v1/')) return;
    sizes.push(response.request().sizes());
  });
  const events = await browser.traced(person.page, async () => {
    await person.open(path);
    // What comes late can still push the rest aside.
    await person.page.waitForTimeout(500);
  });
  const bytes = (await Promise.all(sizes)).reduce((sum, one) => sum + one.responseBodySize, 0);
  const { shift, painted } = await person.measured();
  return {
    kilobytes: Math.round(bytes / 1_000),
    shift: Number(shift.toFixed(3)),
    painted: Math.round(painted),
    task: longestTask(events),
  };
}

/**
 * In ms. By the clock of the thread, not that of the wall: what others do on the machine does not
 * count then.
 */
function longestTask(events) {
  const threadOf = ({ pid, tid }) => `${pid}/${tid}`;
  const pages = events.filter(
    ({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain',
  );
  const threads = new Set(pages.map(threadOf));
  const tasks = events.filter(
    (event) => event.name.endsWith('RunTask') && threads.has(threadOf(event)),
  );
  assert.ok(tasks.length > 0, 'the trace holds no tasks');
  return Math.round(Math.max(...tasks.map(({ tdur = 0 }) => tdur)) / 1_000);
}
