// Loaded into a server that is measured: tells what the process has used when its parent asks.
import { usage } from './usage.mjs';

process.on('message', () => process.send(usage()));
process.channel?.unref();
// A server must not outlive a run that was broken off.
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
