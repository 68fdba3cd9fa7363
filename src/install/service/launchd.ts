import { join } from 'node:path';
import type { World } from '../world.js';
import { MARK, type ServiceManager, xml } from './service-manager.js';

const LABEL = 'io.tulving.server';

/** Agents of launchd (launchd.plist(5)). */
export const launchd: ServiceManager = {
  name: 'launchd',
  encoding: 'utf8',
  path: ({ home }) => join(home, 'Library', 'LaunchAgents', `${LABEL}.plist`),
  content: ({ node, bin, arguments: given }, world) => `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<!-- ${MARK}. \`tulving service uninstall\` takes it away. -->
<plist version="1.0">
<dict>
  <key>Label</key>
  <string>${LABEL}</string>
  <key>ProgramArguments</key>
  <array>
${[node, bin, ...given].map((text) => `    <string>${xml(text)}</string>`).join('\n')}
  </array>
  <key>RunAtLoad</key>
  <true/>
  <key>KeepAlive</key>
  <dict>
    <key>SuccessfulExit</key>
    <false/>
  </dict>
  <key>ProcessType</key>
  <string>Background</string>
  <key>Umask</key>
  <integer>63</integer>
  <key>StandardOutPath</key>
  <string>${xml(logFile(world))}</string>
  <key>StandardErrorPath</key>
  <string>${xml(logFile(world))}</string>
</dict>
</plist>
`,
  logs: logFile,
  folders: ({ home }) => [join(home, 'Library', 'Logs')],
  start: (world) => [['launchctl', 'bootstrap', domain(world), launchd.path(world)]],
  stop: (world) => [['launchctl', 'bootout', `${domain(world)}/${LABEL}`]],
  afterwards: [],
  running: (world) => ['launchctl', 'print', `${domain(world)}/${LABEL}`],
  note: undefined,
};

function logFile({ home }: World): string {
  return join(home, 'Library', 'Logs', 'tulving.log');
}

/** Of the one who is logged in at the screen. */
function domain({ uid }: World): string {
  return `gui/${uid ?? 0}`;
}
