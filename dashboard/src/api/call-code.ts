import type { Call } from './calls';

const envKey = '$TULVING_KEY';

/** Ready for a shell; the key comes from the environment, never from the session. */
export function asCurl({ method, path, body, viewAs }: Call): string {
  const lines = [
    `curl -s ${method === 'GET' ? '' : `-X ${method} `}${quoted(location.origin + path)}`,
  ];
  lines.push(`  -H "Authorization: Bearer ${envKey}"`);
  if (viewAs !== undefined) lines.push(`  -H ${quoted(`X-Tulving-View-As: ${viewAs}`)}`);
  if (body !== undefined) {
    lines.push(`  -H 'Content-Type: application/json'`);
    lines.push(`  -d ${quoted(JSON.stringify(JSON.parse(body), null, 2))}`);
  }
  return lines.join(' \\\n');
}

export function asTypeScript({ code, viewAs }: Call): string {
  return [
    `import { createClient } from 'tulving/client';`,
    '',
    `const client = createClient({`,
    `  baseUrl: '${location.origin}',`,
    `  apiKey: process.env.TULVING_KEY,`,
    ...(viewAs === undefined ? [] : [`  viewAs: ${JSON.stringify(viewAs)},`]),
    `});`,
    '',
    `const answer = await ${code};`,
  ].join('\n');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
