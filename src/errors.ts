/**
 * Every error that a user can meet: code → HTTP status, exit code of the command line, and what
 * to do about it. `docs/reference/errors.md` is generated from this table.
 */
export const errorTable = {
  invalid_input: {
    status: 422,
    exit: 2,
    title: 'The input is not valid',
    remedy: 'Correct the named fields and try again.',
  },
  invalid_json: {
    status: 400,
    exit: 2,
    title: 'The body is not valid JSON',
    remedy: 'Send a JSON object encoded as UTF-8, with the header Content-Type: application/json.',
  },
  unsupported_media_type: {
    status: 415,
    exit: 2,
    title: 'The body has a type that is not read here',
    remedy: 'Send the header Content-Type: application/json.',
  },
  body_too_large: {
    status: 413,
    exit: 2,
    title: 'The body is larger than is allowed',
    remedy: 'Split the text or the conversation over several requests.',
  },
  document_unsupported: {
    status: 415,
    exit: 2,
    title: 'This type of file is not read',
    remedy:
      'Add PDF, DOCX, PPTX, XLSX, CSV, JSON, HTML, Markdown or text, or pictures and sounds where a model is set that takes them; see docs/documents.md.',
  },
  document_broken: {
    status: 422,
    exit: 2,
    title: 'The file cannot be read',
    remedy: 'Open it in the program it was made with, and save it anew.',
  },
  document_locked: {
    status: 422,
    exit: 2,
    title: 'The file is protected by a password',
    remedy: 'Save it without a password, and add that file.',
  },
  document_too_large: {
    status: 413,
    exit: 2,
    title: 'The file holds too much',
    remedy: 'Split it into several files.',
  },
  document_reader_missing: {
    status: 501,
    exit: 2,
    title: 'The package that reads this type of file is not installed',
    remedy: 'Install it beside Tulving; see docs/documents.md.',
  },
  url_refused: {
    status: 403,
    exit: 4,
    title: 'The address is not fetched',
    remedy: 'Allow it with TULVING_ALLOW_URLS, or fetch it yourself and add the file.',
  },
  url_failed: {
    status: 502,
    exit: 7,
    title: 'The address gave no document',
    remedy: 'Look at the address with a browser; try again later.',
  },
  answers_changed: {
    status: 409,
    exit: 1,
    title: 'Answers have changed',
    remedy:
      'Look at what differs; where it is meant, write a new set with `tulving replay --out <file>`.',
  },
  service_failed: {
    status: 500,
    exit: 1,
    title: 'The service manager of this system did not do it',
    remedy:
      '`tulving service install --dry-run` prints what it would be told: give it to the one that you have.',
  },
  usage: {
    status: 400,
    exit: 2,
    title: 'The command line is not understood',
    remedy: 'Run the command with --help.',
  },
  invalid_setting: {
    status: 500,
    exit: 2,
    title: 'A setting is not valid',
    remedy: 'See docs/reference/settings.md for the names and the values they take.',
  },
  host_not_allowed: {
    status: 403,
    exit: 4,
    title: 'This Host header is not allowed',
    remedy: 'Add the name to TULVING_ALLOWED_HOSTS if it is yours.',
  },
  origin_not_allowed: {
    status: 403,
    exit: 4,
    title: 'This Origin is not allowed',
    remedy: 'Add the origin to TULVING_ALLOWED_ORIGINS if it is yours.',
  },
  unauthorized: {
    status: 401,
    exit: 4,
    title: 'The request needs a valid key',
    remedy: 'Send the header Authorization: Bearer <key>; make one with `tulving keys create`.',
  },
  forbidden: {
    status: 403,
    exit: 4,
    title: 'The key does not allow this',
    remedy: 'Use a key that does, or leave out what the key fixes itself.',
  },
  app_paused: {
    status: 403,
    exit: 4,
    title: 'The app is paused',
    remedy: 'Whoever runs this memory can let it go on: `tulving apps resume <name>`.',
  },
  csrf_header_missing: {
    status: 403,
    exit: 4,
    title: 'A write in the session of a browser needs a header',
    remedy: 'Send the header X-Tulving-Csrf with any value, or a key in place of the session.',
  },
  proxied_without_key: {
    status: 403,
    exit: 4,
    title: 'A request that came through a proxy needs a key',
    remedy:
      'Make a key with `tulving keys create <name>` and send it, or call the loopback address directly.',
  },
  not_found: {
    status: 404,
    exit: 3,
    title: 'There is no such thing',
    remedy: 'Check the id and the scope; list what exists with `tulving list`.',
  },
  no_route: {
    status: 404,
    exit: 3,
    title: 'There is no such path',
    remedy: 'See /docs or /openapi.json for the paths that exist.',
  },
  method_not_allowed: {
    status: 405,
    exit: 2,
    title: 'This path does not take that method',
    remedy: 'See /docs or /openapi.json for the methods that exist.',
  },
  version_conflict: {
    status: 409,
    exit: 5,
    title: 'The memory was changed by somebody else meanwhile',
    remedy: 'Read it again and repeat the change.',
  },
  preview_changed: {
    status: 409,
    exit: 5,
    title: 'What the preview showed has changed',
    remedy: 'Ask for a new preview, look at it, and send its token.',
  },
  secret_found: {
    status: 422,
    exit: 2,
    title: 'The text holds a secret',
    remedy: 'Take it out, or set TULVING_SECRETS=redact to have it replaced by a mark.',
  },
  already_superseded: {
    status: 409,
    exit: 5,
    title: 'The memory no longer holds',
    remedy: 'Supersede the memory that replaced it, or restore this one first.',
  },
  already_merged: {
    status: 409,
    exit: 5,
    title: 'The memory has become a part of another',
    remedy: 'Use the memory that it was merged into, or restore this one first.',
  },
  already_decided: {
    status: 409,
    exit: 5,
    title: 'The review was decided already',
    remedy: 'Change the memory itself: update, delete or restore it.',
  },
  quota_full: {
    status: 507,
    exit: 5,
    title: 'The user has as many memories as are allowed',
    remedy:
      'Delete some, or raise TULVING_MEMORY_QUOTA. Nothing was written, and nothing old was dropped.',
  },
  erased: {
    status: 409,
    exit: 5,
    title: 'What was erased is not brought back by an import',
    remedy: 'Leave it out, or add it by itself if it shall be kept again.',
  },
  too_much_at_once: {
    status: 429,
    exit: 7,
    title: 'More is open or running at once than is allowed',
    remedy: 'Try again when some of it has ended.',
  },
  idempotency_key_reused: {
    status: 422,
    exit: 2,
    title: 'This Idempotency-Key was used for another request',
    remedy: 'Send a new key with a new request, and the same key only when you repeat one.',
  },
  config_not_edited: {
    status: 409,
    exit: 5,
    title: 'The config file was left as it is',
    remedy: 'Put the entry in by hand: `tulving install <client> --print` shows it.',
  },
  closed: {
    status: 503,
    exit: 6,
    title: 'The memory is closed',
    remedy: 'Open it again with createMemory().',
  },
  store_busy: {
    status: 503,
    exit: 6,
    title: 'Another process is holding the database',
    remedy: 'Try again; if it lasts, look for a process that hangs on the data directory.',
  },
  store_full: {
    status: 507,
    exit: 6,
    title: 'The disk is full',
    remedy: 'Free some space and try again; nothing was written.',
  },
  store_read_only: {
    status: 503,
    exit: 6,
    title: 'The data directory cannot be written',
    remedy: 'Give this user write permission, or choose another directory with --data.',
  },
  archive_damaged: {
    status: 422,
    exit: 6,
    title: 'The archive is not whole',
    remedy: 'Take another one: `tulving backup list` shows what there is. Nothing was changed.',
  },
  archive_locked: {
    status: 422,
    exit: 4,
    title: 'The archive is encrypted',
    remedy:
      'Give the passphrase that it was made with in TULVING_BACKUP_PASSPHRASE, or when it is asked for.',
  },
  store_newer: {
    status: 503,
    exit: 6,
    title: 'The database was written by a newer version of Tulving',
    remedy: 'Update Tulving, or point --data at another directory. The data was not touched.',
  },
  store_damaged: {
    status: 503,
    exit: 6,
    title: 'The database file is damaged or is not a database',
    remedy: 'Restore a backup, or move the file away to start with an empty memory.',
  },
  store_unreachable: {
    status: 503,
    exit: 6,
    title: 'The database server does not answer',
    remedy: 'Start it, or correct host and port in TULVING_DATABASE_URL.',
  },
  store_refused: {
    status: 503,
    exit: 6,
    title: 'The database server refuses',
    remedy: 'Correct user, password and database in TULVING_DATABASE_URL.',
  },
  store_lacks_vector: {
    status: 503,
    exit: 6,
    title: 'The database has no pgvector',
    remedy:
      'Install the package of pgvector on the server (postgresql-17-pgvector), and let a superuser run `CREATE EXTENSION vector` in the database.',
  },
  store_timeout: {
    status: 503,
    exit: 6,
    title: 'The database took too long',
    remedy: 'Try again, ask for less at once, or raise TULVING_DATABASE_TIMEOUT.',
  },
  store_uncertain: {
    status: 503,
    exit: 6,
    title: 'It is not known whether the write was kept',
    remedy:
      'Look whether it is there before you send it again; with an Idempotency-Key send it again.',
  },
  store_failed: {
    status: 500,
    exit: 6,
    title: 'The database could not do what was asked',
    remedy: 'See the cause in the message or the log.',
  },
  restore_by_command: {
    status: 409,
    exit: 5,
    title: 'This backup is restored on the command line alone',
    remedy: 'Stop the server and run `tulving backup restore`; docs/backup.md tells how.',
  },
  copy_target_taken: {
    status: 409,
    exit: 5,
    title: 'The place to copy to is not empty',
    remedy: 'Name another data directory or database, or another schema in the URL.',
  },
  copy_behind: {
    status: 409,
    exit: 5,
    title: 'The copy could not keep up with what was written to the source',
    remedy: 'Stop what writes to it and run the same command again: it goes on where it was.',
  },
  server_unreachable: {
    status: 502,
    exit: 7,
    title: 'The server does not answer',
    remedy: 'Start it with `tulving serve`, or correct --url.',
  },
  address_in_use: {
    status: 500,
    exit: 7,
    title: 'The port is taken',
    remedy: 'Choose another with --port, or stop the program that has it.',
  },
  address_not_private: {
    status: 500,
    exit: 2,
    title: 'Without a key only loopback addresses are served',
    remedy: 'Make a key first with `tulving keys create <name>`, or leave out --host.',
  },
  no_model: {
    status: 501,
    exit: 2,
    title: 'No language model is configured',
    remedy: 'Choose one with `tulving models use llm <provider:model>`; see docs/models.md.',
  },
  model_unavailable: {
    status: 502,
    exit: 7,
    title: 'The model does not answer',
    remedy: 'Start it, or correct its address; `tulving models test` asks it again.',
  },
  model_refused: {
    status: 502,
    exit: 4,
    title: 'The provider of the model refuses the request',
    remedy: 'Correct the name of the model, its key or its address; see docs/models.md.',
  },
  model_busy: {
    status: 503,
    exit: 7,
    title: 'The provider of the model has no room for the request now',
    remedy: 'Try again later, or raise the limit at the provider.',
  },
  model_unusable: {
    status: 502,
    exit: 7,
    title: 'The answer of the model cannot be used',
    remedy: 'Try again; if it lasts, use another model. See docs/models.md.',
  },
  model_declined: {
    status: 502,
    exit: 7,
    title: 'The model declines to answer',
    remedy:
      'It will not speak of what it was shown. What you said is kept and found as it is; another model may be less strict.',
  },
  model_budget_spent: {
    status: 429,
    exit: 7,
    title: 'What may be asked of the model today is spent',
    remedy:
      'Wait until midnight, or raise TULVING_LLM_TOKENS_PER_DAY or TULVING_LLM_CALLS_PER_DAY. Nothing is lost: what waits goes on then.',
  },
  internal: {
    status: 500,
    exit: 1,
    title: 'Something went wrong inside Tulving',
    remedy: 'Nothing was lost. Please report it with the request id and the log.',
  },
} as const satisfies Record<string, ErrorRow>;

