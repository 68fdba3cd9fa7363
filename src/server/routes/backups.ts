import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import {
  createBackupSchema,
  listBackupsResultSchema,
  madeBackupSchema,
  prunedBackupsSchema,
  pruneBackupsSchema,
  restorePreviewSchema,
  restoreRequestSchema,
} from '../../model/backups.js';
import { jobSchema } from '../../model/job.js';
import { validate } from '../../model/validate.js';
import { answerJson } from '../answer.js';
import { jsonBody } from '../body.js';
import { addRoute, nameOf } from '../route.js';
import { callerOf } from '../scope.js';
import type { Served, ServerApp } from '../served.js';

const tag = 'Backups';

/** Where an archive goes is for who runs the server: no request names a path. */
export function backupRoutes(app: ServerApp, { memory: { backups } }: Served): void {
  addRoute(app, {
    method: 'post',
    path: '/v1/backups',
    operationId: 'createBackup',
    tag,
    summary: 'Back up all that is kept into the backup directory of the server; answers when done',
    body: createBackupSchema,
    answer: madeBackupSchema,
    status: 201,
    errors: ['store_read_only'],
    handle: async (context) => {
      validate(createBackupSchema, await jsonBody(context));
      return answerJson(context, await backups.create({}, callerOf(context)), 201);
    },
  });

  addRoute(app, {
    method: 'get',
    path: '/v1/backups',
    operationId: 'listBackups',
    tag,
    summary: 'The archives in the backup directory, newest first',
    answer: listBackupsResultSchema,
    handle: async (context) => answerJson(context, await backups.list(callerOf(context))),
  });

  addRoute(app, {
    method: 'post',
    path: '/v1/backups/{name}/verify',
    operationId: 'verifyBackup',
    tag,
    summary: 'Read an archive to its end and compare its checksums',
    answer: madeBackupSchema,
    errors: ['not_found', 'archive_damaged', 'archive_locked', 'store_newer'],
    handle: async (context) =>
      answerJson(context, await backups.verify(nameOf(context, 'name'), callerOf(context))),
  });

  addRoute(app, {
    method: 'post',
    path: '/v1/backups/{name}/preview',
    operationId: 'previewRestore',
    tag,
    summary: 'What restoring an archive would do, and the command that does it; changes nothing',
    answer: restorePreviewSchema,
    errors: ['not_found', 'archive_damaged', 'archive_locked', 'store_newer'],
    handle: async (context) =>
      answerJson(context, await backups.preview(nameOf(context, 'name'), callerOf(context))),
  });

  addRoute(app, {
    method: 'post',
    path: '/v1/backups/{name}/restore',
    operationId: 'restoreBackupAtStart',
    tag,
    summary: 'Have the next start of the server restore an archive in place of what is there then',
    answer: restoreRequestSchema,
    status: 201,
    errors: [
      'not_found',
      'archive_damaged',
      'archive_locked',
      'store_newer',
      'store_read_only',
      'restore_by_command',
    ],
    handle: async (context) =>
      answerJson(
        context,
        await backups.restoreAtStart(nameOf(context, 'name'), callerOf(context)),
        201,
      ),
  });

  addRoute(app, {
    method: 'delete',
    path: '/v1/backups/{name}/restore',
    operationId: 'keepAtStart',
    tag,
    summary: 'Take back what the next start was to restore',
    status: 204,
    errors: ['not_found'],
    handle: async (context) => {
      await backups.keepAtStart(nameOf(context, 'name'), callerOf(context));
      return context.body(null, 204);
    },
  });

  addRoute(app, {
    method: 'get',
    path: '/v1/backups/{name}/file',
    operationId: 'downloadBackup',
    tag,
    summary: 'The archive itself',
    file: true,
    errors: ['not_found'],
    handle: async (context) => {
      const name = nameOf(context, 'name');
      const { path, bytes } = await backups.locate(name, callerOf(context));
      const stream = Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>;
      return context.body(stream, 200, {
        'Content-Type': 'application/octet-stream',
        'Content-Length': String(bytes),
        'Content-Disposition': `attachment; filename="${name}"`,
      });
    },
  });

  addRoute(app, {
    method: 'post',
    path: '/v1/backups/request',
    operationId: 'requestBackup',
    tag,
    summary: 'Have a backup made in the background; answers with the job',
    answer: jobSchema,
    status: 201,
    handle: async (context) => answerJson(context, await backups.request(callerOf(context)), 201),
  });

  addRoute(app, {
    method: 'post',
    path: '/v1/backups/prune',
    operationId: 'pruneBackups',
    tag,
    summary: 'Remove the archives of this store that the rotation does not keep',
    body: pruneBackupsSchema,
    answer: prunedBackupsSchema,
    handle: async (context) =>
      answerJson(
        context,
        await backups.prune((await jsonBody(context)) as object, callerOf(context)),
      ),
  });
}
