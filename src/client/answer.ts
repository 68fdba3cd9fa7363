interface ProblemDetails {
  status: number;
  detail: string;
  remedy: string;
  errors?: readonly { pointer: string; detail: string }[];
  requestId?: string | undefined;
  cause?: unknown;
}

/** What went wrong: `code` is one of the error reference, `remedy` says what to do. */
export class TulvingProblem extends Error {
  readonly code: string;
  /** HTTP status; 0 when no answer came. */
  readonly status: number;
  readonly remedy: string;
  readonly errors: readonly { pointer: string; detail: string }[];
  readonly requestId: string | undefined;

  constructor(code: string, details: ProblemDetails) {
    super(details.detail, { cause: details.cause });
    this.name = 'TulvingProblem';
    this.code = code;
    this.status = details.status;
    this.remedy = details.remedy;
    this.errors = details.errors ?? [];
    this.requestId = details.requestId;
  }
}

/** What a request was answered, read to its end. */
export async function answerOf(
  send: () => Promise<Response>,
  baseUrl: string,
): Promise<{ status: number; text: string }> {
  try {
    const response = await send();
    return { status: response.status, text: await response.text() };
  } catch (error) {
    throw unreachable(error, baseUrl);
  }
}

/** As `answerOf`, of a file. */
export async function fileOf(
  send: () => Promise<Response>,
  baseUrl: string,
): Promise<{ media_type: string; content: Uint8Array }> {
  let response: Response | undefined;
  const { status, text } = await answerOf(async () => {
    response = await send();
    return response.clone();
  }, baseUrl);
  if (status !== 200 || !response) throw problemOf(status, parse(text), baseUrl);
  const content = new Uint8Array(await response.arrayBuffer());
  return { media_type: response.headers.get('content-type') ?? '', content };
}

export function unreachable(error: unknown, baseUrl: string): TulvingProblem {
  if (hasRemedy(error)) {
    const { code, message: detail, remedy } = error;
    return new TulvingProblem(code, { status: 0, detail, remedy, cause: error });
  }
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const why = cause instanceof Error ? cause.message : String(cause);
  return new TulvingProblem('server_unreachable', {
    status: 0,
    detail: `${baseUrl} gave no answer: ${why}`,
    remedy: 'Start the server with `tulving serve`, or correct its address.',
    cause: error,
  });
}

/** A fetch that was passed in may know better what to do. */
function hasRemedy(error: unknown): error is Error & { code: string; remedy: string } {
  return error instanceof Error && 'code' in error && 'remedy' in error;
}

export function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

export function problemOf(status: number, answer: unknown, baseUrl: string): TulvingProblem {
  const problem = (answer ?? {}) as Partial<Record<string, string>> & {
    errors?: ProblemDetails['errors'];
  };
  if (typeof problem['code'] !== 'string') {
    return new TulvingProblem('server_unreachable', {
      status,
      detail: `${baseUrl} answered ${status}, but not as Tulving does.`,
      remedy: 'Correct the address; a proxy may stand between.',
    });
  }
  return new TulvingProblem(problem['code'], {
    status,
    detail: problem['detail'] ?? '',
    remedy: problem['remedy'] ?? '',
    errors: problem.errors ?? [],
    requestId: problem['request_id'],
  });
}
