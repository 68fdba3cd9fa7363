// The official conformance suite of MCP against a server of its own, line by line of the suite.
// Usage: node mcp-conformance.mjs FOLDER, where conformance-<line>/ holds the installed packages.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readExpectations } from './conformance-expectations.mjs';
import { Report } from './report.mjs';
import { Server } from './server.mjs';

const [folder = '.'] = process.argv.slice(2);

/**
 * Every scenario of a revision, those included that the suite runs without scoring them. Line 0.2 also
 * holds each message against the revision's schema. Extensions are left out: Tulving declares none.
 */
const runs = [
  { line: '0.1', title: '2025 revisions', select: [] },
  ...['2025-06-18', '2025-11-25', '2026-07-28'].map((revision) => ({
    line: '0.2',
    title: revision,
    select: ['--spec-version', revision],
  })),
];

/** A call of something that only the suite's own server has proves nothing, though it may pass. */
const missingFixture = /(?:Tool|Prompt) test_\w+ not found/;
const failing = ({ status }) => status === 'FAILURE' || status === 'WARNING';

const server = await new Server().start();
const report = new Report();

for (const line of ['0.1', '0.2']) {
  const file = fileURLToPath(new URL(`conformance-${line}.yml`, import.meta.url));
  const expectations = readExpectations(file);
  for (const run of runs.filter((candidate) => candidate.line === line)) judge(run, expectations);
  for (const { name, unused, reason } of expectations.entries) {
    if (reason === '')
      report.fail(name, 'is expected to fail, and no known kind of reason is given');
    if (unused) report.fail(name, 'is expected to fail, and did not');
  }
}

await server.stop();
report.end();

/** Runs a suite and prints what came of each scenario. */
function judge(run, expectations) {
  const { status, told, scenarios } = execute(run, expectations.file);
  console.log(`\nSuite ${run.line}, ${run.title}\n`);
  const verdicts = scenarios.map((scenario) => verdictOn(scenario, expectations));
  for (const verdict of verdicts) {
    console.log(row(verdict));
    if (verdict.result === 'passed') report.pass();
    for (const fault of verdict.faults) report.fail(verdict.name, fault);
  }
  console.log(`\n${tally(verdicts)}`);
  // The suite's own judgement: it knows of stale entries, and may fail for reasons of its own.
  const explained = verdicts.some(({ faults }) => faults.length > 0);
  if (status !== 0 && !explained) report.fail(`suite ${run.line}, ${run.title}`, `\n${told}`);
  if (scenarios.length === 0) report.fail(`suite ${run.line}, ${run.title}`, 'ran no scenario');
}

function execute({ line, select }, expected) {
  const suite = join(
    folder,
    `conformance-${line}`,
    'node_modules/@modelcontextprotocol/conformance',
  );
  const output = mkdtempSync(join(tmpdir(), 'tulving-conformance-'));
  const argv = ['server', '--url', `${server.url}/mcp`, '--suite', 'all', ...select];
  argv.push('--expected-failures', expected, '--output-dir', output);
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(suite, 'dist', 'index.js'), ...argv],
    { encoding: 'utf8', maxBuffer: Infinity },
  );
  const scenarios = readdirSync(output).map((entry) => readScenario(output, entry));
  rmSync(output, { recursive: true });
  return { status, told: stdout.replace(/^.*=== SUMMARY/s, '') + stderr, scenarios };
}

/** The suite writes a folder for each scenario: its name, then when it ran. */
function readScenario(output, entry) {
  const name = /^server-(.+)-\d{4}-\d\d-\d\dT/.exec(entry)?.[1] ?? entry;
  return { name, checks: JSON.parse(readFileSync(join(output, entry, 'checks.json'), 'utf8')) };
}

function verdictOn({ name, checks }, expectations) {
  const passed = checks.filter(({ status }) => status === 'SUCCESS');
  const failed = checks.filter(failing).map(({ id, errorMessage, details }) => {
    const told = errorMessage ?? JSON.stringify(details);
    return { reason: expectations.reasonFor(name, id, told), fault: `${id}: ${told}` };
  });
  const faults = failed.filter(({ reason }) => reason === undefined).map(({ fault }) => fault);
  const reasons = [...new Set(failed.map(({ reason }) => reason))];
  const result = resultOf({ checks, passed, failed, faults });
  return {
    name,
    result,
    faults,
    reasons,
    share: `${passed.length}/${passed.length + failed.length}`,
  };
}

function resultOf({ checks, passed, failed, faults }) {
  if (faults.length > 0) return 'FAILED';
  if (failed.length > 0) return 'expected failure';
  const empty = passed.length === 0 || missingFixture.test(JSON.stringify(checks));
  return empty ? 'nothing checked' : 'passed';
}

function row({ name, result, share, reasons }) {
  const columns = [name.padEnd(45), share.padStart(6), result.padEnd(16), reasons.join('; ')];
  return columns.join('  ').trimEnd();
}

function tally(verdicts) {
  const results = ['passed', 'expected failure', 'nothing checked', 'FAILED'];
  const count = (wanted) => verdicts.filter(({ result }) => result === wanted).length;
  return results.map((result) => `${result}: ${count(result)}`).join(', ');
}
