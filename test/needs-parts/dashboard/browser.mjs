import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';

const size = { width: 1280, height: 800 };
const phone = { width: 390, height: 844 };

/** How long a page may take to stand still, in ms: a test machine may be busy. */
const patience = 20_000;

/** Chromium, and what its pages complained about. */
export class Browser {
  #browser;

  /** @param executablePath where Chromium lies */
  static async start(executablePath) {
    const self = new Browser();
    // As root there is no sandbox; what it shows is our own.
    self.#browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
    return self;
  }

  get version() {
    return this.#browser.version();
  }

  /** A person with a browser of their own. */
  async person({ url, language = 'en', theme = 'light', session, onPhone = false }) {
    const context = await this.#browser.newContext({
      baseURL: url,
      viewport: onPhone ? phone : size,
      locale: language === 'en' ? 'en-GB' : language,
      colorScheme: theme,
      ...(session && { storageState: session }),
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    context.setDefaultTimeout(patience);
    await context.addInitScript(measure);
    return new Person(context, await context.newPage());
  }

  /** @returns the events of the browser's threads during the work */
  async traced(page, work) {
    await this.#browser.startTracing(page, { categories: ['toplevel', '__metadata'] });
    await work();
    const trace = await this.#browser.stopTracing();
    return JSON.parse(trace.toString()).traceEvents;
  }

  stop() {
    return this.#browser.close();
  }
}

/** Runs in the page: notes what the page is measured by. */
function measure() {
  window.measured = { shift: 0, painted: 0 };
  const watch = (type, note) =>
    new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({
      type,
      buffered: true,
    });
  watch('layout-shift', (entry) => {
    if (!entry.hadRecentInput) window.measured.shift += entry.value;
  });
  watch('paint', ({ startTime }) => {
    window.measured.painted = startTime;
  });
}

export class Person {
  #context;
  /** Errors of scripts, and what the policy refused. */
  complaints = [];

  constructor(context, page) {
    this.#context = context;
    this.page = page;
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    page.on('console', (message) => {
      // That a request was refused is for the page to tell, and for tests to look for.
      const isRefusal = /Failed to load resource.*status of 4\d\d/.test(message.text());
      if (message.type() === 'error' && !isRefusal) this.complaints.push(message.text());
    });
  }

  /** Opens a page, and waits until it stands. */
  async open(path) {
    await this.page.goto(path);
    await this.settled();
  }

  /** Nothing on the page is still on its way, and nothing went wrong. */
  async settled() {
    await this.page.locator('main:not([aria-busy=true]) h1').first().waitFor();
    await this.page.waitForFunction(
      () => document.querySelector('.animate-breathe, [role=status] .sr-only') === null,
    );
    await this.page.evaluate(() => document.fonts.ready);
    const faults = await this.page.locator('main [role=alert]').allTextContents();
    assert.deepEqual(faults, [], 'the page tells of an error');
  }

  measured() {
    return this.page.evaluate(() => window.measured);
  }

  async onPhone(work) {
    await this.page.setViewportSize(phone);
    await this.settled();
    const result = await work();
    await this.page.setViewportSize(size);
    return result;
  }

  /** Keys, one after the other. */
  async press(...keys) {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  button(name) {
    return this.page.getByRole('button', { name, exact: true });
  }

  shows(text) {
    return this.page.getByText(text).first().waitFor();
  }

  /** What the rows of a list say: of a long one those in sight, which come a moment after all else. */
  async rows() {
    const rows = this.page.locator('[data-row]');
    await rows.first().waitFor();
    return rows.allTextContents();
  }

  clipboard() {
    return this.page.evaluate(() => navigator.clipboard.readText());
  }

  /** What signs another browser in as the same person. */
  session() {
    return this.#context.storageState();
  }

  leave() {
    assert.deepEqual(this.complaints, [], 'the browser complained');
    return this.#context.close();
  }
}
