/**
 * The hour that a clock shows twice when it is set back, told apart by the order of the rows: before the step back it is
 * the first time, after it the second. Only what the order settles is settled (docs/design.md says how).
 */
import { MICROS_PER_SECOND, type Micros } from '../time.ts';
import type { SurveyedRows } from './file-survey.ts';

/** [from, to) as the first time that the clock shows it; the second follows at once and is as long. */
export interface Fold {
  readonly from: Micros;
  readonly to: Micros;
}

/** [from, to), in which the clock shows an hour twice, or, where `fold` is null, shows none so. */
export interface FoldAt extends Fold {
  readonly fold: Fold | null;
}

/** Lines, `to` exclusive, that show the hour the first or the second time; null: the order does not say. */
export interface FoldStretch {
  readonly from: number;
  readonly to: number;
  readonly length: Micros;
  readonly pass: 1 | 2 | null;
}

/** Rows of one fold that follow each other; those of one time are one entry. */
interface Run {
  readonly fold: Fold;
  readonly previous: Micros | null;
  readonly times: number[];
  readonly firstLines: number[];
  readonly lastLines: number[];
  /** The line on which a kind came again at the same time; 0 where none did. */
  readonly againLines: number[];
  next: Micros | null;
}

interface Segment {
  readonly from: number;
  to: number;
  readonly first: Micros;
  last: Micros;
  /** The step from the segment before leads from the first time of the hour into the second. */
  readonly isStepBack: boolean;
}

const MOST_ENTRIES = 1_000_000;
const MINUTE = 60 * MICROS_PER_SECOND;

export class FoldLook {
  readonly #foldAt: (at: Micros) => FoldAt;
  readonly #isSecond: boolean;
  #here: FoldAt = { from: 0, to: 0, fold: null };
  #last: Micros | null = null;
  #run: Run | null = null;
  readonly #runs: Run[] = [];
  readonly #backs: Micros[] = [];
  readonly #kinds = new Set<number>();
  #entries = 0;
  #rows = 0;

  /** `isSecond` where the times of the rows are those of the second time that the clock shows the hour. */
  constructor(foldAt: (at: Micros) => FoldAt, isSecond: boolean) {
    this.#foldAt = foldAt;
    this.#isSecond = isSecond;
  }

