import { TulvingError } from '../../errors.js';
import type { Call } from '../command.js';
import { counted } from '../output.js';

/** Asks each configured model something small. The exit code is that of the first fault. */
export async function testModels({ settings, output }: Call): Promise<void> {
  const [{ askedModels }, { runChecks }, { tellFindings }] = await Promise.all([
    import('../doctor/model-checks.js'),
    import('../doctor/run.js'),
    import('../doctor/tell.js'),
  ]);
  const { language } = settings;
  const group = { name: 'models', title: { en: 'Models', zh: '模型' }, checks: askedModels };
  const findings = await output.during('', (report) =>
    runChecks([group], { settings }, { onBegin: (title) => report({ doing: title[language] }) }),
  );
  const models = findings.map(({ name, status, detail, remedy = null }) => {
    return { name, status, detail, remedy };
  });
  output.answer({ models }, () =>
    tellFindings([group], findings, { language, paint: output.paint }),
  );
  const faults = findings.filter(({ status }) => status === 'fault');
  const [first] = faults;
  if (!first) return;
  const detail = `${counted(faults.length, 'model does', 'models do')} not answer; see above.`;
  throw new TulvingError(first.code ?? 'internal', detail, {
    ...(first.remedy !== undefined && { remedy: first.remedy }),
  });
}
