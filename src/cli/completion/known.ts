import { adopted } from '../../install/adopted.js';
import { guides } from '../../install/guides.js';
import { ownClients } from '../../install/own-clients.js';
import { dialectNames } from '../../model/dialects.js';
import { jobStates } from '../../model/job.js';
import { keyScopes } from '../../model/key.js';
import { memoryKinds, memoryStates, roles } from '../../model/memory.js';
import { toolsets } from '../../model/toolsets.js';
import { shells } from './shells.js';

/** What can stand in a place: one of some words, a file, a folder, or something that nobody can guess. */
export type Values = readonly string[] | 'file' | 'folder' | 'anything';

const withFile = [...Object.keys(adopted), ...ownClients.map(({ id }) => id)];

/** By option, or by command and option or argument where commands differ. */
export const knownValues: Readonly<Record<string, Values>> = {
  '--config': 'file',
  '--ca-file': 'file',
  '--data': 'folder',
  '--language': ['en', 'zh'],
  '--log-level': ['error', 'info', 'debug'],
  '--secrets': ['redact', 'refuse', 'keep'],
  '--timezone': ['UTC', ...Intl.supportedValuesOf('timeZone')],
  '--toolsets': [...toolsets, 'memory,chatgpt'],
  '--dialects': [...dialectNames, 'none'],
  'install client': [...withFile, ...guides.map(({ id }) => id)],
  'uninstall client': withFile,
  'add --role': roles,
  'add --kind': memoryKinds,
  'list --state': memoryStates,
  'update --state': memoryStates.filter((state) => state !== 'deleted'),
  'jobs --state': jobStates,
  'keys action': ['list', 'create', 'revoke', 'rotate', 'clear'],
  'keys --scope': keyScopes,
  'models action': ['list', 'test', 'use'],
  'models kind': ['llm', 'embedder', 'reranker'],
  'reindex what': ['terms', 'vectors'],
  'eval dataset': [
    'locomo',
    'locomo-observations',
    'longmemeval',
    'beam',
    'prefeval',
    'factconsolidation',
    'personamem',
    'precisionmembench',
  ],
  'eval --embedder': ['builtin'],
  'eval file': 'file',
  'migrate action': ['status', 'up'],
  'copy from': 'folder',
  'copy to': 'folder',
  'completion shell': shells,
};
