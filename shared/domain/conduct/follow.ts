/** How far the ground's telemetry followed its profile, block by block (docs/design.md#control-run). */
import { MICROS_PER_SECOND, type Micros, type Seconds } from '../time.ts';
import { type Interval, touches } from '../timeline/interval.ts';
import { type Block, isFilled } from './blocks.ts';
import type { IssueRow, NotJudged } from './issue-row.ts';

export interface FollowRule {
  readonly blockMicros: Micros;
  /** Of the ground's series. */
  readonly periodMicros: Micros;
  readonly delayMicros: Micros;
  /** Null where no difference is declared negligible. */
  readonly margin: number | null;
  /** When the ground's sensor was stuck, on its own axis: disjoint and ascending. */
  readonly stuck: readonly Interval[];
  /** On the ground's clock: later blocks have not been run. */
  readonly now: Micros;
}

/** Ground minus set-point, over the blocks that could be judged; null where there is none. */
export interface Followed {
  /** All of the profile. */
  readonly blocks: number;
  /** Those that the profile gives a set-point and that are over. */
  readonly toFollow: number;
  readonly judged: number;
  readonly judgedSeconds: Seconds;
  /** Judged blocks of those to follow; null where there are none. */
  readonly coverage: number | null;
  /** First and last block that was judged, on the ground's clock. */
  readonly between: Interval | null;
  readonly mean: number | null;
  readonly worst: { readonly value: number; readonly at: Micros } | null;
  /** Share of the judged blocks whose difference is at most the margin; null without a margin or without blocks. */
  readonly withinMargin: number | null;
  /** By reason; with `judged` they add up to `blocks`. */
  readonly notJudged: Readonly<Partial<Record<NotJudged, number>>>;
}

/** @param ground blocks of the ground's series, moved to the flight's axis by the delay; ascending */
export function followed(rule: FollowRule, profile: readonly IssueRow[], ground: readonly Block[]): Followed {
  const fold = new FollowFold(rule);
  let next = 0;
  for (const row of profile) {
    // The row without an end says only that nothing is here yet.
    if (row.to === Infinity) continue;
    for (let from = row.from; from < row.to; from += rule.blockMicros) {
      const at = from - rule.delayMicros;
      while (next < ground.length && ground[next]!.at < at) next++;
      fold.add(row, from, ground[next]?.at === at ? ground[next]! : null);
    }
  }
  return fold.end();
}

class FollowFold {
  readonly #rule: FollowRule;
  readonly #notJudged: Partial<Record<NotJudged, number>> = {};
  #blocks = 0;
  #judged = 0;
  #sum = 0;
  #within = 0;
  #worst: { value: number; at: Micros } | null = null;
  #between: Interval | null = null;

  constructor(rule: FollowRule) {
    this.#rule = rule;
  }

  add(row: IssueRow, from: Micros, ground: Block | null): void {
    this.#blocks += 1;
    const reason = this.#reasonAgainst(row, from, ground);
    const middle = ground?.median ?? null;
    if (reason !== null || middle === null || row.setpoint === null) {
      const told = reason ?? 'ground-not-good';
      this.#notJudged[told] = (this.#notJudged[told] ?? 0) + 1;
      return;
    }
    const value = middle - row.setpoint;
    const { margin, blockMicros } = this.#rule;
    this.#judged += 1;
    this.#sum += value;
    if (margin !== null && Math.abs(value) <= margin * (1 + 1e-9)) this.#within += 1;
    if (this.#worst === null || Math.abs(value) > Math.abs(this.#worst.value))
      this.#worst = { value, at: from };
    this.#between = { from: this.#between?.from ?? from, to: from + blockMicros };
  }

  #reasonAgainst(row: IssueRow, from: Micros, ground: Block | null): NotJudged | null {
    const { blockMicros, periodMicros, stuck, now } = this.#rule;
    const stretch = { from, to: from + blockMicros };
    if (stretch.to > now) return 'not-run-yet';
    if (row.setpoint === null) return row.state === 'fault' ? 'profile-fault' : 'profile-gap';
    if (ground === null) return 'ground-missing';
    if (touches(stuck, stretch)) return 'ground-stuck';
    return isFilled(ground, blockMicros, periodMicros) ? null : 'ground-not-good';
  }

  end(): Followed {
    const { margin, blockMicros } = this.#rule;
    const judged = this.#judged;
    const without = ['profile-gap', 'profile-fault', 'not-run-yet'] as const;
    const toFollow = without.reduce((rest, code) => rest - (this.#notJudged[code] ?? 0), this.#blocks);
    return {
      blocks: this.#blocks,
      toFollow,
      judged,
      judgedSeconds: (judged * blockMicros) / MICROS_PER_SECOND,
      coverage: toFollow === 0 ? null : judged / toFollow,
      between: this.#between,
      mean: judged === 0 ? null : this.#sum / judged,
      worst: this.#worst,
      withinMargin: margin === null || judged === 0 ? null : this.#within / judged,
      notJudged: this.#notJudged,
    };
  }
}
