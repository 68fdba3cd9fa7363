import {
  type McpServer,
  ResourceNotFoundError,
  ResourceTemplate,
  type Variables,
} from '@modelcontextprotocol/server';
import { cubeOfWrite, type Scope, SHARED_CUBE } from '../../model/scope.js';
import type { Door } from './door.js';
import { orProtocolError } from './failure.js';
import { ANSWER_TOKENS, beginning } from './fit.js';
import { decodedPart, memoryUri } from './memory-uri.js';
import { profile } from './profile.js';
import { scopeOfRead, type Session } from './session.js';
import { shownMemory } from './shown-memory.js';

const MARKDOWN = 'text/markdown';
const COMPLETIONS = 50;

/** What can be attached to a conversation by hand: a cube's profile, one memory, a search. */
export function registerResources(server: McpServer, session: Session): void {
  const door = session.door(undefined);
  const reads = scopeOfRead(session);
  const own = cubeOfWrite(session.scope);
  const cubes = [...new Set([own, ...(session.scope.cube === undefined ? [SHARED_CUBE] : [])])];
  const complete = {
    cube: (start: string) => cubes.map(encodeURIComponent).filter((name) => name.startsWith(start)),
  };
  const read = async (uri: URL, mimeType: string, work: () => Promise<string>) => {
    const text = await orProtocolError(session.log, work, uri.href);
    return { contents: [{ uri: uri.href, mimeType, text }] };
  };
  const profileInfo = {
    title: 'Profile',
    description: 'What a cube holds on one page: how much, about what, and the newest of it.',
    mimeType: MARKDOWN,
  };

  server.registerResource('profile', memoryUri(own, 'profile'), profileInfo, (uri) =>
    read(uri, MARKDOWN, () => profile(door, reads)),
  );

  server.registerResource(
    'cube-profile',
    new ResourceTemplate('memory://{cube}/profile', { list: undefined, complete }),
    profileInfo,
    (uri, variables) =>
      read(uri, MARKDOWN, () => profile(door, inCube(reads, part(variables, 'cube')))),
  );

  server.registerResource(
    'search',
    new ResourceTemplate('memory://{cube}/search{?q}', { list: undefined, complete }),
    {
      title: 'Search',
      description: 'What answers a question, as a block for a prompt.',
      mimeType: 'text/plain',
    },
    (uri, variables) =>
      read(uri, 'text/plain', async () => {
        const query = part(variables, 'q').replaceAll('+', ' ');
        const scope = inCube(reads, part(variables, 'cube'));
        return (await door.context({ ...scope, query })).text;
      }),
  );

  server.registerResource(
    'memory',
    new ResourceTemplate('memory://{cube}/{id}', {
      list: undefined,
      complete: { ...complete, id: (start: string) => newestIds(door, reads, start) },
    }),
    {
      title: 'One memory',
      description: 'A memory with its scope, dates and the verbatim words that it rests on.',
      mimeType: 'application/json',
    },
    (uri, variables) =>
      read(uri, 'application/json', async () => {
        const memory = await door.get(part(variables, 'id'));
        if (memory.cube !== part(variables, 'cube')) throw new ResourceNotFoundError(uri.href);
        const text = beginning(memory.text, ANSWER_TOKENS / 2);
        return JSON.stringify({ ...shownMemory(memory, 'detailed'), text }, null, 2);
      }),
  );
}

/** The user's own cube is read as the tools read it, with what is shared. */
function inCube(reads: Scope, cube: string): Scope {
  return cube === cubeOfWrite(reads) ? reads : { ...reads, cube };
}

async function newestIds(door: Door, reads: Scope, start: string): Promise<string[]> {
  const { data } = await door.list({ ...reads, limit: COMPLETIONS });
  return data.map(({ id }) => id).filter((id) => id.startsWith(start));
}

function part(variables: Variables, name: string): string {
  return decodedPart(String(variables[name] ?? ''));
}
