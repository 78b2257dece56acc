/** The timeline of alarms as stretches in data time. Pure: what is drawn is decided here, and tested. */
import { type AnomalyOnWire, anomalyFromWire } from '../../../../shared/contract/anomalies.ts';
import type { CompletenessOnWire } from '../../../../shared/contract/completeness.ts';
import type { LookedAtOnWire } from '../../../../shared/contract/looked-at.ts';
import { alarmOf } from '../../../../shared/domain/alarm/alarm.ts';
import { SEVERITIES, type Severity } from '../../../../shared/domain/anomaly/anomaly.ts';
import { listText } from '../../../../shared/domain/words/list.ts';

/** In ms since 1970. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  /** CHECKED: judged. Others say why nothing was judged then, or that nothing has come. */
  readonly what: 'CHECKED' | 'UNMONITORED' | 'DOUBTED' | 'GAP' | 'SETTLING' | 'NOT_CHECKED';
  readonly why: string;
}

export interface EpisodeBar {
  readonly from: number;
  readonly to: number;
  readonly isOngoing: boolean;
  readonly severity: Severity;
}

export interface AlarmRow {
  /** Of the alarm. */
  readonly id: string;
  readonly severity: Severity;
  readonly episodes: readonly EpisodeBar[];
}

export interface Lane {
  /** A unit or pair. */
  readonly of: string;
  readonly stretches: readonly Stretch[];
  readonly rows: readonly AlarmRow[];
  /** How many alarms more there are. */
  readonly moreRows: number;
}

export interface Timeline {
  readonly from: number;
  readonly to: number;
  readonly lanes: readonly Lane[];
}

interface Known {
  readonly lookedAt: readonly LookedAtOnWire[];
  readonly anomalies: readonly AnomalyOnWire[];
  readonly gaps: CompletenessOnWire['gaps'];
  /** By the stack's clock. */
  readonly now: number;
}

/** A lane of more alarms is a wall: the worst are drawn, the others counted. */
const MOST_ROWS = 8;
/** What lies after the newest sample takes so much of the width, where now is further away. */
const AFTER_SHARE = 0.06;

/** Null where no time of any unit was looked at, so that there is nothing to draw. */
export function timelineOf({ lookedAt, anomalies, gaps, now }: Known): Timeline | null {
  const ends = lookedAt.flatMap(({ from, to }) =>
    [from, to].flatMap((one) => (one === null ? [] : [at(one)])),
  );
  const begins = anomalies.map(({ from }) => at(from));
  if (ends.length === 0) return null;
  const from = Math.min(...ends, ...begins);
  const newest = Math.max(...ends);
  const share = (newest - from) * AFTER_SHARE;
  const to = now > newest && now - newest < 2 * share ? now : newest + Math.max(share, 1000);
  const rows = rowsOf(anomalies, to);
  const units = lookedAt.map((one) => {
    const doubted = anomalies.filter(({ kind, unit }) => kind === 'STUCK' && unit === one.unit);
    return laneOf(one, { gaps, doubted }, rows.get(one.unit) ?? [], from, to);
  });
  const pairs = [...rows].filter(([of]) => !lookedAt.some(({ unit }) => unit === of));
  return {
    ...{ from, to },
    lanes: [...units, ...pairs.map(([of, own]) => ({ of, stretches: [], ...cut(own) }))],
  };
}

function laneOf(
  { unit, from, to, unmonitored, settling = [] }: LookedAtOnWire,
  { gaps, doubted }: Pick<Known, 'gaps'> & { readonly doubted: Known['anomalies'] },
  rows: readonly AlarmRow[],
  begin: number,
  end: number,
): Lane {
  if (to === null)
    return {
      of: unit,
      stretches: [{ from: begin, to: end, what: 'NOT_CHECKED', why: 'nothing of it was received' }],
      ...cut(rows),
    };
  const first = from === null ? begin : at(from);
  const stretches: Stretch[] = [
    ...(first > begin
      ? [{ from: begin, to: first, what: 'NOT_CHECKED', why: 'before its first sample' } as const]
      : []),
    { from: first, to: at(to), what: 'CHECKED', why: 'checked' },
    ...settling.map((one) => ({
      ...{ from: at(one.from), to: at(one.to), what: 'SETTLING' as const },
      why: `settling after ${one.event}: ${listText(one.kinds)} not judged on ${listText(one.channels)}`,
    })),
    ...gaps
      .filter((gap) => gap.unit === unit)
      .map((gap) => ({
        ...{ from: at(gap.from), to: at(gap.to), what: 'GAP' as const },
        why: `${gap.cause}, ${listText(gap.channels)}: ${gap.reason}`,
      })),
    ...doubted.map((one) => ({
      ...{ from: at(one.from), to: one.to === null ? at(to) : at(one.to), what: 'DOUBTED' as const },
      why: `STUCK ${listText(one.channels)}: its readings stood still and are doubted`,
    })),
    ...unmonitored.map((one) => ({
      ...{ from: at(one.from), to: one.to === null ? at(to) : at(one.to), what: 'UNMONITORED' as const },
      why: `UNMONITORED ${listText(one.channels)}: ${WHY_BLIND[one.cause]}`,
    })),
    { from: at(to), to: end, what: 'NOT_CHECKED', why: 'after its newest sample' },
  ];
  return { of: unit, stretches, ...cut(rows) };
}

export const WHY_BLIND = { DEAD: 'no valid reading', STUCK: 'stuck' } as const;

function cut(rows: readonly AlarmRow[]): Pick<Lane, 'rows' | 'moreRows'> {
  return { rows: rows.slice(0, MOST_ROWS), moreRows: Math.max(0, rows.length - MOST_ROWS) };
}

/** By unit or pair, the worst first; what only stands in lists is no alarm. */
function rowsOf(anomalies: readonly AnomalyOnWire[], end: number): Map<string, AlarmRow[]> {
  const byAlarm = Map.groupBy(anomalies, (one) => alarmOf(anomalyFromWire(one)));
  const rows = new Map<string, AlarmRow[]>();
  for (const [id, found] of byAlarm) {
    const [first] = found;
    if (id === null || first === undefined) continue;
    const of = first.pair ?? first.unit ?? '';
    const own = rows.get(of) ?? [];
    own.push({
      id,
      severity: found.map(({ severity }) => severity).reduce(worse),
      episodes: found.map(({ from, to, severity, current }) => ({
        ...{ from: at(from), severity, isOngoing: to === null },
        to: to !== null ? at(to) : current === undefined ? end : at(current.asOf),
      })),
    });
    rows.set(of, own);
  }
  for (const own of rows.values()) own.sort((a, b) => rank(b.severity) - rank(a.severity));
  return rows;
}

const rank = (severity: Severity): number => SEVERITIES.indexOf(severity);
const worse = (a: Severity, b: Severity): Severity => (rank(b) > rank(a) ? b : a);
const at = (iso: string): number => Date.parse(iso);

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const STEPS = [
  ...[MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 30 * MINUTE],
  ...[HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR],
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].map((days) => days * DAY),
];

/** Instants that people count in, at most so many within the range. */
export function ticksOf(from: number, to: number, most: number): number[] {
  const step = STEPS.find((one) => (to - from) / one <= most) ?? (to - from) / most;
  const first = Math.ceil(from / step) * step;
  const count = Math.max(0, Math.floor((to - first) / step) + 1);
  return Array.from({ length: count }, (_, i) => first + i * step);
}
