import {
  type CompleteResourceTemplateCallback,
  type McpServer,
  ResourceNotFoundError,
  ResourceTemplate,
  type Variables,
} from '@modelcontextprotocol/server';
import { cubeOfWrite, type Scope } from '../../model/scope.js';
import { orProtocolError } from './failure.js';
import { decodedPart, memoryUri } from './memory-uri.js';
import { profile } from './profile.js';
import { scopeOfRead, type Session } from './session.js';
import { wholeMemory } from './shown-memory.js';

/** What can be attached to a conversation by hand. */
interface Resource {
  name: string;
  uriTemplate: string;
  title: string;
  description: string;
  mimeType: string;
  /** Its text; the variables of the template are decoded. */
  read: (variables: Readonly<Record<string, string>>, session: Session) => Promise<string>;
}

const profileOfCube: Resource = {
  name: 'cube-profile',
  uriTemplate: 'memory://{cube}/profile',
  title: 'Profile',
  description: 'What a cube holds on one page: how much, about what, and the newest of it.',
  mimeType: 'text/plain',
  read: ({ cube = '' }, session) =>
    profile({
      door: session.door(undefined),
      scope: inCube(session, cube),
      timezone: session.timezone,
    }),
};

/** In the order in which a URI is matched: what is more special comes first. */
export const resources: readonly Resource[] = [
  profileOfCube,
  {
    name: 'search',
    uriTemplate: 'memory://{cube}/search{?q}',
    title: 'Search',
    description: 'What answers a question, as a block for a prompt.',
    mimeType: 'text/plain',
    async read({ cube = '', q = '' }, session) {
      const request = { ...inCube(session, cube), query: q.replaceAll('+', ' ') };
      return (await session.door(undefined).context(request)).text;
    },
  },
  {
    name: 'memory',
    uriTemplate: 'memory://{cube}/{id}',
    title: 'One memory',
    description: 'A memory with its scope, dates and the verbatim words that it rests on.',
    mimeType: 'application/json',
    async read({ cube = '', id = '' }, session) {
      const memory = await session.door(undefined).get(id);
      if (memory.cube !== cube) throw new ResourceNotFoundError(memoryUri(cube, id));
      return JSON.stringify(wholeMemory(memory, 'detailed'), null, 2);
    },
  },
];

const COMPLETIONS = 50;

export function registerResources(server: McpServer, session: Session): void {
  const guarded = (uri: URL, { mimeType, read }: Resource, variables: Variables) =>
    orProtocolError(
      session.log,
      async () => {
        const text = await read(decoded(variables), session);
        return { contents: [{ uri: uri.href, mimeType, text }] };
      },
      uri.href,
    );
  for (const cube of profiled(session)) {
    const { title, description, mimeType } = profileOfCube;
    const name = `profile of ${cube}`;
    server.registerResource(
      name,
      memoryUri(cube, 'profile'),
      { title, description, mimeType },
      (uri) => guarded(uri, profileOfCube, { cube: encodeURIComponent(cube) }),
    );
  }
  for (const resource of resources) {
    const { name, uriTemplate, title, description, mimeType } = resource;
    const template = new ResourceTemplate(uriTemplate, {
      list: undefined,
      complete: completionsOf(session),
    });
    server.registerResource(name, template, { title, description, mimeType }, (uri, variables) =>
      guarded(uri, resource, variables),
    );
  }
}

/** The caller's own cube; all that a key names where none is its own. */
function profiled({ cubes, scope }: Session): readonly string[] {
  return scope.cube === undefined && scope.user_id === undefined ? cubes : cubes.slice(0, 1);
}

function completionsOf(session: Session): Record<string, CompleteResourceTemplateCallback> {
  return {
    cube: (start) => session.cubes.map(encodeURIComponent).filter((name) => name.startsWith(start)),
    id: (start, context) =>
      orProtocolError(session.log, async () => {
        const cube = context?.arguments?.['cube'];
        const scope =
          cube === undefined ? scopeOfRead(session) : inCube(session, decodedPart(cube));
        const { data } = await session.door(undefined).list({ ...scope, limit: COMPLETIONS });
        return data.map(({ id }) => id).filter((id) => id.startsWith(start));
      }),
  };
}

/** The user's own cube is read as the tools read it, with what is shared. */
function inCube(session: Session, cube: string): Scope {
  const reads = scopeOfRead(session);
  return cube === cubeOfWrite(reads) ? reads : { ...reads, cube };
}

function decoded(variables: Variables): Record<string, string> {
  const pairs = Object.entries(variables).map(([name, value]) => [
    name,
    decodedPart(String(value)),
  ]);
  return Object.fromEntries(pairs) as Record<string, string>;
}
