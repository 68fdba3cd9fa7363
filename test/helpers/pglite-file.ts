import { afterAll } from 'vitest';
import { closeIdle } from './databases.js';

// Files of tests share a process, which takes half the time, but no database.
afterAll(closeIdle);
