import { cpus, loadavg } from 'node:os';

/** With the load as it is now, to which others are added. */
export function machine() {
  const [{ model }] = cpus();
  const day = new Date().toISOString().slice(0, 10);
  return { cpu: model, cores: cpus().length, node: process.version, day, load: [loadNow()] };
}

/** How many processes wanted the processor, mean of the last five minutes. */
export function loadNow() {
  return Number(loadavg()[1].toFixed(1));
}
