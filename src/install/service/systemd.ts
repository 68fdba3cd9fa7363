import { join } from 'node:path';
import { configFolder } from '../world.js';
import { MARK, type ServiceManager } from './service-manager.js';

const UNIT = 'tulving.service';

/** User units of systemd (systemd.service(5), systemd.unit(5)). */
export const systemd: ServiceManager = {
  name: 'systemd',
  encoding: 'utf8',
  path: (world) => join(configFolder(world), 'systemd', 'user', UNIT),
  content: ({
    node,
    bin,
    arguments: given,
  }) => `# ${MARK}. \`tulving service uninstall\` takes it away.
[Unit]
Description=Tulving, memory for AI agents

[Service]
ExecStart=${[node, bin, ...given].map(quoted).join(' ')}
Restart=on-failure
RestartSec=5
UMask=0077

[Install]
WantedBy=default.target
`,
  logs: () => `journalctl --user --unit ${UNIT}`,
  folders: () => [],
  start: () => [
    ['systemctl', '--user', 'daemon-reload'],
    ['systemctl', '--user', 'enable', UNIT],
    ['systemctl', '--user', 'restart', UNIT],
  ],
  stop: () => [['systemctl', '--user', 'disable', '--now', UNIT]],
  afterwards: [['systemctl', '--user', 'daemon-reload']],
  running: () => ['systemctl', '--user', 'is-active', UNIT],
  note: 'It starts at login and ends with the last session. To run from boot on: loginctl enable-linger',
};

/** `%` and `$` mean something to systemd. */
function quoted(text: string): string {
  const escaped = text.replaceAll(/["\\]/g, String.raw`\$&`).replaceAll('%', '%%');
  return `"${escaped.replaceAll('$', '$$$$')}"`;
}
