/**
 * `memory`: our own tools. `chatgpt`: `search` and `fetch`, as ChatGPT's connectors ask for them.
 * `openmemory`: the five of OpenMemory, under its names. `mem0`: the eleven of mem0's hosted server.
 */
export const toolsets = ['memory', 'chatgpt', 'openmemory', 'mem0'] as const;
export type Toolset = (typeof toolsets)[number];
