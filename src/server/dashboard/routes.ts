import { randomBytes } from 'node:crypto';
import { TulvingError } from '../../errors.js';
import { frontPage } from '../front-page.js';
import type { Served, ServerApp, ServerContext } from '../served.js';
import { BUILT, builtFile } from './files.js';
import { dashboardFiles, dashboardPages } from './pages.js';

/** Stands in the built page for what is made anew with each answer. */
const NONCE = '__CSP_NONCE__';
const YEAR = 365 * 24 * 3600;

/** The app at `/`. Its pages and files are open: what is kept is asked for with a session. */
export function dashboardRoutes(app: ServerApp, { settings, version, dashboardFolder }: Served) {
  const folder = dashboardFolder ?? BUILT;
  const isOn = settings.dashboard !== 'off';

  const page = async (context: ServerContext) => {
    const built = isOn ? await builtFile(folder, 'index.html') : undefined;
    if (built) return appPage(context, built.body);
    const isFront = context.req.path === '/';
    if (!isOn && !isFront) throw nothingAt(context);
    return frontPage(context, version, { unbuilt: isOn, status: isFront ? 200 : 404 });
  };
  app.get('/', page);
  for (const name of dashboardPages) {
    app.get(`/${name}`, page);
    app.get(`/${name}/*`, page);
  }
  if (!isOn) return;

  app.get('/assets/:name', (context) =>
    sendFile(context, folder, {
      name: `assets/${context.req.param('name')}`,
      // The name holds a hash of what is in the file.
      caching: `public, max-age=${YEAR}, immutable`,
    }),
  );
  for (const name of dashboardFiles) {
    app.get(`/${name}`, (context) =>
      sendFile(context, folder, { name, caching: 'public, max-age=3600' }),
    );
  }
}

function appPage(context: ServerContext, body: Uint8Array): Response {
  const nonce = randomBytes(16).toString('base64');
  context.header('Content-Security-Policy', policyOf(nonce));
  context.header('Permissions-Policy', 'camera=(), geolocation=(), microphone=()');
  context.header('Cross-Origin-Opener-Policy', 'same-origin');
  return context.html(new TextDecoder().decode(body).replaceAll(NONCE, nonce));
}

/** Nothing from elsewhere, and nothing inline that does not carry the nonce of this answer. */
function policyOf(nonce: string): string {
  const own = `'self' 'nonce-${nonce}'`;
  return [
    "default-src 'none'",
    `script-src ${own}`,
    `style-src ${own}`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

async function sendFile(
  context: ServerContext,
  folder: string,
  { name, caching }: { name: string; caching: string },
): Promise<Response> {
  // Names that leave the folder are not open paths, and a slash is not part of a segment; both hold
  // for what is percent-encoded, too, so this only says it once more.
  if (!/^(?:assets\/)?[\w-][\w.-]*$/.test(name)) throw nothingAt(context);
  const file = await builtFile(folder, name, context.req.header('accept-encoding'));
  if (!file) throw nothingAt(context);
  return context.body(file.body, 200, {
    'Content-Type': file.type,
    'Cache-Control': caching,
    Vary: 'Accept-Encoding',
    ...(file.encoding !== undefined && { 'Content-Encoding': file.encoding }),
  });
}

function nothingAt({ req }: ServerContext): TulvingError {
  return new TulvingError('no_route', `There is nothing at ${req.path}.`);
}
