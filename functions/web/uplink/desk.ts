/**
 * The files that somebody gave to this tab, on their way in. They go on whatever page is looked at, wait where the line or
 * the token is lost, and go on from where they were.
 */
import type { ReceiptOnWire } from '../../../shared/contract/downlinks.ts';
import { type Api, CallFailure } from '../stack/api.ts';
import type { Brought, Way } from './bring-over.ts';
import { Follower } from './follower.ts';
import { type Reached, reachedWith } from './rate.ts';

export type Stage =
  | { readonly at: 'WAITING' }
  | { readonly at: 'READING'; readonly bytes: number }
  /** Another upload of this browser sends the same file. */
  | { readonly at: 'BEHIND' }
  | { readonly at: 'SENDING'; readonly bytes: number }
  | { readonly at: 'PAUSED' }
  | { readonly at: 'LINE_LOST'; readonly why: string }
  /** The token is no longer accepted. */
  | { readonly at: 'NO_TOKEN' }
  /** Whole on the stack, which reads it. */
  | { readonly at: 'SENT'; readonly receipt: ReceiptOnWire | null; readonly wasHere: boolean }
  /** @property wasHere nothing was sent from this tab: these very bytes were on the stack */
  | { readonly at: 'DONE'; readonly receipt: ReceiptOnWire; readonly wasHere: boolean }
  | { readonly at: 'FAILED'; readonly why: string; readonly code: string };

export interface Job {
  readonly key: number;
  readonly experiment: string;
  readonly file: File;
  readonly isTrial: boolean;
  /** What reads it, where a person said so; null where its name does. */
  readonly source: string | null;
  readonly stage: Stage;
  /** Of what was sent in the last seconds. */
  readonly reached: readonly Reached[];
}

interface OwnJob extends Job, Way {
  source: string | null;
  stage: Stage;
  reached: readonly Reached[];
  /** Breaks off what it is at. */
  stop: AbortController;
}

/** As many files at once: of small ones most time goes into waiting for answers. */
const AT_ONCE = 2;
/** People see no more. */
const TELL_EVERY_MS = 150;
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 15_000;

export const isOver = ({ stage }: Job): boolean => stage.at === 'DONE' || stage.at === 'FAILED';
/** Until then its bytes are in this tab only. */
export const isOnItsWay = (job: Job): boolean => !isOver(job) && job.stage.at !== 'SENT';

