/** The rules of DESIGN section 7 by a plain look at every sample of a whole history: slow, no pages, an oracle. */
import type { LimitBand, SeriesRule } from '../../../../shared/domain/telemetry/rule.ts';
import type { Series } from '../../../../shared/domain/telemetry/series.ts';
import { BAD_VALUE, MISSING_CODE } from './unit-history.ts';

export interface Expected {
  readonly kind: string;
  readonly rule: string | null;
  readonly channels: string[];
  readonly from: number;
  readonly to: number | null;
  readonly severity: string;
  readonly samples: number | null;
}

interface Sample {
  readonly t: number;
  readonly v: number;
}

interface Channel {
  readonly rule: SeriesRule;
  readonly received: Sample[];
  readonly sensed: Sample[];
  readonly judged: Sample[];
  /** Runs of equal sensed values. */
  readonly runs: Sample[][];
}

export function expectedAnomalies(series: readonly Series[], rules: readonly SeriesRule[]): Expected[] {
  const channels = series.map((one) => channelOf(one, rules.find((rule) => rule.series === one.series)!));
  const all = [
    ...channels.flatMap(stuckChannels),
    ...frozenUnits(channels.filter(({ rule }) => !rule.series.includes('@'))),
    ...gaps(channels),
    ...channels.flatMap(limits),
  ];
  return all
    .sort((a, b) => a.from - b.from || (nameOf(a) < nameOf(b) ? -1 : 1))
    .map(({ name: _, ...rest }) => rest);
}

type Named = Expected & { readonly name: string };
const nameOf = ({ name }: Named) => name;

function channelOf(series: Series, rule: SeriesRule): Channel {
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

function lasts(n: number, { periodSeconds }: SeriesRule, seconds: number | null): boolean {
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
      samples: still[lengths.indexOf(Math.max(...lengths))]![1].length,
    },
  ];
}

function gaps(channels: readonly Channel[]): Named[] {
  const found: Named[] = [];
  for (const { rule, received } of channels.toSorted((a, b) => (a.rule.series < b.rule.series ? -1 : 1))) {
    received.slice(1).forEach(({ t }, i) => {
      const from = received[i]!.t;
      if (t - from <= 3 * rule.periodSeconds * 1e6) return;
      const alike = found.find(
        (gap) => gap.from === from && gap.to === t && gap.name.endsWith(` ${rule.periodSeconds}`),
      );
      if (alike !== undefined) alike.channels.push(rule.series);
      else {
        const name = `GAP:FU1:${rule.series} ${rule.periodSeconds}`;
        found.push({
          name,
          kind: 'GAP',
          rule: null,
          channels: [rule.series],
          from,
          to: t,
          severity: 'WATCH',
          samples: null,
        });
      }
    });
  }
  return found;
}

function limits({ rule, judged }: Channel): Named[] {
  return rule.limits.flatMap((band) =>
    (['HIGH', 'LOW'] as const).flatMap((side) => limitEpisodes(rule.series, judged, band, side)),
  );
}

function limitEpisodes(
  series: string,
  judged: readonly Sample[],
  band: LimitBand,
  side: 'HIGH' | 'LOW',
): Named[] {
  const isIn = ({ t }: Sample) => (band.from === null || t >= band.from) && (band.to === null || t < band.to);
  const found: Named[] = [];
  let beyond: Sample[] = [];
  let violations = 0;
  let within = 0;
  let open = false;
  const close = (lasting: boolean) => {
    if (!open) return;
    const severities = beyond.map(({ v }) => severityOf(v, band, side));
    found.push({
      name: `LIMIT:FU1:${series}:${side}`,
      kind: 'LIMIT',
      rule: null,
      channels: [series],
      from: beyond[0]!.t,
      to: lasting ? null : beyond.at(-1)!.t,
      severity: severities.includes('CRITICAL') ? 'CRITICAL' : 'WATCH',
      samples: beyond.length,
    });
  };
  for (const sample of judged.filter(isIn)) {
    if (severityOf(sample.v, band, side) !== null) {
      if (!open && violations === 0) beyond = [];
      beyond.push(sample);
      violations += 1;
      within = 0;
      if (violations >= band.minViolations) open = true;
    } else {
      violations = 0;
      within += 1;
      if (!open || (band.minConformance !== null && within >= band.minConformance)) {
        close(false);
        open = false;
      }
    }
  }
  close(judged.length > 0 && isIn(judged.at(-1)!));
  return found;
}

function severityOf(value: number, band: LimitBand, side: 'HIGH' | 'LOW'): string | null {
  const violates = (bounds: [number | null, number | null] | undefined) => {
    const bound = bounds?.[side === 'HIGH' ? 1 : 0] ?? null;
    return bound !== null && (side === 'HIGH' ? value > bound : value < bound);
  };
  if (violates(band.critical)) return 'CRITICAL';
  return violates(band.watch) ? 'WATCH' : null;
}