export interface ErrorRow {
  /** HTTP status. */
  status: number;
  /** Exit code of the command line. */
  exit: number;
  title: string;
  remedy: string;
}

export type ErrorCode = keyof typeof errorTable;

/** One fault of one field; `pointer` is a JSON pointer (RFC 6901) into the input. */
export interface FieldIssue {
  pointer: string;
  detail: string;
}

interface ErrorOptionsOfTulving {
  cause?: unknown;
  issues?: readonly FieldIssue[];
  /** In place of the table's remedy, where this case knows a better one. */
  remedy?: string;
  /** Before that there is no use in trying again, in ms since 1970. */
  until?: number | undefined;
}

const MARK = Symbol.for('tulving.error');

/** The one error class: `code` names a row of the table, `message` says what happened here. */
export class TulvingError extends Error {
  readonly code: ErrorCode;
  readonly issues: readonly FieldIssue[];
  readonly remedy: string;
  readonly until: number | undefined;
  readonly [MARK] = true;

  constructor(code: ErrorCode, detail: string, options: ErrorOptionsOfTulving = {}) {
    super(detail, { cause: options.cause });
    this.name = 'TulvingError';
    this.code = code;
    this.issues = options.issues ?? [];
    this.remedy = options.remedy ?? errorTable[code].remedy;
    this.until = options.until;
  }

  get status(): number {
    return errorTable[this.code].status;
  }

  get exit(): number {
    return errorTable[this.code].exit;
  }

  get title(): string {
    return errorTable[this.code].title;
  }

  /** True for errors of this class, also when the package is installed twice. */
  static isInstance(error: unknown): error is TulvingError {
    return typeof error === 'object' && error !== null && MARK in error;
  }
}
