import { z } from 'zod';
import { ownScope } from '../../../model/fields.js';
import { validate } from '../../../model/validate.js';
import { documentBody } from '../../document-body.js';
import type { Served, ServerApp } from '../../served.js';
import { AppBook, appFilter } from './app-book.js';
import { exportBody } from './requests.js';
import { addOpenMemoryRoute, type OpenMemoryRoute } from './route.js';
import { createdBetween } from './times.js';

const formSchema = z.object({
  user_id: ownScope.user_id.unwrap(),
  name: z.string().default('memories.zip'),
  bytes: z.instanceof(Uint8Array),
});

const modeSchema = z.object({ mode: z.enum(['overwrite', 'skip']).default('overwrite') });

const routes: readonly OpenMemoryRoute[] = [
  {
    method: 'POST',
    path: '/backup/export',
    async handle(asked) {
      const { user_id: user, app_id: app, ...dates } = await asked.body(exportBody);
      const conditions: Record<string, unknown>[] = [{ user_id: user }, ...createdBetween(dates)];
      if (app !== undefined) {
        const book = new AppBook(asked.memory, asked.caller);
        conditions.push(appFilter(await book.namesOf([app], user)));
      }
      const { stream, mediaType } = asked.memory.exchange.export(
        { format: 'openmemory', user_id: user, filters: { AND: conditions } },
        asked.caller,
      );
      return asked.context.body(bodyOf(stream), 200, {
        'Content-Type': mediaType,
        'Content-Disposition': 'attachment; filename="memories_export.zip"',
      });
    },
  },
  {
    method: 'POST',
    path: '/backup/import',
    async handle(asked) {
      validate(modeSchema, asked.context.req.query());
      const form = await documentBody(asked.context, asked.memory.mostFileBytes);
      const { user_id, name, bytes } = asked.checked(validate(formSchema, form));
      // Of either mode: what is here already stays as it is, corrections and all.
      const { made, duplicates, refused } = await asked.memory.exchange.import(
        [{ name, open: () => [bytes] }],
        { format: 'openmemory', user_id },
        asked.caller,
      );
      const memories = made['memory'] ?? 0;
      return {
        message: `Import completed into user "${user_id}"`,
        imported: memories,
        already_there: duplicates,
        refused,
      };
    },
  },
];

export function backupRoutes(app: ServerApp, served: Served): void {
  for (const route of routes) addOpenMemoryRoute(app, served, route);
}

/** Made as it is read. */
function bodyOf(stream: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await stream.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      async cancel() {
        await stream.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
}
