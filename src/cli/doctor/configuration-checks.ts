import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { settingTable } from '../../settings.js';
import { type CheckGroup, type DoctorContext, fault, ok, type Outcome, warning } from './check.js';

const PROXIES = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'NO_PROXY'];

export const configurationChecks: CheckGroup = {
  name: 'configuration',
  title: { en: 'Configuration', zh: '配置' },
  checks: [
    {
      name: 'variables',
      title: { en: 'environment', zh: '环境变量' },
      run: ({ environment }) => {
        const set = Object.values(settingTable).filter(({ env }) => environment[env]);
        const shown = set.map(({ env }) => env).join(', ');
        return ok(shown === '' ? 'no TULVING_ variable is set' : `set: ${shown}`);
      },
    },
    {
      name: 'file',
      title: { en: 'config file', zh: '配置文件' },
      run: ({ settings: { config, data } }) => {
        const path = config ?? join(data, 'tulving.yaml');
        return ok(existsSync(path) ? path : `none at ${path}, so the defaults hold`);
      },
    },
    { name: 'secrets', title: { en: 'secrets', zh: '机密文件' }, run: judgeSecrets },
    {
      name: 'proxies',
      title: { en: 'proxies', zh: '代理' },
      run: ({ environment }) => judgeProxies(environment),
    },
    {
      name: 'certificates',
      title: { en: 'further certificates', zh: '附加证书' },
      run: ({ environment, settings }) =>
        judgeCertificates({
          NODE_EXTRA_CA_CERTS: environment['NODE_EXTRA_CA_CERTS'],
          TULVING_CA_FILE: settings.caFile,
        }),
    },
  ],
};

function judgeSecrets({ settings: { data } }: DoctorContext): Outcome {
  const path = join(data, 'secrets.env');
  if (!existsSync(path)) return ok(`none at ${path}`);
  if (process.platform === 'win32') return ok(path);
  const bits = statSync(path).mode & 0o777;
  const mode = bits.toString(8).padStart(3, '0');
  if ((bits & 0o077) === 0) return ok(`${path}, mode ${mode}`);
  return fault(
    'invalid_setting',
    `others may read ${path}, mode ${mode}`,
    `Run: chmod 600 ${path}`,
  );
}

/** Programs disagree on whether names are upper or lower case, so both count. */
export function judgeProxies(environment: DoctorContext['environment']): Outcome {
  const names = PROXIES.flatMap((name) => [name, name.toLowerCase()]);
  // On Windows both names are the same variable.
  const given = names.flatMap((name) => {
    const value = environment[name];
    return value ? [{ name, value }] : [];
  });
  if (given.length === 0) return ok('none');
  const shown = given.map(({ name, value }) => `${name}=${withoutCredentials(value)}`).join(' ');
  const wrong = given.find(({ name, value }) => !/^no_/i.test(name) && !isProxy(value));
  if (wrong === undefined) return ok(shown);
  return warning(`${shown}: ${wrong.name} is no address`, 'Write it as http://host:port.');
}

/** Also where the value cannot be read as a URL: what stands before an @ may be a password. */
export function withoutCredentials(value: string): string {
  return value.replace(/^([a-z][\w+.-]*:\/\/)?.*@/i, '$1***@');
}

function isProxy(value: string): boolean {
  const url = /^[a-z][\w+.-]*:\/\//i.test(value) ? value : `http://${value}`;
  return URL.canParse(url);
}

/** Node.js itself only warns on standard error, and goes on without. */
function judgeCertificates(named: Readonly<Record<string, string | undefined>>): Outcome {
  const paths = Object.entries(named).flatMap(([name, path]) => (path ? [{ name, path }] : []));
  if (paths.length === 0) return ok('none');
  const told = paths.map(({ name, path }) => {
    const refusal = whyUnreadable(path);
    return { text: `${name}: ${refusal ?? path}`, readable: refusal === undefined };
  });
  const detail = told.map(({ text }) => text).join('\n');
  if (told.every(({ readable }) => readable)) return ok(detail);
  return warning(detail, 'Correct the path; it names a PEM file of certificates.');
}

function whyUnreadable(path: string): string | undefined {
  try {
    accessSync(path, constants.R_OK);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
