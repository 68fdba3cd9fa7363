import { addRoute, idOf } from '../route.js';
import { callerOf } from '../scope.js';
import type { Served, ServerApp } from '../served.js';

export function attachmentRoutes(app: ServerApp, { memory: { attachments } }: Served): void {
  addRoute(app, {
    method: 'get',
    path: '/v1/attachments/{id}',
    operationId: 'getAttachment',
    tag: 'Episodes',
    summary: 'Read the file that an episode was made of',
    file: true,
    errors: ['not_found'],
    handle: async (context) => {
      const { content, media_type, sha256 } = await attachments.get(
        idOf(context),
        callerOf(context),
      );
      return context.body(new Uint8Array(content), 200, {
        'Content-Type': media_type,
        // Shown by no page of ours as a part of it, whatever is in the file.
        'Content-Disposition': `attachment; filename="${sha256.slice(0, 16)}"`,
        'Content-Security-Policy': "default-src 'none'; sandbox",
      });
    },
  });
}
