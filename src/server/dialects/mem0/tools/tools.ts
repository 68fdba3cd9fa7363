import type { Tool } from '../../../mcp/tool.js';
import { entityTools } from './entities.js';
import { memoryTools } from './memories.js';

export const mem0Tools: readonly Tool[] = [...memoryTools, ...entityTools];
