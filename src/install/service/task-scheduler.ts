import { win32 } from 'node:path';
import { stateFolder, type World } from '../world.js';
import { MARK, type ServiceManager, xml } from './service-manager.js';

const TASK = 'Tulving';

/**
 * A task at logon (https://learn.microsoft.com/windows/win32/taskschd/task-scheduler-schema). `conhost
 * --headless` keeps a window from opening, and `cmd` sends what is written into the log.
 */
export const taskScheduler: ServiceManager = {
  name: 'Task Scheduler',
  encoding: 'utf16le',
  path: (world) => win32.join(stateFolder(world), 'service.xml'),
  content: ({ node, bin, arguments: given, user }, world) => {
    const command = [node, bin, ...given].map((text) => `"${text}"`).join(' ');
    const line = `--headless cmd.exe /d /s /c "${command} >> "${logFile(world)}" 2>&1"`;
    return `\uFEFF<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo>
    <Description>Tulving, memory for AI agents. ${MARK}.</Description>
  </RegistrationInfo>
  <Triggers>
    <LogonTrigger>
      <Enabled>true</Enabled>
      <UserId>${xml(user)}</UserId>
    </LogonTrigger>
  </Triggers>
  <Principals>
    <Principal id="Author">
      <UserId>${xml(user)}</UserId>
      <LogonType>InteractiveToken</LogonType>
      <RunLevel>LeastPrivilege</RunLevel>
    </Principal>
  </Principals>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <ExecutionTimeLimit>PT0S</ExecutionTimeLimit>
    <RestartOnFailure>
      <Interval>PT1M</Interval>
      <Count>10</Count>
    </RestartOnFailure>
    <Hidden>true</Hidden>
  </Settings>
  <Actions Context="Author">
    <Exec>
      <Command>conhost.exe</Command>
      <Arguments>${xml(line)}</Arguments>
    </Exec>
  </Actions>
</Task>
`;
  },
  logs: logFile,
  folders: (world) => [stateFolder(world)],
  start: (world) => [
    ['schtasks.exe', '/Create', '/TN', TASK, '/XML', taskScheduler.path(world), '/F'],
    ['schtasks.exe', '/Run', '/TN', TASK],
  ],
  stop: () => [
    ['schtasks.exe', '/End', '/TN', TASK],
    ['schtasks.exe', '/Delete', '/TN', TASK, '/F'],
  ],
  afterwards: [],
  running: () => ['schtasks.exe', '/Query', '/TN', TASK],
  note: undefined,
};

function logFile(world: World): string {
  return win32.join(stateFolder(world), 'tulving.log');
}
