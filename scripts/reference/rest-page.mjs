import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { code, page, table } from './markdown.mjs';
import { fieldRows, typeOf } from './schema-rows.mjs';

/** From the OpenAPI document that a server answers at `/openapi.json`. */
export async function restPage(built) {
  const { paths, components } = await describe(built);
  const routes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, route]) => ({ path, method, ...route })),
  );
  const tags = [...new Set(routes.map(({ tags: [tag] }) => tag))];
  return page('REST', [
    'The same as `/openapi.json` and `/docs` of a running server. Bodies are JSON. Errors are `application/problem+json`, see the [error reference](errors.md). Once there is a key, every path below `/v1` wants `Authorization: Bearer <key>`. `X-Tulving-User`, `-Agent`, `-App`, `-Run` and `-Cube` fill in what a request leaves open. Fields with \\* must be given.',
    ...tags.flatMap((tag) => [
      `## ${tag}`,
      ...routes.filter((route) => route.tags.includes(tag)).flatMap(routeParts),
    ]),
    '## Shapes',
    ...Object.entries(components.schemas).flatMap(([name, schema]) => [
      `### ${name}`,
      ...(schema.description ? [schema.description] : []),
      schema.properties
        ? table(['field', 'type', 'meaning'], fieldRows(schema))
        : `Is ${typeOf(schema)}.`,
    ]),
  ]);
}

async function describe(built) {
  const [{ createMemory }, { createApp }, { describeApi }, { readVersion }] = await Promise.all([
    built('compose.js'),
    built('server/app.js'),
    built('server/routes/docs.js'),
    built('version.js'),
  ]);
  const folder = mkdtempSync(join(tmpdir(), 'tulving-reference-'));
  const memory = await createMemory({ data: folder });
  try {
    const settings = { host: '127.0.0.1', allowedHosts: [], allowedOrigins: [], user: 'default' };
    const app = createApp({ memory, settings, version: readVersion(), log: () => undefined });
    return describeApi(app, readVersion());
  } finally {
    await memory.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function routeParts({ path, method, summary, parameters = [], requestBody, responses }) {
  const answers = Object.entries(responses).map(([status, response]) => [
    status,
    response.content && status < '300' ? shapeOf(response) : response.description,
  ]);
  return [
    `### ${method.toUpperCase()} ${path}`,
    `${summary}.`,
    table(
      ['parameter', 'in', 'type', 'meaning'],
      parameters.map(({ name, in: where, required, schema, description }) => [
        code(name) + (required ? ' \\*' : ''),
        where,
        typeOf(schema),
        description ?? schema.description ?? '',
      ]),
    ),
    requestBody ? `Body: ${shapeOf(requestBody)}` : '',
    table(['status', 'answer'], answers),
  ].filter((part) => part !== '');
}

function shapeOf({ content }) {
  const [[type, { schema }]] = Object.entries(content);
  const shape = typeOf(schema);
  return type === 'application/json' ? shape : `${shape}, as ${code(type)}`;
}
