import {
  CLIENT_INFO_META_KEY,
  type McpServer,
  type ServerContext,
} from '@modelcontextprotocol/server';
import { limits } from '../../model/requests.js';

/**
 * The name that a client gives of itself: in each request since 2026-07-28, before that when it
 * connected, which a request of its own over HTTP does not know.
 */
export function claimedApp(server: McpServer, context: ServerContext): string | undefined {
  const envelope: Record<string, unknown> = { ...context.mcpReq.envelope };
  const inRequest = envelope[CLIENT_INFO_META_KEY] as { name?: string } | undefined;
  return labelOf(inRequest?.name ?? server.server.getClientVersion()?.name);
}

/** It becomes a label of what is written. Nobody chose it for that, so it is made one, not refused. */
function labelOf(claimed: string | undefined): string | undefined {
  const start = claimed?.slice(0, limits.name).toWellFormed();
  const name = start?.replaceAll(/[\p{Cc}\ufffd]/gu, ' ').trim();
  return name === '' ? undefined : name;
}
