import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Memory } from '../../memory.js';
import { isTimezone } from '../../model/time.js';
import {
  type Check,
  type CheckGroup,
  type DoctorContext,
  ok,
  type Outcome,
  warning,
  withStore,
} from './check.js';

/** Clocks of two machines may differ by so much without harm, in ms. */
const TOLERANCE = 60_000;
const REMEDY = 'Set the clock of this machine, and have it kept by NTP.';

const timezone: Check = {
  name: 'timezone',
  title: { en: 'time zone', zh: '时区' },
  run: judgeTimezone,
};

/** What dates are read by, and what decides what still holds. */
export const clockChecks: CheckGroup = {
  name: 'clock',
  title: { en: 'Clock', zh: '时钟' },
  checks: [
    {
      name: 'time',
      title: { en: 'system time', zh: '系统时间' },
      run: ({ clock }) => judgeTime(clock(), { since: installedAt(), what: 'was installed' }),
    },
    {
      name: 'newest',
      title: { en: 'newest memory', zh: '最新记忆' },
      run: withStore(async (memory, { clock }) => {
        const newest = await newestOf(memory);
        if (newest === undefined) return ok('there is none yet');
        const outcome = judgeTime(clock(), { since: newest, what: 'wrote its newest memory' });
        return outcome.status === 'ok' ? ok(new Date(newest).toISOString()) : outcome;
      }),
    },
    timezone,
  ],
};

/** Without a store of this machine to compare with. */
export const clientClock: CheckGroup = { ...clockChecks, checks: [timezone] };

export function judgeTime(now: number, { since, what }: { since: number; what: string }): Outcome {
  const told = new Date(now).toISOString();
  if (now + TOLERANCE >= since) return ok(`${told}, after Tulving ${what}`);
  const detail = `${told} is before Tulving ${what}, at ${new Date(since).toISOString()}`;
  return warning(detail, REMEDY);
}

/** Difference to another clock in ms; positive when this one is ahead. */
export function judgeDifference(difference: number): Outcome {
  const seconds = Math.round(Math.abs(difference) / 1000);
  if (Math.abs(difference) <= TOLERANCE) return ok(`within ${Math.max(seconds, 1)} s`);
  const side = difference > 0 ? 'ahead of' : 'behind';
  return warning(`this machine is ${seconds} s ${side} the server`, REMEDY);
}

/** Package managers give files the time of the installation, and a build that of the build. */
function installedAt(): number {
  return statSync(fileURLToPath(import.meta.url)).mtimeMs;
}

async function newestOf(memory: Memory): Promise<number | undefined> {
  const { last_at: last } = await memory.stats({ user_id: '*' });
  return last === null ? undefined : Date.parse(last);
}

/** Node.js takes UTC without a word where TZ names no time zone. */
function judgeTimezone({ settings, environment, clock }: DoctorContext): Outcome {
  const zone = settings.timezone;
  const given = environment['TZ'];
  if (given && !isTimezone(given) && !given.startsWith(':')) {
    return warning(
      `TZ is "${given}", which is no IANA time zone; dates are read in ${zone}`,
      'Set TZ or TULVING_TIMEZONE to a name such as Europe/Berlin.',
    );
  }
  const time = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'short',
  });
  return ok(`${zone}, where it is ${time.format(clock())}`);
}