export class Desk {
  #api: Api | null = null;
  #jobs: OwnJob[] = [];
  #working = 0;
  #keys = 0;
  /** Ends the waiting of jobs for a line or a token. */
  #wake = new AbortController();
  #listeners = new Set<() => void>();
  #telling: ReturnType<typeof setTimeout> | null = null;
  readonly #follower = new Follower((key, heard) => {
    const job = this.#jobs.find((one) => one.key === key);
    if (job === undefined || (job.stage.at !== 'SENT' && job.stage.at !== 'DONE')) return;
    const { wasHere } = job.stage;
    if (heard instanceof CallFailure) this.#set(job, { at: 'FAILED', why: heard.message, code: heard.code });
    else this.#set(job, { at: heard.isFinal ? 'DONE' : 'SENT', receipt: heard.receipt, wasHere });
  });

  constructor() {
    addEventListener('online', () => this.#awaken());
    addEventListener('beforeunload', (event) => {
      if (this.#jobs.some(isOnItsWay)) event.preventDefault();
    });
  }

  /** All of the experiment, those that were given last first. */
  jobsOf(experiment: string): readonly Job[] {
    return this.#jobs.filter((job) => job.experiment === experiment).reverse();
  }

  /** @returns what ends it */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** @param api null where nobody is signed in: everything waits */
  use(api: Api | null): void {
    this.#api = api;
    this.#follower.use(api);
    if (api !== null) this.#awaken();
  }

  add(experiment: string, files: readonly File[], isTrial: boolean, source: string | null = null): void {
    for (const file of files) {
      this.#jobs.push({
        ...{ key: this.#keys++, experiment, file, isTrial, source, stage: { at: 'WAITING' }, reached: [] },
        ...{ digests: null, id: null, stop: new AbortController() },
      });
    }
    this.#tell();
    this.#work();
  }

  pause(keys: readonly number[]): void {
    for (const job of this.#named(keys)) {
      if (!isOnItsWay(job)) continue;
      this.#set(job, { at: 'PAUSED' });
      job.stop.abort();
    }
  }

  /** Whoever signs in next must not go on under their own name by accident. @returns how many files it stopped */
  stop(): number {
    const going = this.#jobs.filter((job) => isOnItsWay(job) && job.stage.at !== 'PAUSED');
    this.pause(going.map(({ key }) => key));
    return going.length;
  }

  /** @param source what reads them, where a person says so now */
  goOn(keys: readonly number[], source?: string): void {
    for (const job of this.#named(keys)) {
      if (source !== undefined) job.source = source;
      if (job.stage.at === 'PAUSED' || job.stage.at === 'FAILED') this.#again(job);
    }
    this.#awaken();
    this.#work();
  }

  /** Takes them out of the list; one that is on its way stops, and its parts wait on the stack for a week. */
  remove(keys: readonly number[]): void {
    const gone = new Set(this.#named(keys));
    this.#jobs = this.#jobs.filter((job) => !gone.has(job));
    for (const job of gone) job.stop.abort();
    this.#tell();
  }

  /** What has become of a file since it came from here. */
  know(receipt: ReceiptOnWire): void {
    for (const job of this.#jobs) {
      const { stage } = job;
      if (stage.at !== 'DONE' || stage.receipt.id !== receipt.id) continue;
      if (JSON.stringify(stage.receipt) !== JSON.stringify(receipt)) this.#set(job, { ...stage, receipt });
    }
  }

  #named(keys: readonly number[]): readonly OwnJob[] {
    const wanted = new Set(keys);
    return this.#jobs.filter(({ key }) => wanted.has(key));
  }

  #again(job: OwnJob): void {
    if (job.stage.at === 'FAILED') {
      // The file may be another one by now.
      job.digests = null;
      job.id = null;
    }
    job.stop = new AbortController();
    this.#set(job, { at: 'WAITING' });
  }

  #work(): void {
    while (this.#working < AT_ONCE) {
      const next = this.#jobs.find(({ stage }) => stage.at === 'WAITING');
      if (next === undefined) return;
      this.#working++;
      this.#set(next, { at: 'READING', bytes: 0 });
      void this.#bring(next).finally(() => {
        this.#working--;
        this.#work();
      });
    }
  }

  async #bring(job: OwnJob): Promise<void> {
    const { signal } = job.stop;
    for (let tries = 0; !signal.aborted; tries++) {
      const api = this.#api;
      if (api === null) {
        this.#set(job, { at: 'NO_TOKEN' });
        await this.#woken(null, signal);
        continue;
      }
      try {
        const { bringOver } = await sender();
        const brought = await bringOver(
          api,
          job,
          this.#watch(job, () => (tries = 0)),
          signal,
        );
        return this.#follow(job, brought);
      } catch (error) {
        if (signal.aborted) return;
        await this.#afterFailure(job, api, error, tries);
      }
    }
  }

  /** Waits where it goes on by itself; else the job is over. */
  async #afterFailure(job: OwnJob, api: Api, error: unknown, tries: number): Promise<void> {
    const { signal } = job.stop;
    if (!(error instanceof CallFailure)) {
      this.#set(job, { at: 'FAILED', why: String(error), code: 'console.failed' });
      return job.stop.abort();
    }
    if (error.status === 401) {
      if (this.#api === api) this.#api = null;
      return;
    }
    if (isOfTheLine(error)) {
      this.#set(job, { at: 'LINE_LOST', why: error.message });
      return this.#woken(Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** tries), signal);
    }
    this.#set(job, { at: 'FAILED', why: error.message, code: error.code });
    job.stop.abort();
  }

  #watch(job: OwnJob, moved: () => void) {
    let latest = -1;
    return {
      read: (bytes: number) => this.#set(job, { at: 'READING', bytes }),
      waits: () => this.#set(job, { at: 'BEHIND' }),
      sent: (bytes: number) => {
        if (job.stop.signal.aborted) return;
        if (bytes > latest && latest >= 0) moved();
        latest = bytes;
        job.reached = reachedWith(job.reached, { atMs: performance.now(), bytes });
        this.#set(job, { at: 'SENDING', bytes });
      },
    };
  }

  #follow(job: OwnJob, { id, wasHere }: Brought): void {
    this.#set(job, { at: 'SENT', receipt: null, wasHere });
    this.#follower.add({ key: job.key, experiment: job.experiment, id });
  }

  /** Until somebody wakes all who wait, the time is over, or the signal stops it. */
  #woken(millis: number | null, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const timer = millis === null ? null : setTimeout(resolve, millis);
      AbortSignal.any([this.#wake.signal, signal]).addEventListener('abort', () => {
        if (timer !== null) clearTimeout(timer);
        resolve();
      });
    });
  }

  #awaken(): void {
    this.#wake.abort();
    this.#wake = new AbortController();
    this.#work();
  }

  #set(job: OwnJob, stage: Stage): void {
    job.stage = stage;
    this.#tell();
  }

  #tell(): void {
    this.#telling ??= setTimeout(() => {
      this.#telling = null;
      for (const listener of this.#listeners) listener();
    }, TELL_EVERY_MS);
  }
}

/** Fetched with the first file. */
async function sender() {
  try {
    return await import('./bring-over.ts');
  } catch (error) {
    throw new CallFailure('stack.silent', `A part of the console cannot be fetched (${String(error)}).`);
  }
}

const isOfTheLine = ({ code, status }: CallFailure): boolean =>
  code === 'stack.silent' ||
  code === 'upload.broken' ||
  (status !== null && (status >= 500 || status === 429));
