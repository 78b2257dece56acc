/** A unit without any valid reading: of its series' DEAD over the same time, one anomaly (docs/design.md#dead). */
import { anomalyId, holdingAt } from '../anomaly/anomaly.ts';
import { microsOf } from '../telemetry/rule.ts';
import { SLACK_STEPS } from '../telemetry/shared-stretches.ts';
import { MICROS_PER_SECOND, type Micros } from '../time.ts';
import { type DeadAnomaly, deadAfterMicros } from './dead/dead.ts';
import type { Anomaly } from './registry.ts';

interface Stretch {
  readonly from: Micros;
  /** Infinity while it lasts. */
  readonly to: Micros;
  /** Null before a series' first sample. */
  readonly dead: DeadAnomaly | null;
}

/**
 * The anomalies of a unit, with one CRITICAL DEAD wherever all `series` (those that ever sent something) are dead at once,
 * or have not begun. It stands for those that begin and end with it; a DEAD that is longer stands beside it.
 */
export function withDeadUnit(
  unit: string,
  anomalies: readonly Anomaly[],
  series: readonly string[],
): Anomaly[] {
  const each = series.map((name) => stretchesOf(name, anomalies));
  if (each.length === 0 || each.some((own) => own.length === 0)) return [...anomalies];
  const shared = each.slice(1).reduce(commonStretches, each[0]!.map(alone));
  const replaced = new Set<Anomaly>();
  const units = shared.flatMap(({ from, to, members }) => {
    const dead = members.flatMap((one) => one.dead ?? []);
    const slack = SLACK_STEPS * Math.max(0, ...dead.map(stepOf));
    const whole = dead.filter(
      (one) => from - one.from <= slack && (endOf(one) === to || endOf(one) - to <= slack),
    );
    if (dead.length === 0 || (whole.length < dead.length && to - from < leastOf(dead))) return [];
    for (const one of whole) replaced.add(one);
    return [deadUnit(unit, { from, to }, dead, whole)];
  });
  return [...anomalies.filter((one) => !replaced.has(one)), ...units];
}

interface Common {
  readonly from: Micros;
  readonly to: Micros;
  readonly members: readonly Stretch[];
}

const alone = (stretch: Stretch): Common => ({ ...stretch, members: [stretch] });

/** Both in order of time. */
function commonStretches(some: readonly Common[], others: readonly Stretch[]): Common[] {
  const common: Common[] = [];
  let j = 0;
  for (const one of some) {
    while (j < others.length && others[j]!.to < one.from) j += 1;
    for (let k = j; k < others.length && others[k]!.from <= one.to; k++) {
      const other = others[k]!;
      const [from, to] = [Math.max(one.from, other.from), Math.min(one.to, other.to)];
      common.push({ from, to, members: [...one.members, other] });
    }
  }
  return common;
}

/** When the series had no valid reading, in order of time. */
function stretchesOf(series: string, anomalies: readonly Anomaly[]): Stretch[] {
  return anomalies
    .flatMap((one): Stretch[] => {
      if (!one.channels.includes(series)) return [];
      const { from } = one;
      if (one.kind === 'DEAD') return [{ from, to: endOf(one), dead: one }];
      return one.kind === 'GAP' && one.evidence.open === 'START'
        ? [{ from, to: one.to ?? Number.POSITIVE_INFINITY, dead: null }]
        : [];
    })
    .sort((a, b) => a.from - b.from);
}

const endOf = ({ to }: DeadAnomaly): Micros => to ?? Number.POSITIVE_INFINITY;
const stepOf = ({ evidence }: DeadAnomaly): number => microsOf(evidence.stepSeconds);

/** What two that overlap by chance have in common is too short. */
function leastOf(dead: readonly DeadAnomaly[]): number {
  return deadAfterMicros(null, Math.max(...dead.map(stepOf)));
}

function deadUnit(
  unit: string,
  common: { readonly from: Micros; readonly to: Micros },
  dead: readonly DeadAnomaly[],
  whole: readonly DeadAnomaly[],
): DeadAnomaly {
  const from = Math.min(common.from, ...whole.map((one) => one.from));
  const end = Math.max(common.to, ...whole.map(endOf));
  const asOf = Math.max(...dead.map(({ current, to }) => current?.asOf ?? to ?? from));
  const to = Number.isFinite(end) ? end : asOf;
  const step = Math.min(...dead.map(stepOf));
  const lasts = dead.flatMap(({ evidence }) => evidence.lastValid ?? []).filter((at) => at <= from);
  const last = lasts.length === 0 ? null : Math.max(...lasts);
  const sum = (of: (evidence: DeadAnomaly['evidence']) => number) =>
    whole.reduce((total, { evidence }) => total + of(evidence), 0);
  const anomaly: DeadAnomaly = {
    ...dead[0]!,
    ...{ id: anomalyId('DEAD', unit, 'unit', last ?? from), from, to, severity: 'CRITICAL' },
    channels: [...new Set(dead.flatMap(({ channels }) => channels))].sort(),
    evidence: {
      ...(last !== null && { lastValid: last }),
      missingSamples: sum((one) => one.missingSamples),
      missingCodes: sum((one) => one.missingCodes),
      outOfRange: sum((one) => one.outOfRange),
      absent: sum((one) => one.absent),
      stepSeconds: step / MICROS_PER_SECOND,
      lengthSeconds: (to - from + step) / MICROS_PER_SECOND,
      ofUnit: true,
    },
  };
  const { current: _, ...over } = anomaly;
  return Number.isFinite(end) ? over : holdingAt(over, asOf);
}
