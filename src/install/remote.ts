import { TulvingError } from '../errors.js';

/** The address of the MCP endpoint; `/mcp` where only a server is named. */
export function remoteUrl(text: string): URL {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
    throw wrong(
      `--remote takes the URL of a server, such as http://127.0.0.1:8858, not "${text}".`,
    );
  }
  const url = new URL(text);
  if (url.username || url.password)
    throw wrong('A key in a URL lands in logs: give it with --api-key.');
  if (url.search || url.hash) {
    throw wrong(
      '--remote takes a URL without ? and #: whose memory it is, say --user and the like.',
    );
  }
  url.pathname = url.pathname.replace(/\/+$/, '') || '/mcp';
  return url;
}

/** The server, as `tulving --url` takes it. */
export function baseOf(url: URL): string {
  if (!url.pathname.endsWith('/mcp')) {
    throw wrong(
      `This client is connected by \`tulving mcp --url\`, which cannot call ${url.pathname}.`,
    );
  }
  const { origin, pathname } = url;
  return origin + pathname.slice(0, -'/mcp'.length);
}

export function isLoopback({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

function wrong(detail: string): TulvingError {
  return new TulvingError('usage', detail);
}
