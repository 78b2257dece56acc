/**
 * STUCK, rule U (docs/design.md#stuck): channels of a unit that stand still together for six hours are not measured.
 *
 * S is the set of the unit's channels (primary sensors) that are not stuck under rule C. A quiet stretch is a longest
 * time in which S stays the same and no channel of S changes; a channel holds its value until a sample differs. The
 * stretch is one anomaly if at least two channels of S have samples in it that last six hours (n × period). It names
 * those of S that had two samples or more: one that was hardly received neither shows nor denies that it stood still.
 * A channel with `stuckAfter: none` is too coarse to show it, but where it changes the unit is not frozen.
 *
 * Whether a run is stuck under rule C may show only days later, and then S was another one from the run's beginning
 * on. So the fold keeps stretches until every run in them is decided.
 */
import * as z from 'zod';
import type { Micros, Seconds } from '../../time.ts';
import { holdSchema, type QuietPiece, quietPieceSchema } from './quiet.ts';
import { type StuckAnomaly, stuckAnomaly } from './stuck.ts';

/** A channel with fewer samples in a stretch has shown no two that are equal. */
const NAMED_FROM = 2;

/** Whether a run is stuck under rule C, is not, or may still become it. */
const verdictSchema = z.enum(['STUCK', 'FREE', 'UNDECIDED']);
export type Verdict = z.infer<typeof verdictSchema>;

const judgedHoldSchema = holdSchema.extend({ verdict: verdictSchema });
type JudgedHold = z.infer<typeof judgedHoldSchema>;
const judgedPieceSchema = quietPieceSchema.extend({ holds: z.array(judgedHoldSchema) });
type JudgedPiece = z.infer<typeof judgedPieceSchema>;

/** Adjacent pieces of quiet time, between which it is not yet known whether the quiet was broken. */
export const quietStretchSchema = z.object({
  /** Whether the quiet was broken after the last piece; else later samples may continue it. */
  ended: z.boolean(),
  pieces: z.array(judgedPieceSchema),
});
export type QuietStretch = z.infer<typeof quietStretchSchema>;

/** What the runs of a channel have come to with the page that is folded. */
export interface ChannelRuns {
  readonly series: string;
  /** The run that was open before the page, null where the channel had no sample yet. */
  readonly before: { readonly from: Micros; readonly value: number } | null;
  /** Times of the first sample of the page's first run, and of the run it belongs to; null without samples. */
  readonly first: { readonly from: Micros; readonly since: Micros } | null;
  /** By the beginning of the run; an interior run of the page that is not listed is FREE. */
  readonly verdicts: ReadonlyMap<Micros, Verdict>;
}

/** How many samples make a channel a witness, and how long a sample counts. */
export interface Witness {
  readonly longAt: number;
  readonly periodSeconds: Seconds;
}

/** Takes the quiet stretches of the next page in: those still to be decided, and the anomalies that are certain. */
export function foldQuiet(
  before: readonly QuietStretch[],
  page: readonly (readonly QuietPiece[])[],
  channels: readonly ChannelRuns[],
  witnesses: ReadonlyMap<string, Witness>,
  unit: string,
): { stretches: QuietStretch[]; closed: StuckAnomaly[] } {
  const known = before.map(({ ended, pieces }) => ({
    ended,
    pieces: pieces.map((piece) => rejudge(piece, channels)),
  }));
  const added = page.map((pieces, i) => ({
    ended: i < page.length - 1,
    pieces: pieces.map((piece) => judge(piece, channels)),
  }));
  const settled = chained(known, added).flatMap((stretch) => settle(stretch));
  const closed: StuckAnomaly[] = [];
  const stretches: QuietStretch[] = [];
  for (const stretch of settled) {
    if (!stretch.ended) stretches.push(stretch);
    else if (isDecided(stretch)) closed.push(...frozen(stretch.pieces, witnesses, unit, 'ended'));
    else if (mayBeFrozen(stretch, witnesses)) stretches.push(stretch);
  }
  return { stretches, closed };
}

/** The anomalies that stand when no more samples come: runs still undecided are not stuck under rule C. */
export function openFrozen(
  stretches: readonly QuietStretch[],
  witnesses: ReadonlyMap<string, Witness>,
  unit: string,
): StuckAnomaly[] {
  const free = (hold: JudgedHold): JudgedHold =>
    hold.verdict === 'UNDECIDED' ? { ...hold, verdict: 'FREE' } : hold;
  return stretches
    .map(({ ended, pieces }) => ({ ended, pieces: pieces.map((p) => ({ ...p, holds: p.holds.map(free) })) }))
    .flatMap((stretch) => settle(stretch))
    .flatMap(({ ended, pieces }) => frozen(pieces, witnesses, unit, ended ? 'ended' : 'lasting'));
}

/** The last stretch before goes on in the first one of the page. */
function chained(known: readonly QuietStretch[], added: readonly QuietStretch[]): QuietStretch[] {
  const last = known.at(-1);
  const [first, ...rest] = added;
  if (last === undefined || last.ended || first === undefined) return [...known, ...added];
  return [...known.slice(0, -1), { ended: first.ended, pieces: [...last.pieces, ...first.pieces] }, ...rest];
}

