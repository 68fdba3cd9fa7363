// mem0's command line against a server that listens, found by MEM0_BASE_URL.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';

/** @param parts resolves packages of the folder; @param report `step(title, work)` */
export async function commandLine(parts, { host, key, environment }, report) {
  const program = join(dirname(parts.resolve('@mem0/cli/package.json')), 'dist', 'index.js');
  const env = {
    ...environment,
    MEM0_TELEMETRY: 'false',
    MEM0_API_KEY: key,
    MEM0_BASE_URL: host,
    NO_COLOR: '1',
  };
  const run = (...argv) => {
    const line = [program, ...argv, '-o', 'json'];
    const { status, stdout, stderr } = spawnSync(process.execPath, line, { env, encoding: 'utf8' });
    assert.equal(status, 0, stderr);
    return JSON.parse(stdout);
  };
  const listed = () => run('list', '--user-id', 'ada').data;
  let id;

  await report.step('add, list', async () => {
    const { status, results } = run('add', 'I keep bees in Lisbon.', '--user-id', 'ada');
    assert.equal(status, 'SUCCEEDED');
    id = results[0].id;
    assert.deepEqual(
      listed().map(({ memory }) => memory),
      ['I keep bees in Lisbon.'],
    );
    return id;
  });
  await report.step('search', async () => {
    const [found] = run('search', 'Who keeps bees?', '--user-id', 'ada');
    assert.equal(found.id, id);
    return `score ${found.score.toFixed(2)}`;
  });
  await report.step('update, get', async () => {
    run('update', id, 'I keep hens.');
    assert.equal(run('get', id).memory, 'I keep hens.');
    return 'I keep hens.';
  });
  await report.step('entity list, event list, status', async () => {
    assert.equal(run('entity', 'list', 'users').data[0].name, 'ada');
    assert.equal(run('event', 'list').data[0].status, 'SUCCEEDED');
    const { connected, base_url } = run('status').data;
    assert.deepEqual([connected, base_url], [true, host]);
    return base_url;
  });
  await report.step('delete', async () => {
    const { message } = run('delete', id, '--force');
    assert.deepEqual(listed(), []);
    return message;
  });
  await report.step('delete --all', async () => {
    run('add', 'Ada likes tea.', '--user-id', 'ada');
    run('delete', '--all', '--user-id', 'ada', '--force');
    assert.deepEqual(listed(), []);
    run('add', 'Ada likes rain.', '--user-id', 'ada');
    run('delete', '--all', '--project', '--force');
    assert.deepEqual(listed(), []);
    return 'of a user, and of the project';
  });
}
