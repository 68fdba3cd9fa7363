import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt, isCommand, projectRoot } from './prepare.mjs';
import { code, fence, page, table } from './reference/markdown.mjs';
import { mcpPage } from './reference/mcp-page.mjs';
import { restPage } from './reference/rest-page.mjs';

// Writes docs/reference/ from the tables of the built package; with --check only compares.

const folder = join(projectRoot, 'docs', 'reference');

/** @returns {Promise<Record<string, string>>} page name → content */
export async function referencePages() {
  const built = (path) => import(new URL(`../dist/${path}`, import.meta.url).href);
  const [{ settingTable }, { errorTable }, { commands }, program, { frame }, secrets] =
    await Promise.all([
      built('settings.js'),
      built('errors.js'),
      built('cli/commands.js'),
      built('cli/program.js'),
      built('cli/words.js'),
      built('ingest/secret-patterns.js'),
    ]);
  return {
    'settings.md': settingsPage(settingTable),
    'errors.md': errorsPage(errorTable),
    'secrets.md': secretsPage(secrets.secretPatterns),
    'cli.md': cliPage(commands, program, frame, settingTable),
    'mcp.md': await mcpPage(built),
    'rest.md': await restPage(built),
  };
}

function settingsPage(settings) {
  const rows = Object.values(settings).map(({ env, flag, help, shown, default: fallback }) => [
    code(env),
    code(flag),
    shown ?? code(String(fallback())),
    help.en,
    help.zh,
  ]);
  return page('Settings', [
    'Each setting is a flag, an environment variable, and a name in `tulving.yaml` (that of the flag without the dashes). The flag wins, then the environment, then `secrets.env` in the data directory, which holds variables and must have mode 600, then `tulving.yaml`, where `data`, `config`, `language` and secrets do not belong. A name that is not in this table is refused at the start, so that a misspelt one is not ignored.',
    table(['variable', 'flag', 'default', 'meaning', '含义'], rows),
  ]);
}

function errorsPage(errors) {
  const rows = Object.entries(errors).map(([name, { status, exit, title, remedy }]) => [
    `<a id="${name}"></a>${code(name)}`,
    String(status),
    String(exit),
    title,
    remedy,
  ]);
  return page('Errors', [
    'REST answers them as `application/problem+json` (RFC 9457) with `code`, `detail`, `remedy`, `errors` (each fault at its JSON pointer) and `request_id`. The library throws `TulvingError` and the client `TulvingProblem`, with the same codes. The command line writes them to standard error, as JSON with `--json`, and ends with the exit code.',
    table(['code', 'HTTP', 'exit', 'what happened', 'what to do'], rows),
  ]);
}

function secretsPage(patterns) {
  const rows = patterns.map(({ name, source }) => [code(name), `<${source}>`]);
  return page('Secrets', [
    'What is taken out of texts, metadata and labels before anything is kept, and replaced by a mark such as `[REDACTED:github_token]`. `TULVING_SECRETS` changes that; `tulving scan` looks into what was kept before.',
    table(['kind', 'where its shape is told'], rows),
  ]);
}

function cliPage(commands, { commonSettings, scopeFlags }, frame, settings) {
  const flagRow = (name) => [code(`${settings[name].flag} <value>`), settings[name].help.en];
  const common = [
    [code('--json'), frame.json.en],
    ...commonSettings.map(flagRow),
    [code('-h, --help'), frame.help.en],
  ];
  const scope = scopeFlags.map((flag) => [code(`--${flag} <name>`), frame[flag].en]);
  const sections = commands.flatMap((command) => [
    `## ${command.name}`,
    command.summary.en,
    fence(`tulving ${[command.name, ...(command.arguments ?? []).map(usageOf)].join(' ')}`),
    table(
      ['', ''],
      [
        ...(command.arguments ?? []).map((argument) => [code(usageOf(argument)), argument.help.en]),
        ...(command.options ?? []).map(({ flags, help }) => [code(flags), help.en]),
        ...(command.scoped ? scope : []),
        ...(command.settings ?? []).map(flagRow),
      ],
    ),
    fence(command.examples.map((example) => `tulving ${example}`).join('\n')),
  ]);
  return page('Command line', [
    'Commands work on the data directory (`TULVING_DATA`), also beside a running server, or on a server with `--url`. Exit codes are those of the [error reference](errors.md); 0 is success.',
    '## Everywhere',
    table(['', ''], common),
    ...sections.filter((section) => section !== ''),
  ]);
}

function usageOf({ name, count }) {
  const named = count === 'many' || count === 'any' ? `${name}...` : name;
  return count === 'optional' || count === 'any' ? `[${named}]` : `<${named}>`;
}

function readPage(name) {
  try {
    return readFileSync(join(folder, name), 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return '';
    throw error;
  }
}

if (isCommand(import.meta.url)) {
  await ensureBuilt();
  const pages = await referencePages();
  const stale = Object.entries(pages).filter(([name, text]) => readPage(name) !== text);
  if (process.argv.includes('--check')) {
    for (const [name] of stale) {
      console.error(`docs/reference/${name} is stale: run node scripts/generate-reference.mjs`);
    }
    process.exitCode = stale.length > 0 ? 1 : 0;
  } else {
    mkdirSync(folder, { recursive: true });
    for (const [name, text] of stale) writeFileSync(join(folder, name), text);
    console.log(`${stale.length} pages written`);
  }
}
