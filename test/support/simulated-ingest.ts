/**
 * The ingest queue, the eight workers of its function and the schedule of watch, in simulated time: a message that was
 * received is hidden for six times the function's timeout, one that failed comes again after its pause, and after five
 * receives it is a dead letter.
 */
import { readIngestMessage } from '../../shared/contract/uploads.ts';
import { INGEST_SECONDS, pauseAfter, WATCH_MINUTES } from '../../shared/domain/downlink/run-time.ts';
import type { Ports } from '../../shared/ports.ts';
import { failDownlink } from '../../shared/usecases/arrive/fail-downlink.ts';
import { ingestDownlink } from '../../shared/usecases/arrive/ingest-downlink.ts';
import { watch } from '../../shared/usecases/watch.ts';
import type { MemoryPorts } from './memory-ports.ts';
import { type Around, observed } from './observed-ports.ts';

const WORKERS = 8;
const VISIBILITY_SECONDS = 6 * INGEST_SECONDS;
const MOST_RECEIVES = 5;
const BEGIN = Date.parse('2026-03-20T00:00:00Z');

/** A run that has begun to read its file: `dies` holds its worker that long, and says nothing. */
export type Course = { readonly dies: number } | { readonly lasts: number };

export interface SimulatedRun {
  readonly downlink: string;
  readonly from: number;
  readonly to: number;
}

interface Message {
  readonly name: string;
  readonly body: unknown;
  visibleAt: number;
  receives: number;
}

interface Simulation {
  readonly courseOf: (downlink: string) => Course;
  /** Around every call that functions make; here an outage strikes. */
  readonly around?: Around;
}

export class SimulatedIngest {
  /** Seconds since the beginning. */
  now = 0;
  /** The runs that read a file. */
  readonly runs: SimulatedRun[] = [];
  deadLetters = 0;
  readonly #memory: MemoryPorts;
  readonly #courseOf: Simulation['courseOf'];
  readonly #around: Around;
  readonly #agenda: { readonly at: number; readonly act: () => Promise<void> }[] = [];
  readonly #messages: Message[] = [];
  #names = 0;
  #free = WORKERS;

  constructor(memory: MemoryPorts, { courseOf, around = (_call, act) => act() }: Simulation) {
    this.#memory = memory;
    this.#courseOf = courseOf;
    this.#around = around;
    const look = async () => {
      // What it cannot look at now, it looks at the next time.
      await watch(observed(memory, this.#around)).catch(() => ({}));
      this.at(this.now + WATCH_MINUTES * 60, look);
    };
    this.at(WATCH_MINUTES * 60, look);
  }

  at(at: number, act: () => Promise<void>): void {
    this.#agenda.push({ at, act });
  }

  /** Lets time go on until then. */
  async until(end: number): Promise<void> {
    for (;;) {
      this.#receiveHints();
      this.#agenda.sort((a, b) => a.at - b.at);
      const next = this.#agenda[0];
      if (next === undefined || next.at > end) break;
      this.#agenda.shift();
      this.#setTo(next.at);
      await next.act();
    }
    this.#setTo(end);
  }

  #setTo(seconds: number): void {
    this.now = seconds;
    this.#memory.clock.setTo(new Date(BEGIN + seconds * 1000).toISOString());
  }

  /** What was sent to the queue is there at once. */
  #receiveHints(): void {
    for (const body of this.#memory.queues.ingest.hints.splice(0)) {
      const message = { name: `message ${++this.#names}`, body, visibleAt: this.now, receives: 0 };
      this.#messages.push(message);
      this.#showAt(message, this.now);
    }
  }

  #showAt(message: Message, at: number): void {
    message.visibleAt = at;
    this.at(at, () => this.#dispatch());
  }

  async #dispatch(): Promise<void> {
    for (;;) {
      const next = this.#messages.find(({ visibleAt }) => visibleAt <= this.now);
      if (next === undefined || this.#free === 0) return;
      next.receives++;
      if (next.receives > MOST_RECEIVES) await this.#bury(next);
      else await this.#begin(next);
      this.#receiveHints();
    }
  }

  async #bury(message: Message): Promise<void> {
    this.#delete(message);
    this.deadLetters++;
    for (const hint of readIngestMessage(JSON.stringify(message.body)))
      await failDownlink(observed(this.#memory, this.#around), hint, message.name);
  }

  /** A run ends at once unless it comes to reading the file: then it takes its course. */
  async #begin(message: Message): Promise<void> {
    this.#showAt(message, this.now + VISIBILITY_SECONDS);
    this.#free--;
    const [hint] = readIngestMessage(JSON.stringify(message.body));
    const reads = Promise.withResolvers<'reads'>();
    const gate = Promise.withResolvers<void>();
    const ports: Ports = observed(this.#memory, async (call, act) => {
      if (call === 'raw.open') {
        reads.resolve('reads');
        await gate.promise;
      }
      return this.#around(call, act);
    });
    const ended = ingestDownlink(ports, hint!, message.name).then(
      () => 'ended' as const,
      () => 'failed' as const,
    );
    const came = await Promise.race([ended, reads.promise]);
    if (came !== 'reads') return this.#end(message, came);
    const course = this.#courseOf(hint!.downlink);
    const to = this.now + ('dies' in course ? course.dies : course.lasts);
    this.runs.push({ downlink: hint!.downlink, from: this.now, to });
    this.at(to, async () => {
      if ('dies' in course) return this.#freeWorker();
      gate.resolve();
      await this.#end(message, await ended);
    });
  }

  async #end(message: Message, how: 'ended' | 'failed'): Promise<void> {
    if (how === 'ended') this.#delete(message);
    else this.#showAt(message, this.now + pauseAfter(message.receives));
    await this.#freeWorker();
  }

  async #freeWorker(): Promise<void> {
    this.#free++;
    this.at(this.now, () => this.#dispatch());
  }

  #delete(message: Message): void {
    const place = this.#messages.indexOf(message);
    if (place >= 0) this.#messages.splice(place, 1);
  }
}

/** How many of the runs are at work at the busiest instant. */
export function mostAtOnce(runs: readonly SimulatedRun[]): number {
  return Math.max(
    0,
    ...runs.map(({ from }) => runs.filter((one) => one.from <= from && from < one.to).length),
  );
}
