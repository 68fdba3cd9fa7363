import { createRequire } from 'node:module';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { html } from 'hono/html';
import { answerJson } from '../answer.js';
import type { Served, ServerApp } from '../served.js';

/** RapiDoc styles its shadow roots inline; everything else comes from this server. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** `/openapi.json`, and the page that draws it. */
export function docsRoutes(app: ServerApp, { version }: Served): void {
  const script = scriptPath();

  let description: ReturnType<typeof describeApi> | undefined;
  app.get('/openapi.json', (context) =>
    answerJson(context, (description ??= describeApi(app, version))),
  );

  app.get('/docs/rapidoc.js', async (context) =>
    context.body(await readFile(script), 200, {
      'Content-Type': 'text/javascript; charset=utf-8',
      'Cache-Control': 'public, max-age=3600',
    }),
  );

  app.get('/docs', (context) => {
    context.header('Content-Security-Policy', POLICY);
    return context.html(docsPage);
  });
}

export function describeApi(app: ServerApp, version: string) {
  app.openAPIRegistry.registerComponent('securitySchemes', 'key', {
    type: 'http',
    scheme: 'bearer',
    description: 'Needed once the first key was made; `tulving keys create`.',
  });
  return app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Tulving',
      version,
      description:
        'Self-hosted memory for AI agents. Errors are problem+json with code and remedy.',
      license: { name: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
  });
}

/** The build lays a copy beside the server; from source it is read out of the package. */
function scriptPath(): string {
  const built = fileURLToPath(new URL('../assets/rapidoc-min.js', import.meta.url));
  return existsSync(built)
    ? built
    : createRequire(import.meta.url).resolve('rapidoc/dist/rapidoc-min.js');
}

const docsPage = html`<!doctype html>
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>Tulving API</title>
      <script type="module" src="/docs/rapidoc.js"></script>
    </head>
    <body>
      <rapi-doc
        spec-url="/openapi.json"
        load-fonts="false"
        show-header="false"
        render-style="read"
        schema-style="table"
        allow-authentication="true"
        allow-server-selection="false"
        regular-font="system-ui, sans-serif"
        mono-font="ui-monospace, monospace"
        primary-color="#4656b5"
      ></rapi-doc>
    </body>
  </html>`;
