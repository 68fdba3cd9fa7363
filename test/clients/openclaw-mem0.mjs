// mem0's plugin for OpenClaw, as it is installed, in a host that only stands in for OpenClaw: it has the
// one module that the plugin takes from it, and keeps what the plugin registers.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { Command } from 'commander';

/** @param parts resolves packages of the folder; @param report `step(title, work)` */
export async function plugin(parts, { host, key, environment }, report) {
  // Its settings and telemetry must touch nothing outside of the test.
  Object.assign(process.env, { HOME: environment.HOME, MEM0_TELEMETRY: 'false' });
  globalThis.__mem0_telemetry_override = 'false';
  const loaded = await load(parts);
  const claw = new Host({ apiKey: key, baseUrl: host, userId: 'ada', autoCapture: true });
  loaded.register(claw);
  const claims = { sessionKey: 'agent:guide:main' };
  let id;

  await report.step('memory_add, memory_search, memory_list, memory_get', async () => {
    const added = await claw.tool('memory_add', { text: 'I keep bees in Lisbon.' });
    [{ id }] = added.results;
    const found = await claw.tool('memory_search', { query: 'Who keeps bees?' });
    assert.deepEqual([found.count, found.memories[0].id], [1, id]);
    const filters = { created_at: { gte: '2020-01-01' } };
    assert.equal((await claw.tool('memory_search', { query: 'bees', filters })).count, 1);
    assert.equal((await claw.tool('memory_list', {})).memories[0].memory, 'I keep bees in Lisbon.');
    assert.equal((await claw.tool('memory_get', { memoryId: id })).memory.id, id);
    return id;
  });
  await report.step('memory_update, memory_event_list, memory_event_status', async () => {
    await claw.tool('memory_update', { memoryId: id, text: 'I keep hens in Porto.' });
    assert.equal(
      (await claw.tool('memory_get', { memoryId: id })).memory.memory,
      'I keep hens in Porto.',
    );
    const { events } = await claw.tool('memory_event_list', {});
    assert.equal(events[0].status, 'SUCCEEDED');
    const { event } = await claw.tool('memory_event_status', { event_id: events[0].id });
    assert.equal(event.status, 'SUCCEEDED');
    return events[0].id;
  });
  await report.step('agents have memories of their own; memory_delete', async () => {
    await claw.tool('memory_add', { facts: ['The guide knows the way.'], agentId: 'guide' });
    const { memories } = await claw.tool('memory_list', { agentId: 'guide' });
    assert.deepEqual(
      memories.map(({ memory }) => memory),
      ['The guide knows the way.'],
    );
    assert.equal((await claw.tool('memory_list', {})).count, 1);
    await claw.tool('memory_delete', { memoryId: memories[0].id });
    assert.equal((await claw.tool('memory_list', { agentId: 'guide' })).count, 0);
    await claw.tool('memory_delete', { query: 'hens' });
    assert.equal((await claw.tool('memory_list', {})).count, 0);
    await claw.tool('memory_delete', { all: true, confirm: true });
    return 'deleted by id, by words, and all';
  });
  await report.step('agent_end keeps what was said, before_prompt_build recalls it', async () => {
    const messages = [
      {
        role: 'user',
        content: 'I have moved to Porto and work at the harbour as a pilot since May.',
      },
      { role: 'assistant', content: 'Noted: Porto, and pilot at the harbour.' },
    ];
    await claw.hook('agent_end', { success: true, messages }, claims);
    for (let tries = 0; tries < 50; tries++) {
      if (((await claw.tool('memory_list', { agentId: 'guide' })).count ?? 0) > 0) break;
      await sleep(100);
    }
    const told = await claw.hook('before_prompt_build', { prompt: 'Where do I work?' }, claims);
    assert.match(told.prependContext, /harbour as a pilot/);
    return told.prependContext.split('\n')[2];
  });
  await report.step(
    'openclaw mem0 add, search, list, get, update, event, status, delete',
    async () => {
      const run = (...argv) => claw.command('mem0', ...argv, '--json');
      await run('add', 'Cleo paints ships.', '--user-id', 'cleo');
      const [kept] = listOf(await run('list', '--user-id', 'cleo'));
      assert.equal(kept.memory, 'Cleo paints ships.');
      assert.equal(listOf(await run('search', 'Who paints?', '--user-id', 'cleo'))[0].id, kept.id);
      await run('update', kept.id, 'Cleo paints boats.');
      assert.match(JSON.stringify(await run('get', kept.id)), /Cleo paints boats/);
      assert.match(JSON.stringify(await run('event', 'list')), /SUCCEEDED/);
      assert.match(JSON.stringify(await run('status')), /true|ok|connected/i);
      await run('delete', '--all', '--user-id', 'cleo', '--confirm');
      assert.equal(listOf(await run('list', '--user-id', 'cleo')).length, 0);
      return kept.id;
    },
  );
  await report.step('skills mode: facts that the agent has drawn', async () => {
    const skilled = new Host({
      apiKey: key,
      baseUrl: host,
      userId: 'dora',
      skills: { triage: { enabled: true } },
    });
    loaded.register(skilled);
    await skilled.tool('memory_add', {
      facts: ['Dora sails.', 'Dora rows.'],
      category: 'identity',
    });
    const { memories } = await skilled.tool('memory_list', {});
    assert.deepEqual(memories.map(({ memory }) => memory).toSorted(), [
      'Dora rows.',
      'Dora sails.',
    ]);
    return 'two facts';
  });
}

