import { isOwn, type Run } from '../../domain/downlink/lease.ts';
import type { Key } from '../../domain/kind.ts';
import { MICROS_PER_SECOND, type Micros } from '../../domain/time.ts';
import { type UpkeepRecord, type UpkeepTally, upkeepKind } from '../../domain/upkeep/upkeep-record.ts';
import type { Ports } from '../../ports.ts';
import { update } from '../known/update.ts';

/** A run may take 900 s; what is begun within these is in time to end. */
const BUDGET_SECONDS = 300;
/** A run that dies loses no more than as much work, s, beside the item that it died on. */
const NOTED_SECONDS = 20;

/** What a verification or a rebuild knows of its run. */
export interface Course {
  /** Where to go on; '' from the beginning. */
  readonly after: string;
  /** Whether a rebuild began on an experiment that stands. */
  readonly stands: boolean;
  /** Whether nothing more is to be begun. */
  isOver(): boolean;
  /** Before each item, by its place in `after`, and before what is of no item (null). All before it is done then. */
  begin(at: string | null): Promise<void>;
}

/** Another run goes on with the work: this one outlived its lease, or it was begun anew. */
export class LeaseLost extends Error {}

/**
 * Notes how far a run came while it goes on. A run that follows one that died notes each item before it begins it, so
 * that the item is known on which runs die, and has nearly all of a run for itself.
 */
export class Progress implements Course {
  readonly after: string;
  readonly stands: boolean;
  readonly #ports: Ports;
  readonly #key: Key;
  readonly #run: Run;
  readonly #tally: UpkeepTally;
  readonly #isCareful: boolean;
  readonly #deadline: Micros;
  #done: string;
  #begun: string | null = null;
  #notedAt: Micros;

  constructor(
    ports: Ports,
    { key, run }: { readonly key: Key; readonly run: Run },
    record: UpkeepRecord,
    tally: UpkeepTally,
  ) {
    this.#ports = ports;
    this.#key = key;
    this.#run = run;
    this.#tally = tally;
    this.#isCareful = record.tries > 1;
    this.after = record.after;
    this.stands = record.stands;
    this.#done = record.after;
    this.#notedAt = ports.clock.now();
    this.#deadline = this.#notedAt + BUDGET_SECONDS * MICROS_PER_SECOND;
  }

  isOver(): boolean {
    return this.#ports.clock.now() > this.#deadline;
  }

  async begin(at: string | null): Promise<void> {
    this.#done = this.#begun ?? this.#done;
    this.#begun = at;
    const now = this.#ports.clock.now();
    if (!this.#isCareful && now - this.#notedAt < NOTED_SECONDS * MICROS_PER_SECOND) return;
    await this.#note(this.#isCareful ? at : null);
    this.#notedAt = now;
  }

  async #note(at: string | null): Promise<void> {
    const after = this.#done;
    const noted = await update(this.#ports, upkeepKind, this.#key, (current): UpkeepRecord | null => {
      if (!current?.due || !isOwn(current.lease, this.#run)) return null;
      if (current.after === after && current.at === at) return null;
      return { ...current, ...this.#tally.figures(), after, at, tries: 1 };
    });
    if (!noted?.due || !isOwn(noted.lease, this.#run)) throw new LeaseLost('another run goes on with it');
  }
}
