import type { ExportRequest, ImportLine, ImportReport, ImportRequest } from '../model/exchange.js';
import { answerOf, parse, problemOf, TulvingProblem, unreachable } from './answer.js';
import type { Connection } from './events.js';

export interface ImportOptions {
  progress?: (progress: { done: number; total?: number | undefined }) => void;
}

/** Exports and imports, over HTTP. */
export interface ExchangeVerbs {
  /** A file, piece by piece; an export that breaks off throws. */
  export(request?: ExportRequest): Promise<{ stream: ReadableStream<Uint8Array> }>;
  /** Brings in a file. */
  import(file: Blob, request?: ImportRequest, options?: ImportOptions): Promise<ImportReport>;
}

/** Without a deadline: how long it takes depends on how much there is. */
export function exchangeVerbs(connection: Connection): ExchangeVerbs {
  const { baseUrl } = connection;
  return {
    async export(request = {}) {
      const response = await sent(connection, '/v1/export', {
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(request),
      });
      return { stream: response.body ?? new ReadableStream() };
    },
    async import(file, request = {}, { progress } = {}) {
      const query = new URLSearchParams();
      for (const [name, value] of Object.entries(request)) {
        if (value !== undefined) query.set(name, String(value));
      }
      const response = await sent(connection, `/v1/import?${query.toString()}`, {
        headers: { 'Content-Type': 'application/octet-stream' },
        body: file,
      });
      for await (const line of linesOf(response, baseUrl)) {
        if ('progress' in line) progress?.(line.progress);
        else if ('report' in line) return line.report;
        else throw new TulvingProblem(line.error.code, { status: 200, ...line.error });
      }
      throw unreachable(new Error('the answer was cut off'), baseUrl);
    },
  };
}

async function sent(
  { baseUrl, headers, fetch }: Connection,
  path: string,
  init: { headers: Record<string, string>; body: string | Blob },
): Promise<Response> {
  let response: Response;
  try {
    const all = { ...headers, ...init.headers };
    response = await fetch(`${baseUrl}${path}`, { method: 'POST', headers: all, body: init.body });
  } catch (error) {
    throw unreachable(error, baseUrl);
  }
  if (response.status === 200) return response;
  const { status, text } = await answerOf(async () => response, baseUrl);
  throw problemOf(status, parse(text), baseUrl);
}

async function* linesOf({ body }: Response, baseUrl: string): AsyncGenerator<ImportLine> {
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await readOf(reader, baseUrl);
    if (done) break;
    const lines = (rest + value).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line !== '') yield JSON.parse(line) as ImportLine;
  }
}

async function readOf(
  reader: ReadableStreamDefaultReader<string> | undefined,
  baseUrl: string,
): Promise<{ done: boolean; value?: string | undefined }> {
  try {
    return (await reader?.read()) ?? { done: true };
  } catch (error) {
    throw unreachable(error, baseUrl);
  }
}
