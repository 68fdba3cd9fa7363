import { html } from 'hono/html';
import type { ServerContext } from './served.js';

/** Styled inline by one sheet; there is no script. */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** What stands at `/` where there is no dashboard. */
export function frontPage(
  context: ServerContext,
  version: string,
  { unbuilt, status }: { unbuilt: boolean; status: 200 | 404 },
): Response | Promise<Response> {
  context.header('Content-Security-Policy', POLICY);
  return context.html(draw(version, unbuilt), status);
}

function draw(version: string, unbuilt: boolean) {
  const missing = html`<p>
    The dashboard was not built: run <code>npm run build</code> in the folder of Tulving, then load
    this page again.
  </p>`;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Tulving</title>
        <style>
          body {
            font:
              1rem/1.6 system-ui,
              sans-serif;
            max-width: 40rem;
            margin: 4rem auto;
            padding: 0 1rem;
            color-scheme: light dark;
          }
        </style>
      </head>
      <body>
        <h1>Tulving ${version}</h1>
        <p>Self-hosted memory for AI agents. This server is running.</p>
        ${unbuilt ? missing : ''}
        <p>
          <a href="/docs">API documentation</a> · <a href="/openapi.json">OpenAPI</a> ·
          <a href="/v1/status">Status</a>
        </p>
      </body>
    </html>`;
}
