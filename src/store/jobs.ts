import type { JobProgress, JobState } from '../model/job.js';
import type { Instant } from '../model/time.js';

/**
 * The durable queue. A job is delivered at least once: a worker leases it for a while, and when the
 * worker dies another one takes it, so that what a handler does must be right when it is done again.
 * `testing/jobs-suite.ts` is what an implementation must pass.
 */
export interface JobStore {
  /** @returns the id of the job, or of the one that waited already */
  enqueue(job: NewJob, at: Instant): Promise<string>;
  /**
   * Takes the most urgent of the jobs that are due or whose lease has run out; undefined when there
   * is none. Among equally urgent ones it is the turn of the user of whom the fewest of that kind are
   * running, then of the one whose turn is next, so that one who hands in thousands does not hold up the
   * others. What is paused is passed over. Counts a try.
   */
  lease(ask: LeaseAsk): Promise<StoredJob | undefined>;
  /**
   * Has a leased job do what others of its tenant, kind and user do that wait and have not been tried: those
   * whose payload holds the same `joins`, oldest first, up to so many `tokens`. Their `episodes` become its
   * own; they end as done, with `{ joined: <its id> }` as result. @returns it after that, or undefined when
   * it is no longer ours
   */
  join(id: string, by: string, others: JobsToJoin): Promise<StoredJob | undefined>;
  /** Extends a lease. False when the job is no longer ours (lease lost, cancelled): stop then. */
  renew(id: string, by: string, renewal: LeaseRenewal): Promise<boolean>;
  /** The five that follow end a lease; false, and nothing is changed, when the job is no longer ours. */
  done(id: string, by: string, outcome: JobOutcome): Promise<boolean>;
  retry(id: string, by: string, failure: JobFailure): Promise<boolean>;
  /** Keeps it where a person can see it and run it again. */
  park(id: string, by: string, failure: Omit<JobFailure, 'dueAt'>): Promise<boolean>;
  /** Hands it back as if it had not been taken: no try is counted. */
  release(id: string, by: string, at: Instant): Promise<boolean>;
  /**
   * The job after it, or undefined when there is none. What has ended stays as it is. The worker of
   * a running one learns of it when it renews.
   */
  cancel(tenant: number, id: string, at: Instant): Promise<StoredJob | undefined>;
  /** Lets a parked or cancelled job wait again with no tries counted; any other stays as it is. */
  rerun(tenant: number, id: string, at: Instant): Promise<StoredJob | undefined>;
  get(tenant: number, id: string): Promise<StoredJob | undefined>;
  /** Newest first. */
  list(query: JobQuery): Promise<StoredJob[]>;
  counts(tenant: number): Promise<Record<JobState, number>>;
  /**
   * Holds up the jobs of a kind, or of all (null), until somebody resumes them or the time has come. In
   * place of the pause of that kind that there is.
   */
  pause(tenant: number, pause: JobPause, at: Instant): Promise<void>;
  /** @returns whether they were paused */
  resume(tenant: number, kind: string | null): Promise<boolean>;
  /** Those that hold anything up by then. */
  pauses(tenant: number, at: Instant): Promise<StoredPause[]>;
  /** Of waiting, running and parked jobs: how many of whom, most first. Null: of nobody. */
  byUser(tenant: number, limit: number): Promise<UserJobs[]>;
  /** When the first job of these kinds that is not paused can be leased; it may have passed. */
  nextDue(kinds: readonly string[]): Promise<Instant | undefined>;
  /** Removes jobs that were done or cancelled before that; of one kind alone, where it is named. @returns how many */
  forget(before: Instant, kind?: string): Promise<number>;
}

export interface NewJob {
  id: string;
  kind: string;
  tenant: number;
  /** Whom it is about. */
  user: string | null;
  payload: Record<string, unknown>;
  /** Higher ones go first, whoever waits. Default: 0. */
  priority?: number;
  /** Default: at once. */
  dueAt?: Instant;
  /**
   * When set and a job of the same tenant, kind, user and payload waits, nothing new is made: that
   * one is made as urgent as this one. One that runs does not count, because it may have passed the
   * point where it would have seen what this one is about.
   */
  onlyOne?: boolean;
}

export interface StoredJob {
  id: string;
  kind: string;
  tenant: number;
  user: string | null;
  payload: Record<string, unknown>;
  state: JobState;
  priority: number;
  dueAt: Instant;
  leasedBy: string | null;
  leasedUntil: Instant | null;
  /** How often it was leased. */
  tries: number;
  /** Why it failed the last time. */
  cause: string | null;
  progress: JobProgress | null;
  result: unknown;
  createdAt: Instant;
  updatedAt: Instant;
}

/** Why jobs do not run, so that people are told. */
export interface JobPause {
  /** Null: all kinds. */
  kind: string | null;
  cause: string;
  /** Null: until it is resumed. */
  until: Instant | null;
}

export interface StoredPause extends JobPause {
  at: Instant;
}

export interface UserJobs {
  user: string | null;
  waiting: number;
  running: number;
  parked: number;
}

export interface LeaseAsk {
  kinds: readonly string[];
  /** How many of a kind may run at once of one user, in all processes. A kind that is missing: any number. */
  mostOfUser?: Readonly<Record<string, number>> | undefined;
  /** Names this one lease: who leases the same job again gives another name. */
  by: string;
  at: Instant;
  until: Instant;
}

export interface JobsToJoin {
  at: Instant;
  joins: string;
  /** Tokens of all that join. */
  most: number;
}

export interface LeaseRenewal {
  at: Instant;
  until: Instant;
  /** Null keeps what was told before. */
  progress: JobProgress | null;
}

export interface JobOutcome {
  at: Instant;
  /** Anything that JSON can carry. */
  result: unknown;
  /** Null keeps what was told before. */
  progress: JobProgress | null;
}

export interface JobFailure {
  at: Instant;
  cause: string;
  dueAt: Instant;
}

export interface JobQuery {
  tenant: number;
  state?: JobState | undefined;
  kind?: string | undefined;
  limit: number;
  /** Id of the last job of the page before. */
  before?: string | undefined;
}
