/** How far data go, and what is told of all of them: before anything is looked at closely. */
import { type CompletenessOnWire, completenessSchema } from '../../../shared/contract/completeness.ts';
import { type DeltaOnWire, deltaSchema } from '../../../shared/contract/deltas.ts';
import type { View } from '../chart/view.ts';
import type { Api } from '../stack/api.ts';
import { type Experiment, pathOf } from '../stack/experiment.ts';
import { type Shown, useAnswer } from '../stack/use-answer.ts';
import type { DrawnUnit, PairOnAxis } from './panel-units.ts';

const EVERY_MS = 60_000;
/** All of the time in as few windows as there are: its summary is wanted. */
const RESOLUTION = 'P30D';

export function useWholeDeltas(
  api: Api,
  experiment: string,
  pairs: readonly Experiment['pairs'][number][],
  channel: string,
): Shown<DeltaOnWire[]> {
  const ids = pairs.map(({ id }) => id);
  return useAnswer(
    `whole ${experiment} ${ids.join(' ')} ${channel}`,
    (signal) =>
      Promise.all(
        ids.map((pair) =>
          api.get(
            pathOf(experiment, 'deltas'),
            deltaSchema,
            { pair, channel, resolution: RESOLUTION },
            signal,
          ),
        ),
      ),
    EVERY_MS,
  );
}

export function useWholeSeries(
  api: Api,
  experiment: string,
  units: readonly string[],
  channel: string,
): Shown<CompletenessOnWire[]> {
  return useAnswer(
    `series ${experiment} ${units.join(' ')} ${channel}`,
    (signal) =>
      Promise.all(
        units.map((unit) =>
          api.get(pathOf(experiment, 'completeness'), completenessSchema, { unit, channel }, signal),
        ),
      ),
    EVERY_MS,
  );
}

/** On the axis; null where none of them has a sample. */
export function wholeOfDeltas(deltas: readonly DeltaOnWire[], pairs: readonly PairOnAxis[]): View | null {
  return hullOf(
    deltas.flatMap(({ pair, range, periodSeconds = 1 }) => {
      const zero = pairs.find((one) => one.pair.id === pair)?.zeroSeconds;
      if (range === null || zero === undefined || zero === null) return [];
      return [stretch(range.first, range.last, zero, periodSeconds)];
    }),
  );
}

export function wholeOfSeries(
  answers: readonly CompletenessOnWire[],
  units: readonly DrawnUnit[],
): View | null {
  return hullOf(
    answers.flatMap(({ series }) =>
      series.flatMap(({ unit, from, to, periodSeconds }) => {
        const zero = units.find((one) => one.unit === unit)?.zeroSeconds;
        if (from === null || to === null || zero === undefined) return [];
        return [stretch(from, to, zero, periodSeconds)];
      }),
    ),
  );
}

/** To the end of the last sample's period, so that a single one has a width too. */
function stretch(first: string, last: string, zero: number, periodSeconds: number): View {
  return { from: Date.parse(first) / 1000 - zero, to: Date.parse(last) / 1000 - zero + periodSeconds };
}

function hullOf(views: readonly View[]): View | null {
  if (views.length === 0) return null;
  return { from: Math.min(...views.map(({ from }) => from)), to: Math.max(...views.map(({ to }) => to)) };
}
