import { type Check, fault, ok, withStore } from './check.js';

export const contentsCheck: Check = {
  name: 'contents',
  title: { en: 'contents', zh: '内容' },
  run: withStore(async (memory) => {
    const checks = await memory.check();
    const faults = checks.filter((check) => !check.ok);
    if (faults.length === 0) return ok(`${checks.length} of ${checks.length} checks hold`);
    const told = faults.map(({ name, detail }) => `not so: ${name} (${detail})`);
    return fault('store_damaged', told.join('\n'));
  }),
};
