import { mem0Tools } from '../dialects/mem0/tools/tools.js';
import type { Tool } from './tool.js';
import { memoryAdd } from './tools/add.js';
import { fetch, search } from './tools/chatgpt.js';
import { memoryContext } from './tools/context.js';
import { memoryDelete } from './tools/delete.js';
import { memoryGet } from './tools/get.js';
import { memoryHistory } from './tools/history.js';
import { memoryList } from './tools/list.js';
import { memorySearch } from './tools/search.js';
import { openMemoryTools } from './tools/openmemory.js';
import { memoryUpdate } from './tools/update.js';

/** In the order in which clients list them. */
export const tools: readonly Tool[] = [
  memorySearch,
  memoryContext,
  memoryAdd,
  memoryUpdate,
  memoryDelete,
  memoryGet,
  memoryList,
  memoryHistory,
  search,
  fetch,
  ...openMemoryTools,
  ...mem0Tools,
];
