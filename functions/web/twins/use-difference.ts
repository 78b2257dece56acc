import { useEffect, useRef, useState } from 'preact/hooks';
import { type DeltaOnWire, deltaSchema } from '../../../shared/contract/deltas.ts';
import { isoOf, MICROS_PER_SECOND } from '../../../shared/domain/time.ts';
import { stepFor } from '../chart/levels.ts';
import type { View } from '../chart/view.ts';
import type { Api } from '../stack/api.ts';
import { pathOf } from '../stack/experiment.ts';
import type { Looked } from '../stack/patches.ts';
import { type Shown, useAnswer } from '../stack/use-answer.ts';
import type { PairOnAxis } from './panel-units.ts';

/** Not with each notch of a wheel: a difference is laid of pairs, which takes the stack longer than a curve. */
const SETTLED_MS = 600;
const EVERY_MS = 60_000;

export interface Difference {
  readonly delta: DeltaOnWire;
  readonly of: PairOnAxis;
  /** What was asked for, on the axis; null: all. */
  readonly view: View | null;
  readonly step: number;
}

/** The differences of pairs over exactly what is looked at, once the view stands still; until then those of before. */
export function useDifferences(
  api: Api,
  experiment: string,
  channel: string,
  pairs: readonly PairOnAxis[],
  looked: Looked | null,
  isWhole: boolean,
): {
  readonly shown: Shown<Difference[]>;
  readonly drawn: readonly Difference[];
  readonly isOfView: boolean;
} {
  const view = looked === null || isWhole ? null : looked.view;
  const settled = useSettled(view);
  const step = looked === null ? null : stepOf(settled ?? looked.whole, looked.periodSeconds);
  const ids = pairs.map(({ pair }) => pair.id).join(' ');
  const key = `differences ${experiment} ${ids} ${channel} ${settled?.from} ${settled?.to} ${step}`;
  const shown = useAnswer(
    key,
    async (signal) =>
      step === null
        ? []
        : Promise.all(
            pairs.map((of) => askDifference(api, experiment, channel, of, { view: settled, step }, signal)),
          ),
    EVERY_MS,
  );
  const kept = useRef<readonly Difference[]>([]);
  const isKnown = shown.answer !== null && shown.answer.length > 0;
  if (isKnown) kept.current = shown.answer ?? [];
  const isOfView = isKnown && settled?.from === view?.from && settled?.to === view?.to;
  return { shown, drawn: kept.current.filter(({ delta }) => delta.channel === channel), isOfView };
}

const stepOf = (view: View | null, periodSeconds: number): number | null =>
  view === null ? null : stepFor(view.to - view.from, periodSeconds);

async function askDifference(
  api: Api,
  experiment: string,
  channel: string,
  of: PairOnAxis,
  { view, step }: { readonly view: View | null; readonly step: number },
  signal: AbortSignal,
): Promise<Difference> {
  const iso = (x: number) => isoOf(Math.round((x + (of.zeroSeconds ?? 0)) * MICROS_PER_SECOND));
  const query = {
    ...{ pair: of.pair.id, channel, resolution: `PT${step}S` },
    ...(view !== null && { from: iso(view.from), to: iso(view.to) }),
  };
  const delta = await api.get(pathOf(experiment, 'deltas'), deltaSchema, query, signal);
  return { delta, of, view, step };
}

/** What it was when it last stood still. */
function useSettled(view: View | null): View | null {
  const [settled, setSettled] = useState(view);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(view), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [view?.from, view?.to]);
  return settled;
}
