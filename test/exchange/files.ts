import { buffer } from 'node:stream/consumers';
import { zipSync } from 'fflate';
import type { ImportFile } from '../../src/exchange/source.js';
import type { Memory } from '../../src/memory.js';
import type { ExportRequest, ImportRequest } from '../../src/model/exchange.js';

export function fileOf(content: string | Uint8Array, name = 'export'): ImportFile {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  return { name, size: bytes.length, open: () => [bytes] };
}

export async function exported(memory: Memory, request: ExportRequest = {}): Promise<Uint8Array> {
  return buffer(memory.exchange.export(request).stream);
}

/** Lines of an export in our own format, by type. */
export function recordsOf(content: Uint8Array): Record<string, Record<string, unknown>[]> {
  const lines = Buffer.from(content).toString('utf8').trim().split('\n');
  const byType: Record<string, Record<string, unknown>[]> = {};
  for (const line of lines) {
    const record = JSON.parse(line) as { type: string };
    (byType[record.type] ??= []).push(record);
  }
  return byType;
}

export function imported(
  memory: Memory,
  content: string | Uint8Array,
  request: ImportRequest = {},
) {
  return memory.exchange.import([fileOf(content)], request);
}

export function zipOf(parts: Readonly<Record<string, string | Uint8Array>>): Uint8Array {
  return zipSync(
    Object.fromEntries(
      Object.entries(parts).map(([name, content]) => [
        name,
        typeof content === 'string' ? Buffer.from(content) : content,
      ]),
    ),
  );
}
