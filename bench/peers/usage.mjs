/** Processor time of all threads so far in ms, and memory that the process holds in bytes. */
export function usage() {
  const { user, system } = process.cpuUsage();
  return { cpu: (user + system) / 1000, memory: process.memoryUsage.rss() };
}
