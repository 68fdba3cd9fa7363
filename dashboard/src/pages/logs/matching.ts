import type { LogLevel, LogLine } from 'tulving/client';

const gravity: readonly LogLevel[] = ['error', 'info', 'debug'];

/** One line as people read and copy it. */
export function textOf({ time, level, event, fields }: LogLine): string {
  return [time, level, event, fieldsOf(fields)].join(' ').trimEnd();
}

export function fieldsOf(fields: LogLine['fields']): string {
  return Object.entries(fields)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');
}

/** Of a level and those that are more grave, and with these letters. */
export function matching(
  lines: readonly LogLine[],
  { level = 'debug', text }: { level?: LogLevel | undefined; text: string },
): LogLine[] {
  const most = gravity.indexOf(level);
  const letters = text.trim().toLowerCase();
  return lines.filter(
    (line) =>
      gravity.indexOf(line.level) <= most &&
      (letters === '' || textOf(line).toLowerCase().includes(letters)),
  );
}