function rejudge(piece: JudgedPiece, channels: readonly ChannelRuns[]): JudgedPiece {
  const verdicts = new Map(channels.map((channel) => [channel.series, channel.verdicts]));
  const holds = piece.holds.map((hold) => ({
    ...hold,
    verdict: verdicts.get(hold.series)?.get(hold.since) ?? hold.verdict,
  }));
  return { ...piece, holds };
}

/** Names the runs of a piece by where they began in earlier pages; a channel without a sample yet holds its old run. */
function judge(piece: QuietPiece, channels: readonly ChannelRuns[]): JudgedPiece {
  const bySeries = new Map(piece.holds.map((hold) => [hold.series, hold]));
  const holds: JudgedHold[] = [];
  for (const { series, before, first, verdicts } of channels) {
    const hold = bySeries.get(series);
    if (hold !== undefined) {
      const since = hold.since === first?.from ? first.since : hold.since;
      holds.push({ ...hold, since, verdict: verdicts.get(since) ?? 'FREE' });
    } else if (before !== null) {
      const { from: since, value } = before;
      holds.push({ series, since, value, n: 0, last: null, verdict: verdicts.get(since) ?? 'FREE' });
    }
  }
  return { ...piece, holds };
}

/** Joins pieces where nothing of S changed, splits where something did, leaves open what is undecided. */
function settle(stretch: QuietStretch): QuietStretch[] {
  const settled: QuietStretch[] = [];
  let pieces: JudgedPiece[] = [];
  for (const piece of stretch.pieces) {
    const before = pieces.at(-1);
    const change = before === undefined ? 'UNKNOWN' : changeBetween(before, piece);
    if (change === 'BREAK') {
      settled.push({ ended: true, pieces });
      pieces = [piece];
    } else if (change === 'NONE' && before !== undefined) pieces[pieces.length - 1] = joined(before, piece);
    else pieces.push(piece);
  }
  return [...settled, { ended: stretch.ended, pieces }];
}

/** What happened between two adjacent pieces. A channel whose first sample comes was outside S before. */
function changeBetween(before: JudgedPiece, after: JudgedPiece): 'NONE' | 'BREAK' | 'UNKNOWN' {
  let undecided = false;
  for (const hold of after.holds) {
    const held = before.holds.find(({ series }) => series === hold.series);
    if (held?.since === hold.since) continue;
    const verdicts = [held?.verdict ?? 'STUCK', hold.verdict];
    if (verdicts.includes('FREE')) return 'BREAK';
    if (verdicts.includes('UNDECIDED')) undecided = true;
  }
  return undecided ? 'UNKNOWN' : 'NONE';
}

function joined(before: JudgedPiece, after: JudgedPiece): JudgedPiece {
  const holds = after.holds.map((hold) => {
    const held = before.holds.find(({ series }) => series === hold.series);
    return { ...hold, n: (held?.n ?? 0) + hold.n, last: hold.last ?? held?.last ?? null };
  });
  return { from: before.from, to: after.to, holds };
}

/** Whether nothing can change what the stretch comes to. A channel too little received to be named decides nothing. */
function isDecided({ pieces }: QuietStretch): boolean {
  const isOpen = ({ verdict, n }: JudgedHold) => verdict === 'UNDECIDED' && n >= NAMED_FROM;
  return pieces.length === 1 && !pieces.some(({ holds }) => holds.some(isOpen));
}

/** Whether at least two channels could have samples enough, if all pieces were one and none were stuck under rule C. */
function mayBeFrozen({ pieces }: QuietStretch, witnesses: ReadonlyMap<string, Witness>): boolean {
  const samples = new Map<string, number>();
  for (const { holds } of pieces) {
    for (const { series, n } of holds) samples.set(series, (samples.get(series) ?? 0) + n);
  }
  return [...samples].filter(([series, n]) => n >= longAt(witnesses, series)).length >= 2;
}

function longAt(witnesses: ReadonlyMap<string, Witness>, series: string): number {
  return witnesses.get(series)?.longAt ?? Number.POSITIVE_INFINITY;
}

function frozen(
  pieces: readonly JudgedPiece[],
  witnesses: ReadonlyMap<string, Witness>,
  unit: string,
  state: 'ended' | 'lasting',
): StuckAnomaly[] {
  return pieces.flatMap((piece) => {
    const still = piece.holds.filter(({ series, verdict, n }) => {
      return verdict === 'FREE' && n >= NAMED_FROM && longAt(witnesses, series) !== Number.POSITIVE_INFINITY;
    });
    if (still.filter(({ series, n }) => n >= longAt(witnesses, series)).length < 2) return [];
    const longest = still.map(({ series, n }) => ({
      n,
      seconds: n * (witnesses.get(series)?.periodSeconds ?? 0),
    }));
    const { n, seconds } = longest.reduce((a, b) => (b.seconds > a.seconds ? b : a));
    const to = state === 'lasting' ? null : Math.max(...still.map(({ last }) => last ?? piece.from));
    const evidence = {
      rule: 'U' as const,
      values: Object.fromEntries(still.map(({ series, value }) => [series, value])),
      samples: n,
      lengthSeconds: seconds,
    };
    // The onset alone names it, since more channels may join while it lasts.
    return stuckAnomaly(unit, 'unit', still.map(({ series }) => series).sort(), piece.from, to, evidence);
  });
}
