/** A transcript for people, closed by the line that CI counts. */
export class Report {
  #passed = 0;
  #failed = 0;

  /** Does one step and tells what came of it; a step that throws has failed, and the next one runs. */
  async step(title, work) {
    try {
      console.log(`${title} → ${await work()}`);
      this.#passed += 1;
    } catch (error) {
      this.fail(title, error.message);
    }
  }

  pass() {
    this.#passed += 1;
  }

  fail(title, reason) {
    console.log(`FAILED ${title}: ${reason}`);
    this.#failed += 1;
  }

  end() {
    const failed = this.#failed === 0 ? '' : ` | ${this.#failed} failed`;
    console.log(`\nTests  ${this.#passed} passed${failed}`);
    process.exitCode = this.#failed === 0 ? 0 : 1;
  }
}
