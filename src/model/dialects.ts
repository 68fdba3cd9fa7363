/** Wire APIs of other systems, each below a base URL of its own name. */
export const dialectNames = ['openmemory', 'mem0', 'mem0-server'] as const;
export type DialectName = (typeof dialectNames)[number];
