/** From the measured values of a row's sides to the lines that are printed, and whether the goal is met. */
import type { BenchRow } from './bench-row.ts';
import type { AbsentSide, RunSide } from './sides-in-turn.ts';

/** One object a line of `--json`. */
export interface Result {
  readonly row: string;
  readonly unit: string;
  /** Median of the rounds. */
  readonly ours: number;
  /** Null where the row has no peer, or this machine does not. */
  readonly peer: number | null;
  readonly peerName: string | null;
  /** How many times better ours is: the median of the rounds, in each of which both sides met the same machine. */
  readonly ratio: number | null;
  /** Peak resident memory of our process. */
  readonly rssMb: number;
}

export interface Judged {
  /** One a peer; one without where the row has none. */
  readonly results: readonly Result[];
  readonly absent: readonly AbsentSide[];
  /** What misses the goal, in sentences; none where it is met. */
  readonly misses: readonly string[];
}

export function judge(row: BenchRow, sides: readonly (RunSide | AbsentSide)[]): Judged {
  const ran = sides.filter((side) => 'values' in side);
  const ours = ran.find(({ side }) => side === 'ours');
  if (ours === undefined) throw new Error(`${row.row}: our own side is missing`);
  const value = median(ours.values);
  const base = { row: row.row, unit: row.unit, ours: value, rssMb: ours.rssMb };
  const results = ran
    .filter((side) => side !== ours)
    .map(({ side, values }): Result => {
      const ratios = values.map((peer, round) => {
        const own = ours.values[round]!;
        return row.better === 'more' ? own / peer : peer / own;
      });
      return { ...base, peer: median(values), peerName: side, ratio: median(ratios) };
    });
  const absent = sides.filter((side) => 'absent' in side);
  return {
    results: results.length > 0 ? results : [{ ...base, peer: null, peerName: null, ratio: null }],
    absent,
    misses: missesOf(row, base, results, absent),
  };
}

function missesOf(
  { row, unit, better, goal }: BenchRow,
  ours: Omit<Result, 'peer' | 'peerName' | 'ratio'>,
  results: readonly Result[],
  absent: readonly AbsentSide[],
): string[] {
  const misses: string[] = [];
  if (goal.ratio !== undefined) {
    for (const { side } of absent) misses.push(`${row}: ${side} did not run, the goal is ${goal.ratio}`);
  }
  for (const { peerName, ratio } of results) {
    if (goal.ratio === undefined || ratio === null || ratio >= goal.ratio) continue;
    misses.push(`${row}: ${ratio.toFixed(2)} times ${peerName}, the goal is ${goal.ratio}`);
  }
  const isMissed =
    goal.value !== undefined && (better === 'more' ? ours.ours < goal.value : ours.ours > goal.value);
  if (isMissed) misses.push(`${row}: ${ours.ours} ${unit}, the goal is ${goal.value}`);
  if (goal.rssMb !== undefined && ours.rssMb > goal.rssMb)
    misses.push(`${row}: ${ours.rssMb.toFixed(0)} MB at its peak, the goal is ${goal.rssMb}`);
  return misses;
}

/** The middle one; of an even number the mean of the middle two. */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError('there is no median of nothing');
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
