import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { type TelemetryOnWire, telemetrySchema } from '../../../shared/contract/telemetry.ts';
import { isoOf, MICROS_PER_SECOND } from '../../../shared/domain/time.ts';
import type { Wanted } from '../chart/levels.ts';
import { type Curve, curveOfTelemetry, NO_CURVE } from '../chart/series-of.ts';
import type { Api, CallFailure } from '../stack/api.ts';
import { pathOf } from '../stack/experiment.ts';
import { type Looked, Patches } from '../stack/patches.ts';
import type { DrawnUnit } from './panel-units.ts';

const RENEW_MS = 60_000;
const FEWEST_POINTS = 2;

export interface CurvesOfUnits {
  /** Of each unit, in the order asked for. */
  readonly curves: readonly Curve[];
  readonly answers: readonly (TelemetryOnWire | null)[];
  /** All are at the resolution that fits the view. */
  readonly isSharp: boolean;
  readonly failure: CallFailure | null;
}

/** The curves of a channel of several units where somebody looks, as sharp as they are here by now. */
export function useCurves(
  api: Api,
  experiment: string,
  channel: string,
  units: readonly DrawnUnit[],
  looked: Looked | null,
): CurvesOfUnits {
  const [, redraw] = useState(0);
  const kept = useRef(new Map<string, Patches<TelemetryOnWire>>());
  const keys = units.map(({ unit, zeroSeconds }) => `${channel} ${unit} ${zeroSeconds}`);
  const patches = useMemo(() => {
    for (const [key, one] of kept.current)
      if (!keys.includes(key)) {
        one.stop();
        kept.current.delete(key);
      }
    return units.map((unit, i) => {
      const key = keys[i] ?? '';
      const known = kept.current.get(key);
      if (known !== undefined) return known;
      const ask = (wanted: Wanted, signal: AbortSignal) =>
        api.get(pathOf(experiment, 'telemetry'), telemetrySchema, queryOf(channel, unit, wanted), signal);
      const made = new Patches(ask, () => redraw((n) => n + 1));
      kept.current.set(key, made);
      return made;
    });
  }, [api, experiment, keys.join('|')]);
  useEffect(() => {
    if (looked !== null) for (const one of patches) one.look(looked);
  }, [patches, looked?.view.from, looked?.view.to, looked?.at, looked?.whole?.from, looked?.whole?.to]);
  useEffect(() => {
    const renew = () => {
      if (!document.hidden) for (const one of patches) one.renew();
    };
    const timer = setInterval(renew, RENEW_MS);
    return () => clearInterval(timer);
  }, [patches]);
  useEffect(
    () => () => {
      for (const one of kept.current.values()) one.stop();
    },
    [],
  );
  const answers =
    looked === null ? patches.map(() => null) : patches.map((one) => one.best(looked)?.data ?? null);
  const curves = useMemo(
    () => answers.map((answer, i) => curveIn(answer, units[i], looked?.periodSeconds ?? 1)),
    [...answers, keys.join('|')],
  );
  return {
    ...{ curves, answers },
    isSharp: looked !== null && patches.every((one) => one.isSharp(looked)),
    failure: patches.find(({ failure }) => failure !== null)?.failure ?? null,
  };
}

function queryOf(channel: string, { unit, zeroSeconds }: DrawnUnit, { from, to, step }: Wanted) {
  const iso = (x: number) => isoOf(Math.round((x + zeroSeconds) * MICROS_PER_SECOND));
  const maxPoints = Math.max(FEWEST_POINTS, Math.ceil((to - from) / step) + 1);
  return { unit, channel, from: iso(from), to: iso(to), maxPoints: String(maxPoints) };
}

function curveIn(answer: TelemetryOnWire | null, unit: DrawnUnit | undefined, periodSeconds: number): Curve {
  if (answer === null || unit === undefined) return NO_CURVE;
  return curveOfTelemetry(answer, periodSeconds, (epochSeconds) => epochSeconds - unit.zeroSeconds);
}