  batch({ rows, times, lines, kinds }: SurveyedRows): void {
    this.#rows += rows;
    for (let row = 0; row < rows; row++) {
      const at = times[row]!;
      const fold = this.#foldOf(at);
      if (fold !== null) {
        const length = this.#isSecond ? fold.to - fold.from : 0;
        this.#take(fold, at - length, lines[row]!, kinds?.[row] ?? 0);
        continue;
      }
      if (this.#run !== null) this.#run.next = at;
      else if (this.#last !== null && at < this.#last && this.#backs.length < MOST_ENTRIES)
        this.#backs.push(this.#last - at);
      this.#run = null;
      this.#last = at;
    }
  }

  /** Null where the text could be read as no other instant. */
  #foldOf(at: Micros): Fold | null {
    if (!(at >= this.#here.from && at < this.#here.to)) this.#here = this.#foldAt(at);
    const { fold } = this.#here;
    return fold !== null && at >= fold.to === this.#isSecond ? fold : null;
  }

  #take(fold: Fold, at: Micros, line: number, kind: number): void {
    let run = this.#run;
    if (run === null || run.fold.from !== fold.from) {
      run = {
        ...{ fold, previous: this.#last, next: null },
        ...{ times: [], firstLines: [], lastLines: [], againLines: [] },
      };
      this.#runs.push(run);
      this.#run = run;
    }
    const { times, firstLines, lastLines, againLines } = run;
    const entry = times.length - 1;
    if (times[entry] === at) {
      lastLines[entry] = line;
      if (againLines[entry] === 0 && this.#kinds.has(kind)) againLines[entry] = line;
    } else if (this.#entries < MOST_ENTRIES) {
      this.#entries++;
      times.push(at);
      firstLines.push(line);
      lastLines.push(line);
      againLines.push(0);
      this.#kinds.clear();
    } else lastLines[entry] = line;
    this.#kinds.add(kind);
    this.#last = at;
  }

  /** What the order says, in the file's order; `step` is the median step of the densest series. */
  stretches(step: Micros | null): readonly FoldStretch[] {
    const isOrdered = this.#entries < MOST_ENTRIES && step !== null && this.#ascends(step);
    return this.#runs.flatMap((run) => stretchesOf(run, isOrdered ? step : null));
  }

  /** One or two steps back by more than a step, or one in a hundred: blocks of series, or packets sent again. */
  #ascends(step: Micros): boolean {
    const backs = this.#backs.filter((back) => back > step).length;
    return backs <= 2 || backs <= this.#rows / 100;
  }
}

function stretchesOf(run: Run, step: Micros | null): readonly FoldStretch[] {
  const length = run.fold.to - run.fold.from;
  if (step === null) return [{ from: run.firstLines[0]!, to: run.lastLines.at(-1)! + 1, length, pass: null }];
  const segments = segmentsOf(run, step, length);
  const { lastFirst, firstSecond } = borders(run, segments, step, length);
  const contradicts = lastFirst >= firstSecond;
  return segments.map(({ from, to }, i) => {
    const pass = contradicts ? null : i <= lastFirst ? 1 : i >= firstSecond ? 2 : null;
    return { from, to, length, pass };
  });
}

/** Stretches in which the clock went on by ordinary steps: all of one is the first, or the second, time. */
function segmentsOf(run: Run, step: Micros, length: Micros): readonly Segment[] {
  const segments: Segment[] = [];
  const begin = (from: number, to: number, at: Micros, isStepBack: boolean) =>
    segments.push({ from, to, first: at, last: at, isStepBack });
  run.times.forEach((at, i) => {
    const [first, end, again] = [run.firstLines[i]!, run.lastLines[i]! + 1, run.againLines[i]!];
    const isHourly = again > 0 && isOrdinary(length, step, length);
    const to = isHourly ? again : end;
    const segment = segments.at(-1);
    if (segment !== undefined && goesOn(at - segment.last, step, length)) {
      segment.to = to;
      segment.last = at;
    } else
      begin(first, to, at, segment !== undefined && isOrdinary(at + length - segment.last, step, length));
    if (isHourly) begin(again, end, at, true);
  });
  return segments;
}

/** Rows of several series may be out of order by less than a step. */
function goesOn(by: Micros, step: Micros, length: Micros): boolean {
  return by < 0 ? step < length / 3 && -by <= step / 2 : isOrdinary(by, step, length);
}

/** So short that no hour is hidden in it. Where a step is not short beside the hour it must be the file's own. */
function isOrdinary(by: Micros, step: Micros, length: Micros): boolean {
  if (step >= length / 3) return Math.abs(by - step) <= step / 5;
  return by > 0 && by <= Math.max(2 * step, MINUTE);
}

/** The last segment that is known to be the first time, and the first that is known to be the second. */
function borders({ fold, previous, next }: Run, segments: readonly Segment[], step: Micros, length: Micros) {
  let lastFirst = -1;
  let firstSecond = segments.length;
  const [head, tail] = [segments[0]!, segments.at(-1)!];
  if (previous !== null && previous < fold.from) {
    const [asFirst, asSecond] = [head.first - previous, head.first + length - previous];
    if (isOrdinary(asFirst, step, length)) lastFirst = 0;
    if (isOrdinary(asSecond, step, length)) firstSecond = 0;
  }
  for (const [i, { isStepBack }] of segments.entries()) {
    if (!isStepBack) continue;
    lastFirst = Math.max(lastFirst, i - 1);
    firstSecond = Math.min(firstSecond, i);
  }
  // What lies within the second time itself was written with its offset.
  if (next !== null && next >= fold.to && next < fold.to + length) lastFirst = segments.length - 1;
  if (next !== null && next >= fold.to + length) {
    if (isOrdinary(next - tail.last, step, length)) lastFirst = segments.length - 1;
    if (isOrdinary(next - length - tail.last, step, length))
      firstSecond = Math.min(firstSecond, segments.length - 1);
  }
  return { lastFirst, firstSecond };
}
