/** What of an anomaly is drawn: which units over which time, and what they are held against. */
import { type Anomaly, subjectNamed } from '../../../../shared/domain/detect/registry.ts';
import { channelOf } from '../../../../shared/domain/telemetry/frame.ts';
import { listText } from '../../../../shared/domain/words/list.ts';
import type { Experiment } from '../../stack/experiment.ts';
import type { Curve, Forecast, Level } from './curve-of.ts';

export interface DrawnUnit {
  readonly unit: string;
  readonly series: string;
  readonly role: Curve['role'];
}

export interface Drawing {
  /** ms since 1970. */
  readonly from: number;
  readonly to: number;
  readonly episode: { readonly from: number; readonly to: number };
  /** Null where the anomaly is of no one channel. */
  readonly channel: string | null;
  readonly units: readonly DrawnUnit[];
  /** Of a pair the difference is drawn: that is what was judged. */
  readonly delta: { readonly pair: string; readonly channel: string } | null;
  readonly levels: readonly Level[];
  readonly forecast: Forecast | null;
  /** The pair to look at further. */
  readonly pair: string | null;
  /** What is not drawn, and why. */
  readonly withheld: readonly string[];
}

type Facts = Pick<Experiment, 'pairs' | 'hardware'>;

const LEAST_PAD_MS = 3_600_000;
const MOST_SIBLINGS = 3;
/** Twins whose samples lie at the same instants. */
const SAME_TIME = ['GROUND_CONTROL_SYNCHRONOUS', 'ONBOARD_1G', 'SPACEFLIGHT'];

export function drawingOf(anomaly: Anomaly, facts: Facts): Drawing {
  const [series = null] = anomaly.channels;
  const episode = episodeOf(anomaly);
  const pad = Math.max(LEAST_PAD_MS, (episode.to - episode.from) / 2);
  const range = { from: episode.from - pad, to: episode.to + pad };
  const subject = subjectNamed(anomaly.id);
  const others = anomaly.channels.slice(1);
  const common = {
    ...{ episode, channel: series, levels: levelsOf(anomaly), forecast: null },
    withheld:
      series === null
        ? ['This finding is of the whole unit, not of one channel: there is no one curve to draw.']
        : others.length === 0
          ? []
          : [`Drawn is ${series}. The finding is also of ${listText(others)}.`],
  };
  if (series === null) return { ...common, ...range, units: [], delta: null, pair: null };
  if (subject.kind === 'pair')
    return {
      ...{ ...common, ...range, units: [], pair: subject.id },
      delta: { pair: subject.id, channel: series },
    };
  const { units, withheld } = unitsOf(subject.id, series, facts);
  const forecast = forecastOf(anomaly, episode.to, range.to);
  return {
    ...{ ...common, ...range, units, delta: null, forecast },
    ...(forecast !== null && { to: Math.max(range.to, forecast.to.t + pad / 4) }),
    pair: facts.pairs.find(({ flight, ground }) => [flight, ground].includes(subject.id))?.id ?? null,
    withheld: [...common.withheld, ...withheld],
  };
}

function episodeOf({ from, to, current }: Anomaly): { from: number; to: number } {
  const end = to ?? current?.asOf ?? from;
  return { from: from / 1000, to: Math.max(end, from) / 1000 };
}

/** What the readings were held against, as the evidence has it. */
function levelsOf(anomaly: Anomaly): Level[] {
  const { kind, evidence, severity } = anomaly;
  if (kind === 'LIMIT') return [{ name: `${severity.toLowerCase()} limit`, value: evidence.limit }];
  if (kind === 'OFFSET')
    return [
      { name: 'margin', value: evidence.margin },
      { name: 'margin', value: -evidence.margin },
    ].filter(({ value }) => Math.sign(value) === evidence.sign);
  if (
    (kind === 'DRIFT' || kind === 'SHIFT') &&
    evidence.bound !== undefined &&
    evidence.bound.what !== 'margin'
  )
    return [{ name: evidence.bound.what, value: evidence.bound.value }];
  return [];
}

/** Where a drift that lasts is going to be, unless that lies so far ahead that nothing else could be seen beside it. */
function forecastOf(anomaly: Anomaly, now: number, end: number): Forecast | null {
  if (anomaly.kind !== 'DRIFT') return null;
  const { bound, crosses, crossesSoonest, crossesLatest, perDay } = anomaly.evidence;
  if (!bound || bound.what === 'margin' || crosses === undefined || perDay === undefined) return null;
  const at = crosses / 1000;
  const longest = 2 * (end - anomaly.from / 1000);
  if (at <= now || at - now > longest) return null;
  const DAY_MS = 86_400_000;
  return {
    from: { t: now, value: bound.value - (perDay * (at - now)) / DAY_MS },
    to: { t: at, value: bound.value },
    soonest: (crossesSoonest ?? crosses) / 1000,
    latest: crossesLatest === undefined ? null : crossesLatest / 1000,
  };
}

/** The unit itself, its twins and its siblings, as far as they ran at the same time. */
function unitsOf(
  unit: string,
  series: string,
  { pairs, hardware }: Facts,
): { units: DrawnUnit[]; withheld: string[] } {
  const armOf = (id: string) => hardware.arms.get(hardware.units.get(id)?.arm ?? '');
  const channel = channelOf(series);
  const twins = pairs.flatMap(({ flight, ground }) =>
    flight === unit ? [ground] : ground === unit ? [flight] : [],
  );
  const isBeside = (id: string) =>
    SAME_TIME.includes(armOf(id)?.kind ?? '') && SAME_TIME.includes(armOf(unit)?.kind ?? '');
  const siblings = [...hardware.units.keys()].filter(
    (id) => id !== unit && !twins.includes(id) && armOf(id) === armOf(unit),
  );
  const apart = twins.filter((id) => !isBeside(id));
  const left = siblings.slice(MOST_SIBLINGS);
  return {
    units: [
      { unit, series, role: 'own' },
      ...twins.filter(isBeside).map((id) => ({ unit: id, series: channel, role: 'twin' as const })),
      ...siblings
        .slice(0, MOST_SIBLINGS)
        .map((id) => ({ unit: id, series: channel, role: 'sibling' as const })),
    ],
    withheld: [
      ...(apart.length === 0
        ? []
        : [`The twin ${listText(apart)} ran at another time: it is laid over this unit under Twins.`]),
      ...(left.length === 0
        ? []
        : [`Of the siblings ${MOST_SIBLINGS} are drawn, and ${listText(left)} not.`]),
    ],
  };
}
