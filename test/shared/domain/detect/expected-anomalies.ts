/** The rules of docs/design.md#what-is-wrong by a plain look at every sample of a whole history: slow, no pages, an oracle. */
import type { LimitBand, RateBand } from '../../../../shared/domain/detect/limit/band.ts';
import type { Series } from '../../../../shared/domain/telemetry/series.ts';
import type { DetectedRule } from './unit-history.ts';
import { BAD_VALUE, MISSING_CODE } from './unit-history.ts';

export interface Expected {
  readonly kind: string;
  readonly rule: string | null;
  readonly channels: string[];
  readonly from: number;
  readonly to: number | null;
  readonly severity: string;
  /** At the newest sample; null where it is over or not known. */
  readonly severityNow: string | null;
  readonly samples: number | null;
}

const SEVERITY_KEYS = ['watch', 'warning', 'distress', 'critical', 'severe'] as const;

interface Sample {
  readonly t: number;
  readonly v: number;
}

interface Channel {
  readonly rule: DetectedRule;
  readonly received: Sample[];
  readonly sensed: Sample[];
  readonly judged: Sample[];
  /** Runs of equal sensed values. */
  readonly runs: Sample[][];
}

export function expectedAnomalies(series: readonly Series[], rules: readonly DetectedRule[]): Expected[] {
  const channels = series.map((one) => channelOf(one, rules.find((rule) => rule.series === one.series)!));
  const all = [
    ...channels.flatMap(stuckChannels),
    ...frozenUnits(channels.filter(({ rule }) => !rule.series.includes('@'))),
    ...gaps(channels),
    ...dead(channels),
    ...channels.flatMap(limits),
  ];
  return all
    .sort((a, b) => a.from - b.from || (nameOf(a) < nameOf(b) ? -1 : 1))
    .map(({ name: _, ...rest }) => rest);
}

type Named = Expected & { readonly name: string };
const nameOf = ({ name }: Named) => name;

function channelOf(series: Series, rule: DetectedRule): Channel {
  const samples = Array.from(series.times, (t, i) => ({ t, v: series.values[i]!, flags: series.flags[i]! }));
  const sensed = samples.filter(({ flags }) => flags !== MISSING_CODE);
  const runs: Sample[][] = [];
  for (const sample of sensed) {
    const run = runs.at(-1);
    if (run?.[0]?.v === sample.v) run.push(sample);
    else runs.push([sample]);
  }
  return { rule, received: samples, sensed, judged: sensed.filter(({ flags }) => flags !== BAD_VALUE), runs };
}

function lasts(n: number, { periodSeconds }: DetectedRule, seconds: number | null): boolean {
  return seconds !== null && n >= 2 && n * periodSeconds >= seconds;
}

function stuckChannels({ rule, runs }: Channel): Named[] {
  return runs
    .filter((run) => lasts(run.length, rule, rule.stuckAfterSeconds))
    .map((run) => ({
      name: `STUCK:FU1:${rule.series}`,
      kind: 'STUCK',
      rule: 'C',
      channels: [rule.series],
      from: run[0]!.t,
      to: run === runs.at(-1) ? null : run.at(-1)!.t,
      severity: 'WARNING',
      severityNow: run === runs.at(-1) ? 'WARNING' : null,
      samples: run.length,
    }));
}

interface Stretch {
  readonly key: string;
  readonly from: number;
  readonly shown: Map<Channel, Sample[]>;
}

/** Steps through all instants at which a sample comes; what S is and which run each channel of it is in, is its key. */
function frozenUnits(channels: readonly Channel[]): Named[] {
  const instants = [...new Set(channels.flatMap(({ sensed }) => sensed.map(({ t }) => t)))].sort(
    (a, b) => a - b,
  );
  const stretches: Stretch[] = [];
  for (const t of instants) {
    const inS = channels.flatMap((channel) => {
      const run = channel.runs.findLast((one) => one[0]!.t <= t);
      if (run === undefined || lasts(run.length, channel.rule, channel.rule.stuckAfterSeconds)) return [];
      return [{ channel, run }];
    });
    const key = inS.map(({ channel, run }) => `${channel.rule.series} ${run[0]!.t}`).join();
    if (stretches.at(-1)?.key !== key) stretches.push({ key, from: t, shown: new Map() });
    const { shown } = stretches.at(-1)!;
    for (const { channel, run } of inS) {
      const sample = run.find((one) => one.t === t);
      if (!shown.has(channel)) shown.set(channel, []);
      if (sample !== undefined) shown.get(channel)!.push(sample);
    }
  }
  return stretches.flatMap((stretch) => frozenIn(stretch, stretch === stretches.at(-1)));
}

