import type { ModelKind, TestedModel } from '../../model/model-desk.js';
import type { Options } from '../command.js';
import { readConfiguration } from '../configuration.js';
import { flagsOf } from '../flags.js';

/** Asks models something small, as they would be if the server began now. */
export function modelTester(options: Options): (kind: ModelKind) => Promise<TestedModel> {
  return async (kind) => {
    const [{ askedModels }, { runChecks }] = await Promise.all([
      import('../doctor/model-checks.js'),
      import('../doctor/run.js'),
    ]);
    const settings = await readConfiguration(flagsOf(options));
    const checks = askedModels.filter(({ name }) => name === kind);
    const group = { name: 'models', title: { en: 'Models', zh: '模型' }, checks };
    const [found] = await runChecks([group], { settings });
    const model = settings[kind] ?? null;
    const { status = 'skipped', detail = '', remedy = null, figures = {} } = found ?? {};
    const { ms = null, dimension = null } = figures;
    return { kind, model, status, detail, remedy, ms, dimension };
  };
}
