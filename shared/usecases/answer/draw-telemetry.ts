/** One channel of one unit as a picture. */
import type { TelemetryOnWire } from '../../contract/telemetry.ts';
import { spoiltText } from '../../domain/downlink/spoilt.ts';
import { parseInstant } from '../../domain/instant.ts';
import { unitReference } from '../../domain/timeline/event.ts';
import type { Interval } from '../../domain/timeline/interval.ts';
import { phaseIntervals } from '../../domain/timeline/phase.ts';
import { countText } from '../../domain/words/count.ts';
import { spokenUnit } from '../../domain/words/spoken-unit.ts';
import type { Figure, FigurePhase } from '../../formats/svg/figure.ts';
import { svgDocument } from '../../formats/svg/svg-document.ts';
import type { Ports } from '../../ports.ts';
import { type LoadedExperiment, loadExperiment } from '../known/load-experiment.ts';
import {
  type Axis,
  eventsOn,
  findingsOf,
  foundOn,
  gapsOn,
  onAxis,
  pointsOn,
  stepOf,
  timeAxis,
} from './figure-marks.ts';
import { knownGaps } from './known-gaps.ts';
import { listAnomalies } from './list-anomalies.ts';
import { queryTelemetry, type TelemetryQuery } from './query-telemetry.ts';
import { seriesAsked } from './series-asked.ts';
import { withoutValueText } from './without-value.ts';

/** Of a line of a picture. */
export const MOST_POINTS_DRAWN = 2000;
const USUAL_POINTS = 1000;

/**
 * SVG of what `queryTelemetry` answers, of at most 2,000 points, with phases, events and findings, and what is pending.
 * Refuses what that refuses.
 */
export async function drawTelemetry(
  ports: Ports,
  experiment: string,
  { maxPoints = USUAL_POINTS, ...query }: TelemetryQuery,
): Promise<string> {
  const loaded = await loadExperiment(ports, experiment);
  const most = Math.min(maxPoints, MOST_POINTS_DRAWN);
  const telemetry = await queryTelemetry(ports, experiment, { ...query, maxPoints: most });
  const { pending: judging, ...found } = await listAnomalies(ports, experiment, {
    ...{ unit: query.unit, channel: query.channel, from: query.from, to: query.to },
  });
  const series = seriesAsked(loaded.index, telemetry.unit, telemetry.channel);
  const extent = {
    ...(query.from !== undefined && { from: query.from }),
    ...(query.to !== undefined && { to: query.to }),
  };
  const gaps = await knownGaps(ports, loaded, telemetry.unit, series, extent);
  const figure = await figureOf(loaded, telemetry, gaps, { ...found, pending: judging });
  return svgDocument(`${experiment} ${figure.title}`, [figure]);
}

async function figureOf(
  loaded: LoadedExperiment,
  telemetry: TelemetryOnWire,
  gaps: readonly Interval[],
  found: Awaited<ReturnType<typeof listAnomalies>>,
): Promise<Figure> {
  const { index, definition } = loaded;
  const { unit, channel, ucum, points, resolution, without } = telemetry;
  const spoilt = without === undefined ? '' : spoiltText(without);
  const blank = withoutValueText(telemetry);
  const events = await loaded.events();
  const reference = unitReference(events, definition.reference, unit);
  const [first, last] = [points[0], points.at(-1)].map((one) =>
    one === undefined ? null : parseInstant(one.t),
  );
  const { zero, ...time } = timeAxis(reference, unit, first ?? null);
  const axis: Axis = { zero, shift: 0 };
  const step = stepOf(telemetry, seriesAsked(index, unit, channel).period);
  const pending = Math.max(telemetry.pending, found.pending);
  return {
    title: `${unit} ${channel}${spoilt === '' ? '' : `, ${spoilt}`}${pending === 0 ? '' : ` (${countText(pending, 'input')} pending)`}`,
    description: `${channel} of ${unit} over time, ${countText(points.length, 'point')} (${resolution}); a line ends where samples lack${spoilt === '' ? '' : `; without a valid reading: ${spoilt}`}`,
    ...(blank !== '' && { empty: `no valid reading in this range: ${blank}` }),
    unit: spokenUnit(ucum).trim(),
    ...time,
    lines: [
      {
        ...{ side: 'flight', name: `${unit} ${channel}`, points: pointsOn(axis, telemetry), step },
        gaps: gapsOn(axis, gaps, found, { unit, channel }),
      },
    ],
    delta: null,
    said: [],
    phases: phasesOf(loaded, events, unit, axis, { from: first ?? 0, to: (last ?? 0) + 1 }),
    events: eventsOn(axis, events, unit, ({ name }) => name),
    ...foundOn(
      findingsOf(found, channel, () => true),
      () => axis,
    ),
  };
}

function phasesOf(
  { definition: { phases } }: LoadedExperiment,
  events: Awaited<ReturnType<LoadedExperiment['events']>>,
  unit: string,
  axis: Axis,
  range: Interval,
): FigurePhase[] {
  return phases.flatMap((phase) =>
    phaseIntervals(phases, events, unit, range, (one) => one === phase).map(({ from, to }) => ({
      ...{ name: phase.id, armed: phase.armed },
      ...{ from: onAxis(axis, from), to: onAxis(axis, to) },
    })),
  );
}