function frozenIn({ from, shown }: Stretch, lasting: boolean): Named[] {
  const still = [...shown]
    .filter(([{ rule }, samples]) => rule.stuckAfterSeconds !== null && samples.length >= 2)
    .sort(([a], [b]) => (a.rule.series < b.rule.series ? -1 : 1));
  if (still.filter(([{ rule }, samples]) => lasts(samples.length, rule, 21_600)).length < 2) return [];
  const lengths = still.map(([{ rule }, samples]) => samples.length * rule.periodSeconds);
  return [
    {
      name: 'STUCK:FU1:unit',
      kind: 'STUCK',
      rule: 'U',
      channels: still.map(([{ rule }]) => rule.series),
      from,
      to: lasting ? null : Math.max(...still.map(([, samples]) => samples.at(-1)!.t)),
      severity: 'WARNING',
      severityNow: lasting ? 'WARNING' : null,
      samples: still[lengths.indexOf(Math.max(...lengths))]![1].length,
    },
  ];
}

interface Lack {
  readonly series: string;
  readonly from: number;
  readonly to: number;
  readonly step: number;
}

/** Intervals of more than three periods, those at the ends of the unit's time included; shared where ends agree. */
function gaps(channels: readonly Channel[]): Named[] {
  const times = channels.flatMap(({ received }) => received.map(({ t }) => t));
  const [first, newest] = [Math.min(...times), Math.max(...times)];
  const lacks = channels.flatMap(({ rule: { series, periodSeconds }, received }): Lack[] => {
    const step = periodSeconds * 1e6;
    const all = [first, ...received.map(({ t }) => t)];
    const closed = all.slice(1).map((to, i) => ({ series, from: all[i]!, to, step }));
    const tail = { series, from: all.at(-1)!, to: Number.POSITIVE_INFINITY, step };
    const isLong = ({ from, to }: Lack) => Math.min(to, newest) - from > 3 * step;
    return received.length === 0 ? [] : [...closed, tail].filter(isLong);
  });
  const groups: Lack[][] = [];
  for (const lack of lacks.toSorted((a, b) => a.from - b.from || (a.series < b.series ? -1 : 1))) {
    const near = (a: number, b: number, slack: number) => a === b || Math.abs(a - b) <= slack;
    const alike = groups.find((group) =>
      group.some((one) => {
        const slack = 1.5 * Math.max(one.step, lack.step);
        return one.series !== lack.series && near(one.from, lack.from, slack) && near(one.to, lack.to, slack);
      }),
    );
    if (alike === undefined) groups.push([lack]);
    else alike.push(lack);
  }
  return groups.map((group) => {
    const series = group.map((one) => one.series).sort();
    const to = Math.max(...group.map((one) => one.to));
    return {
      name: `GAP:FU1:${series[0]}`,
      kind: 'GAP',
      rule: null,
      channels: series,
      from: Math.min(...group.map((one) => one.from)),
      to: Number.isFinite(to) ? to : null,
      severity: 'WATCH',
      severityNow: Number.isFinite(to) ? null : 'WATCH',
      samples: null,
    };
  });
}

/** Without a reading that could be right for five periods or ten minutes, while anything of the unit came. */
function dead(channels: readonly Channel[]): Named[] {
  const newest = Math.max(...channels.flatMap(({ received }) => received.map(({ t }) => t)));
  const heard = channels.map(({ rule: { series, periodSeconds }, received }) => {
    const pieces: { from: number; to: number }[] = [];
    for (const { t } of received) {
      const open = pieces.at(-1);
      if (open !== undefined && t - open.to <= 3 * periodSeconds * 1e6) open.to = t;
      else pieces.push({ from: t, to: t });
    }
    return { series, pieces };
  });
  return channels.flatMap(({ rule: { series, periodSeconds }, judged, received }) => {
    const step = periodSeconds * 1e6;
    const enough = Math.max(600e6, 5 * step);
    const begin =
      judged.length === 0 || received[0]!.t < judged[0]!.t ? [(received[0]?.t ?? Infinity) - step] : [];
    const ends = [...begin, ...judged.map(({ t }) => t), Number.POSITIVE_INFINITY];
    return ends.slice(1).flatMap((to, i): Named[] => {
      const from = ends[i]!;
      const within = (piece: { from: number; to: number }) =>
        Math.max(0, Math.min(piece.to, to) - Math.max(piece.from, from));
      const isLong = Math.min(to, newest) - from - step >= enough;
      const sum = (pieces: { from: number; to: number }[]) =>
        pieces.reduce((all, one) => all + within(one), 0);
      if (!isLong || to - from <= 3 * step || !heard.some(({ pieces }) => sum(pieces) >= enough)) return [];
      const spoilt = received.find(({ t }) => t > from && t < to)?.t ?? Number.POSITIVE_INFINITY;
      const shown = heard.flatMap(({ pieces }) => pieces.find((one) => within(one) >= 3 * step) ?? []);
      const seen = Math.min(spoilt, ...shown.map((one) => Math.max(one.from, from)));
      const onset = Math.max(from + step, Number.isFinite(seen) ? seen : from + step);
      return [
        {
          name: `DEAD:FU1:${series}`,
          kind: 'DEAD',
          rule: null,
          channels: [series],
          from: onset,
          to: Number.isFinite(to) ? Math.max(onset, to - step) : null,
          severity: 'WARNING',
          severityNow: Number.isFinite(to) ? null : 'WARNING',
          samples: null,
        },
      ];
    });
  });
}

