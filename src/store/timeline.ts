import type { Filter } from '../model/filter.js';
import type { Reach } from '../model/scope.js';
import type { TimelineAxis } from '../model/timeline.js';
import type { Instant } from '../model/time.js';

/** Memories along time: those that stand by themselves and are active, now or as it was known then. */
export interface TimelineReads {
  /** Newest first. */
  places(query: TimelinePage): Promise<TimelinePlace[]>;
  /** Counts by quarters of an hour, of which every time zone's days are made; oldest first. */
  density(query: TimelineQuery): Promise<TimelineCount[]>;
}

export interface TimelineQuery {
  tenant: number;
  reach: Reach;
  axis: TimelineAxis;
  /** What has expired by now is left out. */
  at: Instant;
  /** The moment at which it was known; undefined: now. */
  known?: Instant | undefined;
  filter?: Filter | undefined;
}

export interface TimelinePage extends TimelineQuery {
  limit: number;
  /** Only what lies before this moment of the axis. */
  until?: Instant | undefined;
  /** The last one of the page before. */
  after?: TimelinePlace | undefined;
}

export interface TimelinePlace {
  /** Number of the memory. */
  no: number;
  at: Instant;
}

export interface TimelineCount {
  /** When the quarter of an hour begins. */
  at: Instant;
  memories: number;
  /** Of them, those whose validity has ended. */
  ended: number;
}
