import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  installService,
  planService,
  serviceStatus,
  uninstallService,
} from '../../src/install/service/service.js';
import type { World } from '../../src/install/world.js';
import { temporaryDirectory } from '../helpers/temporary-memory.js';

const request = { data: '/srv/100% "mine" $x', host: '127.0.0.1', port: 9000, user: 'ada' };

function world(platform: NodeJS.Platform, home: string, programs = '/nowhere'): World {
  return {
    platform,
    home,
    env: { PATH: programs, LOCALAPPDATA: String.raw`C:\Users\ada\AppData\Local` },
    cwd: home,
    execPath: '/usr/bin/node',
    bin: '/opt/tulving & co/bin/tulving.js',
    uid: 501,
    pathEntries: [programs],
  };
}

/** A folder with a program that writes down what it is called with; `is-active` fails as it is told. */
function programs(script: string): { folder: string; calls: () => string[] } {
  const folder = temporaryDirectory();
  const log = join(folder, 'calls');
  const path = join(folder, 'systemctl');
  writeFileSync(path, `#!/bin/sh\necho "$@" >> '${log}'\n${script}\n`);
  chmodSync(path, 0o755);
  const calls = () => (existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : []);
  return { folder, calls };
}

describe('starting at login (D10)', () => {
  it('by systemd: paths are absolute and quoted, data and port stay', () => {
    const plan = planService(world('linux', '/home/ada'), request);
    expect(plan.path).toBe('/home/ada/.config/systemd/user/tulving.service');
    expect(plan.content).toContain(
      String.raw`ExecStart="/usr/bin/node" "/opt/tulving & co/bin/tulving.js" "serve" "--data" "/srv/100%% \"mine\" $$x" "--host" "127.0.0.1" "--port" "9000"`,
    );
    expect(plan.content).toContain('WantedBy=default.target');
    expect(plan.logs).toContain('journalctl --user');
  });

  it('by launchd', () => {
    const plan = planService(world('darwin', '/Users/ada'), request);
    expect(plan.path).toBe('/Users/ada/Library/LaunchAgents/io.tulving.server.plist');
    expect(plan.content).toContain('<string>/opt/tulving &amp; co/bin/tulving.js</string>');
    expect(plan.content).toContain('<string>/srv/100% &quot;mine&quot; $x</string>');
    expect(plan.content).toContain('<string>9000</string>');
    expect(plan.content).toContain('<string>/Users/ada/Library/Logs/tulving.log</string>');
    expect(plan.commands).toEqual([['launchctl', 'bootstrap', 'gui/501', plan.path]]);
  });

  it('by the Task Scheduler of Windows, without a window', () => {
    const plan = planService(world('win32', String.raw`C:\Users\ada`), {
      ...request,
      data: String.raw`D:\memory & more`,
    });
    expect(plan.content).toMatch(/^\uFEFF<\?xml version="1.0" encoding="UTF-16"\?>/);
    expect(plan.content).toContain('<LogonTrigger>');
    expect(plan.content).toContain('<UserId>ada</UserId>');
    expect(plan.content).toContain('<Command>conhost.exe</Command>');
    expect(plan.content).toContain(String.raw`&quot;D:\memory &amp; more&quot;`);
    expect(plan.content).toContain(
      String.raw`&gt;&gt; &quot;C:\Users\ada\AppData\Local\tulving-state\tulving.log&quot;`,
    );
    expect(plan.commands[0]).toEqual(expect.arrayContaining(['/Create', '/XML', plan.path]));
  });

  it('is installed, found and taken away again', () => {
    const home = temporaryDirectory();
    const { folder, calls } = programs('exit 0');
    const linux = world('linux', home, folder);
    const { path } = installService(linux, request);
    expect(readFileSync(path, 'utf8')).toContain('[Service]');
    expect(calls()).toEqual([
      '--user daemon-reload',
      '--user enable tulving.service',
      '--user restart tulving.service',
    ]);
    expect(serviceStatus(linux)).toMatchObject({ installed: true, running: true });
    expect(uninstallService(linux)).toBe(true);
    expect(existsSync(path)).toBe(false);
    expect(calls()).toContain('--user disable --now tulving.service');
    expect(uninstallService(linux)).toBe(false);
  });

  it('says what the service manager said, and leaves nothing', () => {
    const home = temporaryDirectory();
    const { folder } = programs('echo "Failed to connect to bus" >&2; exit 1');
    const failing = () => installService(world('linux', home, folder), request);
    expect(failing).toThrow('Failed to connect to bus');
    expect(() => installService(world('linux', home), request)).toThrow('ENOENT');
    expect(existsSync(planService(world('linux', home), request).path)).toBe(false);
  });

  it('leaves alone what somebody else has put there', () => {
    const home = temporaryDirectory();
    const { folder, calls } = programs('exit 0');
    const linux = world('linux', home, folder);
    const { path } = planService(linux, request);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, '[Service]\nExecStart=/bin/mine\n');
    expect(() => installService(linux, request)).toThrow('was not made by Tulving');
    expect(() => uninstallService(linux)).toThrow('was not made by Tulving');
    expect(readFileSync(path, 'utf8')).toContain('/bin/mine');
    expect(calls()).toEqual([]);
  });
});
