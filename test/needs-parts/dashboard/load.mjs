import assert from 'node:assert/strict';
import { pages } from './pages.mjs';

const most = { kilobytes: 250, shift: 0.1, task: 200 };
/** What others do on the machine makes a task only longer: the shortest of some loads counts. */
const loads = 3;

/** What a page costs before it can be used. */
export async function measureLoads(report, { browser, url, session, ids }) {
  for (const { name, at } of pages)
    await report.step(`${name}: little to load, nothing jumps, nothing blocks`, async () => {
      const measured = [];
      for (let load = 0; load < loads; load += 1) {
        measured.push(await measureOnce({ browser, url, session }, at(ids)));
        if (measured.at(-1).longest <= most.task) break;
      }
      const task = Math.round(Math.min(...measured.map(({ longest }) => longest)));
      const shift = Math.max(...measured.map(({ shift: one }) => one));
      const [{ bytes, painted }] = measured;
      const kilobytes = bytes / 1_000;
      const told = `${kilobytes.toFixed(0)} kB gzipped, shift ${shift.toFixed(3)}, longest task ${task} ms, painted after ${painted} ms`;
      assert.ok(kilobytes < most.kilobytes && shift <= most.shift && task <= most.task, told);
      return told;
    });
}

async function measureOnce({ browser, url, session }, path) {
  const person = await browser.person({ url, session });
  let bytes = 0;
  const counted = [];
  person.page.on('response', (response) => {
    // What is asked of the API is data, and what people load beside the page.
    if (new URL(response.url()).pathname.startsWith('/v1/')) return;
    counted.push(
      response
        .request()
        .sizes()
        .then(({ responseBodySize }) => (bytes += responseBodySize)),
    );
  });
  await person.open(path);
  // What comes late can still push the rest aside.
  await person.page.waitForTimeout(500);
  await Promise.all(counted);
  const { shift, longest } = await person.measured();
  const painted = await person.page.evaluate(() =>
    Math.round(performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0),
  );
  await person.leave();
  return { bytes, shift, longest, painted };
}
