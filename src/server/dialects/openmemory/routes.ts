import type { Dialect } from '../dialect.js';
import { appRoutes } from './apps.js';
import { backupRoutes } from './backup.js';
import { configRoutes } from './config.js';
import { failure } from './failure.js';
import { logRoutes } from './log.js';
import { openMemoryMcpRoutes } from './mcp.js';
import { memoryRoutes } from './memories.js';
import { stateRoutes } from './states.js';

/** OpenMemory's API as it was when it was removed (mem0ai/mem0, July 2026); docs/from-openmemory.md. */
export const openMemory: Dialect = {
  base: '/openmemory',
  failure,
  routes(app, served) {
    memoryRoutes(app, served);
    stateRoutes(app, served);
    appRoutes(app, served);
    configRoutes(app, served);
    logRoutes(app, served);
    backupRoutes(app, served);
    openMemoryMcpRoutes(app, served);
  },
};