/** The plugin, unchanged, beside a package that has the one function it takes from OpenClaw. */
async function load(parts) {
  const [modules] = parts.resolve.paths('openclaw');
  const place = join(modules, 'openclaw');
  mkdirSync(join(place, 'plugin-sdk'), { recursive: true });
  const about = {
    name: 'openclaw',
    type: 'module',
    exports: { './plugin-sdk/*': './plugin-sdk/*.js' },
  };
  writeFileSync(join(place, 'package.json'), JSON.stringify(about));
  const code = 'export const definePluginEntry = (entry) => entry;\n';
  writeFileSync(join(place, 'plugin-sdk', 'plugin-entry.js'), code);
  const main = join(modules, '@mem0', 'openclaw-mem0', 'dist', 'index.js');
  return (await import(pathToFileURL(main).href)).default;
}

/** What a plugin is registered with. */
class Host {
  registrationMode = 'full';
  #tools = new Map();
  #hooks = new Map();
  #commands;

  constructor(pluginConfig) {
    this.pluginConfig = pluginConfig;
    const quiet = () => undefined;
    const loud = (text) => console.error(text);
    this.logger = { info: quiet, debug: quiet, warn: loud, error: loud };
  }

  registerTool(tool) {
    this.#tools.set(tool.name, tool);
  }

  registerCli(register) {
    this.#commands = register;
  }

  registerService(service) {
    service.start({ stateDir: process.env.HOME });
  }

  registerMemoryCapability() {}

  on(event, handler) {
    this.#hooks.set(event, handler);
  }

  resolvePath(path) {
    return path;
  }

  /** What a tool tells beside its text. */
  async tool(name, input) {
    const { content, details } = await this.#tools.get(name).execute('call', input);
    assert.equal(details.error, undefined, content[0].text);
    return details;
  }

  hook(event, ...given) {
    return this.#hooks.get(event)(...given);
  }

  /** Runs a command line. @returns what it printed, read as JSON */
  async command(...argv) {
    const program = new Command().exitOverride();
    this.#commands({ program });
    const { stdout } = process;
    const { write } = stdout;
    let text = '';
    stdout.write = (some) => {
      text += some;
      return true;
    };
    try {
      await program.parseAsync(argv, { from: 'user' });
    } finally {
      stdout.write = write;
    }
    const told = JSON.parse(text);
    assert.notEqual(told.ok, false, text);
    return told;
  }
}

function listOf(told) {
  return Array.isArray(told) ? told : (told.results ?? told.memories ?? told.data ?? []);
}
