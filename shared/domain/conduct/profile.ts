/** From a flight unit's blocks to the set-points of its ground unit (docs/design.md#control-run). */
import type { Micros } from '../time.ts';
import { type Interval, touches } from '../timeline/interval.ts';
import { derived } from '../words/derived.ts';
import { figureText } from '../words/figure.ts';
import { type Block, isFilled } from './blocks.ts';
import { type IssueRow, NOT_YET } from './issue-row.ts';

/** Kinds of anomalies of the flight unit under which its readings are no set-points. */
export const FAULT_KINDS = ['STUCK', 'DEAD', 'LIMIT'] as const;

export interface ProfileRule {
  readonly channel: string;
  readonly blockMicros: Micros;
  readonly periodMicros: Micros;
  /** How far a block's median may lie from the set-point before there is another one. */
  readonly deadband: number;
  /** Set-points are multiples of it; null where the channel declares none. */
  readonly resolution: number | null;
  readonly delayMicros: Micros;
  /** The operator decided to keep the last set-point where the flight gives none. */
  readonly holds: boolean;
  /** By kind, on the flight's axis: disjoint and ascending. */
  readonly faults: ReadonlyMap<string, readonly Interval[]>;
}

export interface Profile {
  readonly channel: string;
  /** Ascending and without a hole, on the ground's clock. */
  readonly rows: readonly IssueRow[];
  /** Blocks by `set`, or by the cause for which they have no set-point. */
  readonly blocks: Readonly<Record<string, number>>;
  /** Of the blocks' medians minus the set-points; null where there is no set-point. */
  readonly difference: { readonly mean: number; readonly worst: number } | null;
}

/** The stretch that a profile speaks of, on the flight's axis, from block to block. */
export interface ProfileSpan extends Interval {
  /** Whether later data may follow: then the profile ends with a row that says so. */
  readonly isOpen: boolean;
}

/**
 * The set-points of a channel. A block is a set-point, or marked: by the faults that it touches, or as a gap where less
 * than half of its samples are good. Nothing is carried or drawn over a marked block. A set-point stands until a median
 * leaves the deadband around it, so data that comes later changes no row but the last.
 */
export function profileOf(rule: ProfileRule, blocks: readonly Block[], span: ProfileSpan): Profile {
  const fold = new ProfileFold(rule);
  let next = 0;
  for (let at = span.from; at < span.to; at += rule.blockMicros) {
    while (next < blocks.length && blocks[next]!.at < at) next++;
    const block = blocks[next]?.at === at ? blocks[next]! : null;
    fold.add(at, block);
  }
  return fold.end(span);
}

/** The number as a multiple of the resolution, as near as can be. */
export function toResolution(value: number, resolution: number | null): number {
  const rounded = resolution === null ? value : Math.round(value / resolution) * resolution;
  return derived(rounded);
}

interface OpenRow {
  readonly from: Micros;
  readonly state: 'set' | 'gap' | 'fault';
  readonly cause: string;
  readonly setpoint: number | null;
  /** The set-point before it. */
  readonly last: number | null;
  /** What the flight read meanwhile. */
  low: number;
  high: number;
}

class ProfileFold {
  readonly #rule: ProfileRule;
  readonly #rows: IssueRow[] = [];
  readonly #counts: Record<string, number> = {};
  #open: OpenRow | null = null;
  #last: number | null = null;
  #sum = 0;
  #set = 0;
  #worst = 0;

  constructor(rule: ProfileRule) {
    this.#rule = rule;
  }

  add(at: Micros, block: Block | null): void {
    const { blockMicros, periodMicros, deadband } = this.#rule;
    const faults = this.#faultsAt(at);
    const middle = block?.median ?? null;
    if (faults !== '') this.#mark(at, 'fault', faults, middle);
    else if (middle !== null && isFilled(block, blockMicros, periodMicros)) {
      const stands = this.#open?.state === 'set' ? this.#open.setpoint : null;
      // A reading that lies on the edge is within, whatever its last bit.
      const isWithin = stands !== null && Math.abs(middle - stands) <= deadband * (1 + 1e-9);
      if (!isWithin) this.#begin(at, 'set', '', toResolution(middle, this.#rule.resolution));
      this.#count('set', middle);
    } else this.#mark(at, 'gap', block === null ? 'missing' : 'too-few', middle);
  }

  end({ to, isOpen }: ProfileSpan): Profile {
    if (isOpen) this.#begin(to, 'gap', NOT_YET, null);
    this.#close(isOpen ? Infinity : to);
    const difference = this.#set === 0 ? null : { mean: this.#sum / this.#set, worst: this.#worst };
    return { channel: this.#rule.channel, rows: this.#rows, blocks: this.#counts, difference };
  }

  #faultsAt(at: Micros): string {
    const stretch = { from: at, to: at + this.#rule.blockMicros };
    return FAULT_KINDS.filter((kind) => touches(this.#rule.faults.get(kind) ?? [], stretch)).join(' ');
  }

  #mark(at: Micros, state: 'gap' | 'fault', cause: string, middle: number | null): void {
    if (this.#open === null || this.#open.state !== state || this.#open.cause !== cause) {
      this.#begin(at, state, cause, null);
    }
    if (this.#open !== null && middle !== null) {
      this.#open.low = Math.min(this.#open.low, middle);
      this.#open.high = Math.max(this.#open.high, middle);
    }
    this.#counts[cause] = (this.#counts[cause] ?? 0) + 1;
  }

  #count(name: 'set', middle: number): void {
    this.#counts[name] = (this.#counts[name] ?? 0) + 1;
    const difference = middle - (this.#open?.setpoint ?? middle);
    this.#sum += difference;
    this.#set += 1;
    if (Math.abs(difference) > Math.abs(this.#worst)) this.#worst = difference;
  }

  #begin(from: Micros, state: OpenRow['state'], cause: string, setpoint: number | null): void {
    this.#close(from);
    if (this.#open?.state === 'set') this.#last = this.#open.setpoint;
    this.#open = { from, state, cause, setpoint, last: this.#last, low: Infinity, high: -Infinity };
  }

  #close(to: Micros): void {
    if (this.#open === null || this.#open.from >= to) return;
    const { from, state, cause, setpoint, last } = this.#open;
    const { channel, delayMicros, holds } = this.#rule;
    const isHeld = state !== 'set' && holds && last !== null;
    this.#rows.push({
      what: 'setpoint',
      name: channel,
      from: from + delayMicros,
      to: to + delayMicros,
      state: isHeld ? 'hold' : state,
      setpoint: isHeld ? last : setpoint,
      cause,
      note: state === 'set' ? '' : noteOf(this.#open, isHeld),
    });
  }
}

/** What an operator needs to decide where the flight gives no set-point. */
function noteOf({ last, low, high, cause }: OpenRow, isHeld: boolean): string {
  // Of a sensor that is broken only the readings at the edges of the fault are good, and they say nothing of it.
  const isTold = low <= high && !/STUCK|DEAD/.test(cause);
  const read = isTold
    ? [`flight read ${figureText(low)}${low === high ? '' : ` to ${figureText(high)}`}`]
    : [];
  const decision = isHeld
    ? 'held by decision of the operator'
    : last === null
      ? 'no set-point before'
      : `operator decides: hold ${figureText(last)} or not`;
  return [...read, decision].join('; ');
}
