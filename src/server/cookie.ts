import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { LONGEST } from './sessions.js';
import type { ServerContext } from './served.js';

/** Browsers send a cookie nowhere else: neither to `/mcp` nor with the files of the app. */
const PATH = '/v1';

export function sessionToken(context: ServerContext): string | undefined {
  if (!`${context.req.path}/`.startsWith(`${PATH}/`)) return undefined;
  return getCookie(context, nameOf(context));
}

export function keepSession(context: ServerContext, token: string): void {
  setCookie(context, nameOf(context), token, {
    path: PATH,
    httpOnly: true,
    sameSite: 'Strict',
    secure: isEncrypted(context),
    maxAge: LONGEST / 1000,
  });
}

export function dropSession(context: ServerContext): void {
  deleteCookie(context, nameOf(context), { path: PATH, secure: isEncrypted(context) });
}

/** With the port: browsers do not tell the cookies of two servers of one machine apart. */
function nameOf(context: ServerContext): string {
  const [, port] = /:(\d+)$/.exec(context.req.header('host') ?? '') ?? [];
  return port === undefined ? 'tulving_session' : `tulving_session_${port}`;
}

/** A proxy ends TLS, so that only the browser knows. */
function isEncrypted(context: ServerContext): boolean {
  const { origin, 'x-forwarded-proto': forwarded } = context.req.header();
  return forwarded === 'https' || (origin ?? '').startsWith('https://');
}