function limits(channel: Channel): Named[] {
  const { rule, judged, received } = channel;
  if (received.length === 0) return [];
  const bands = [
    ...rule.limits.map((band) => ({ band, kind: 'LIMIT', samples: judged })),
    ...rule.rates.map((band) => ({ band, kind: 'RATE', samples: slopes(channel, band) })),
  ];
  return bands.flatMap(({ band, kind, samples }) =>
    (['HIGH', 'LOW'] as const).flatMap((side) => {
      const inside = samples.filter(({ t }) => isIn(band, t));
      const holds = isIn(band, received.at(-1)!.t) && (kind === 'LIMIT' || isFresh(inside, channel));
      return limitEpisodes(inside, band, side, holds).map((episode) => ({
        ...episode,
        name: `${kind}:FU1:${rule.series}:${side}`,
        kind,
        rule: null,
        channels: [rule.series],
      }));
    }),
  );
}

function isIn(band: LimitBand, t: number): boolean {
  return (band.from === null || t >= band.from) && (band.to === null || t < band.to);
}

function isFresh(rates: readonly Sample[], { rule, received }: Channel): boolean {
  return rates.length > 0 && received.at(-1)!.t - rates.at(-1)!.t <= 3 * rule.periodSeconds * 1e6;
}

/** Least squares by the textbook, over all samples of each window. */
function slopes({ rule, judged }: Channel, band: RateBand): Sample[] {
  const over = band.rate.overSeconds * 1e6;
  const samples = judged.filter(({ t }) => isIn(band, t));
  return samples.flatMap(({ t }, i) => {
    let begin = i;
    while (begin > 0 && samples[begin]!.t - samples[begin - 1]!.t <= 3 * rule.periodSeconds * 1e6) begin--;
    if (samples[begin]!.t > t - over) return [];
    const window = samples.slice(0, i + 1).filter((one) => one.t >= t - over);
    if (window.length < 3) return [];
    const mean = (of: (one: Sample) => number) =>
      window.reduce((sum, one) => sum + of(one), 0) / window.length;
    const [meanT, meanV] = [mean((one) => (one.t - t) / 1e6), mean(({ v }) => v)];
    const sum = (of: (dt: number, dv: number) => number) =>
      window.reduce((total, one) => total + of((one.t - t) / 1e6 - meanT, one.v - meanV), 0);
    const slope = sum((dt, dv) => dt * dv) / sum((dt) => dt * dt);
    // Slopes that equal a bound differ from it in the last bits, one way or the other.
    return [{ t, v: Number((slope * band.rate.perSeconds).toPrecision(9)) }];
  });
}

type Episode = Pick<Expected, 'from' | 'to' | 'severity' | 'severityNow' | 'samples'>;

/** Every sample again for every severity: is its bound violated at this sample? */
function limitEpisodes(
  samples: readonly Sample[],
  band: LimitBand,
  side: 'HIGH' | 'LOW',
  holds: boolean,
): Episode[] {
  const bounds = SEVERITY_KEYS.flatMap((key) => {
    const bound = band[key]?.[side === 'HIGH' ? 1 : 0] ?? null;
    return bound === null ? [] : [{ severity: key.toUpperCase(), bound }];
  });
  const levels = bounds.map(({ severity, bound }) => ({
    severity,
    ...violationsOf(samples, band, side, bound),
  }));
  const [mildest] = levels;
  if (mildest === undefined) return [];
  return mildest.violations.map((beyond) => {
    const [from, end] = [beyond[0]!.t, beyond.at(-1)!.t];
    const isOpen = mildest.isOpen && beyond === mildest.violations.at(-1);
    const worst = levels.filter(({ violations }) =>
      violations.some(([one]) => one!.t >= from && one!.t <= end),
    );
    return {
      from,
      to: isOpen && holds ? null : end,
      severity: worst.at(-1)!.severity,
      severityNow: isOpen && holds ? levels.filter((level) => level.isOpen).at(-1)!.severity : null,
      samples: beyond.length,
    };
  });
}

function violationsOf(samples: readonly Sample[], band: LimitBand, side: 'HIGH' | 'LOW', bound: number) {
  const violations: Sample[][] = [];
  let row: Sample[] = [];
  let within = 0;
  let isOpen = false;
  for (const sample of samples) {
    if (side === 'HIGH' ? sample.v > bound : sample.v < bound) {
      row.push(sample);
      within = 0;
      if (isOpen) violations.at(-1)!.push(sample);
      else if (row.length >= band.minViolations) {
        isOpen = true;
        violations.push([...row]);
      }
    } else {
      row = [];
      within += 1;
      if (band.minConformance !== null && within >= band.minConformance) isOpen = false;
    }
  }
  return { violations, isOpen };
}
