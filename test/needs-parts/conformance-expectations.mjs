import { readFileSync } from 'node:fs';

/** `- scenario # kind: reason`, and since line 0.2 of the suite also `- scenario:check # …`. */
const entryPattern = /^ +- (\S+)(?: +# (([^:]+): .+))?$/gm;

/** What a failure says that has this kind of reason: one for another cause is not the expected one. */
const evidence = {
  fixture: /(?<!Method )not found|not testable|InputRequiredResult/i,
  'not declared': /Method not found/,
  optional: /./,
};

/** A file of expected failures. The suite reads the entries, and nobody but us the reasons. */
export function readExpectations(file) {
  const matches = [...readFileSync(file, 'utf8').matchAll(entryPattern)];
  const entries = matches.map(([, name, reason = '', kind]) => ({
    name,
    reason: Object.hasOwn(evidence, kind) ? reason : '',
    sign: evidence[kind],
    unused: true,
  }));
  return {
    file,
    entries,
    /** @returns why a check may fail with these words; undefined when it may not */
    reasonFor(scenario, check, told) {
      const entry = entries.find(({ name }) => [scenario, `${scenario}:${check}`].includes(name));
      if (entry) entry.unused = false;
      return entry?.sign?.test(told) ? entry.reason : undefined;
    },
  };
}
