/** The curve of the channel around the anomaly, with the limit that decided, the twin and the siblings. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { deltaSchema } from '../../../../shared/contract/deltas.ts';
import { telemetrySchema } from '../../../../shared/contract/telemetry.ts';
import type { Anomaly } from '../../../../shared/domain/detect/registry.ts';
import { figureText } from '../../../../shared/domain/words/figure.ts';
import { spokenDuration } from '../../../../shared/domain/words/span.ts';
import { spokenUnit } from '../../../../shared/domain/words/spoken-unit.ts';
import { addressOf } from '../../address/route.ts';
import { Answer, Pending } from '../../parts/answer.tsx';
import { useZone } from '../../parts/zone.tsx';
import { axisText, zonedText, zoneName } from '../../parts/zoned-text.ts';
import type { Api } from '../../stack/api.ts';
import { stackNow } from '../../stack/clock.ts';
import { type Experiment, pathOf } from '../../stack/experiment.ts';
import { useAnswer } from '../../stack/use-answer.ts';
import { type Curve, pictureOf } from './curve-of.ts';
import { type Drawing, type DrawnUnit, drawingOf } from './drawing-of.ts';

const EVERY_MS = 60_000;
const MOST_POINTS = '400';

interface EvidenceProps {
  readonly api: Api;
  readonly experiment: Experiment;
  readonly anomaly: Anomaly;
}

export function Evidence({ api, experiment, anomaly }: EvidenceProps) {
  const drawing = drawingOf(anomaly, experiment);
  return (
    <section>
      <h2>Evidence</h2>
      {drawing.withheld.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {drawing.channel !== null && <Curves {...{ api, experiment, drawing }} channel={drawing.channel} />}
      {drawing.pair !== null && drawing.channel !== null && (
        <p>
          <a
            href={addressOf(experiment.id, 'twins', {
              pair: drawing.pair,
              channel: drawing.channel,
              axis: 'utc',
              from: isoOf(drawing.from),
              to: isoOf(drawing.to),
            })}
          >
            {drawing.pair} {drawing.channel}: flight and ground over each other
          </a>
        </p>
      )}
    </section>
  );
}

const isoOf = (millis: number): string => new Date(millis).toISOString();

interface CurvesProps {
  readonly api: Api;
  readonly experiment: Experiment;
  readonly drawing: Drawing;
  readonly channel: string;
}

function Curves({ api, experiment, drawing, channel }: CurvesProps) {
  const { from, to } = drawing;
  const asked = { from: isoOf(from), to: isoOf(to) };
  const key = `evidence ${experiment.id} ${channel} ${JSON.stringify([drawing.units, drawing.delta, asked])}`;
  const shown = useAnswer(
    key,
    async (signal) =>
      drawing.delta === null
        ? askUnits(api, experiment.id, drawing.units, asked, signal)
        : askDelta(api, experiment.id, drawing.delta, asked, signal),
    EVERY_MS,
  );
  return (
    <Answer of={shown} what={`the curve of ${channel}`}>
      {({ curves, ucum, pending, resolution }) => (
        <>
          <Pending pending={pending} />
          <Drawn {...{ drawing, curves, channel }} unit={spokenUnit(ucum).trim()} resolution={resolution} />
        </>
      )}
    </Answer>
  );
}

interface Asked {
  readonly curves: readonly Curve[];
  readonly ucum: string;
  readonly pending: number;
  readonly resolution: string;
}

async function askUnits(
  api: Api,
  experiment: string,
  units: readonly DrawnUnit[],
  range: { readonly from: string; readonly to: string },
  signal: AbortSignal,
): Promise<Asked> {
  const path = pathOf(experiment, 'telemetry');
  const answers = await Promise.all(
    units.map(({ unit, series }) =>
      api.get(path, telemetrySchema, { unit, channel: series, ...range, maxPoints: MOST_POINTS }, signal),
    ),
  );
  const [own] = answers;
  return {
    curves: answers.map(({ points }, i) => ({
      name: `${units[i]?.unit} ${units[i]?.series}`,
      role: units[i]?.role ?? 'sibling',
      points: points.map(({ t, mean, min, max, quality }) => ({
        ...{ t: Date.parse(t), mean, min, max },
        isGood: quality === 'GOOD',
      })),
    })),
    ucum: own?.ucum ?? '',
    pending: Math.max(0, ...answers.map((one) => one.pending)),
    resolution: own?.resolution ?? '',
  };
}

async function askDelta(
  api: Api,
  experiment: string,
  { pair, channel }: NonNullable<Drawing['delta']>,
  range: { readonly from: string; readonly to: string },
  signal: AbortSignal,
): Promise<Asked> {
  const { windows, ucum, pending, resolution } = await api.get(
    pathOf(experiment, 'deltas'),
    deltaSchema,
    { pair, channel, ...range },
    signal,
  );
  const points = windows.map(({ at, delta, quality }) => ({
    ...{ t: Date.parse(at), mean: delta, min: delta, max: delta },
    isGood: quality === 'GOOD',
  }));
  return {
    curves: [{ name: `${pair} ${channel}: flight minus ground`, role: 'own', points }],
    ucum,
    pending,
    resolution,
  };
}

interface DrawnProps {
  readonly drawing: Drawing;
  readonly curves: readonly Curve[];
  readonly channel: string;
  readonly unit: string;
  readonly resolution: string;
}

const HEIGHT = 260;

function Drawn({ drawing, curves, channel, unit, resolution }: DrawnProps) {
  const zone = useZone();
  const host = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(640);
  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    const measure = new ResizeObserver(() => setWidth(Math.max(280, element.clientWidth)));
    measure.observe(element);
    return () => measure.disconnect();
  }, []);
  const { from, to, levels, forecast, episode } = drawing;
  const picture = pictureOf({ ...{ from, to, width, height: HEIGHT, curves, levels, forecast } });
  const told = (at: number) => zonedText(at, stackNow(), zone);
  const named = curves.map(({ name, points }) => `${name}${points.length === 0 ? ' (nothing came)' : ''}`);
  return (
    <figure class="evidence">
      <figcaption>
        {named.join(', ')}, {told(from)} to {told(to)}; {unit === '' ? 'no unit' : unit}
        {resolution !== '' &&
          `, ${resolution === 'raw' ? 'each sample' : `windows of ${spokenDuration(resolution)}`}`}
      </figcaption>
      <div ref={host}>
        {picture === null ? (
          <p class="box">No valid reading of {channel} lies in this time.</p>
        ) : (
          <svg
            role="img"
            aria-label={`${named.join(', ')} around the finding`}
            width={width}
            height={HEIGHT}
            viewBox={`0 0 ${width} ${HEIGHT}`}
          >
            <rect
              class="span"
              x={picture.xOf(Math.max(from, episode.from))}
              width={Math.max(
                2,
                picture.xOf(Math.min(to, episode.to)) - picture.xOf(Math.max(from, episode.from)),
              )}
              y="0"
              height={picture.bottom}
            />
            {picture.doubted.map(({ x, width: wide }) => (
              <rect key={x} class="doubt" x={x} width={wide} y={picture.bottom - 6} height="6" />
            ))}
            {picture.yTicks.map(({ y, value }) => (
              <g key={value}>
                <line class="grid" x1={picture.left} x2={width} y1={y} y2={y} />
                <text x={picture.left - 6} y={y + 4} text-anchor="end">
                  {figureText(value)}
                </text>
              </g>
            ))}
            {picture.xTicks.map(({ x, t }) => (
              <g key={t}>
                <line class="grid" x1={x} x2={x} y1="0" y2={picture.bottom} />
                <text x={x} y={HEIGHT - 8} text-anchor={x > width - 50 ? 'end' : 'middle'}>
                  {axisText(t, zone)}
                </text>
              </g>
            ))}
            {picture.lines.toReversed().map(({ name, role, path, band }) => (
              <g key={name} class={role}>
                {band !== '' && <path class="band" d={band} />}
                <path class="line" d={path} />
              </g>
            ))}
            {picture.levels.map(({ name, value, y }) => (
              <g key={name} class="bound">
                <line x1={picture.left} x2={width} y1={y} y2={y} />
                <text x={width - 4} y={y - 4} text-anchor="end">
                  {name} {figureText(value)} {unit}
                </text>
              </g>
            ))}
            {picture.forecast !== null && (
              <g class="forecast">
                <path d={picture.forecast.path} />
                <line
                  x1={picture.forecast.soonest}
                  x2={picture.forecast.soonest}
                  y1="0"
                  y2={picture.bottom}
                />
                {picture.forecast.latest !== null && (
                  <line
                    x1={picture.forecast.latest}
                    x2={picture.forecast.latest}
                    y1="0"
                    y2={picture.bottom}
                  />
                )}
              </g>
            )}
            <text x="4" y="10">
              {unit}
            </text>
          </svg>
        )}
      </div>
      <ul class="alarm-legend" aria-label="How it is drawn">
        {curves.map(({ name, role }) => (
          <li key={name}>
            <span class={`alarm-swatch ${role}`} /> {name} ({ROLES[role]})
          </li>
        ))}
        <li>
          <span class="alarm-swatch span" /> the finding
        </li>
        {picture !== null && picture.doubted.length > 0 && (
          <li>
            <span class="alarm-swatch doubt" /> readings that are UNCERTAIN or BAD
          </li>
        )}
        <li>times in {zoneName(to, zone)}; a gap in a line is a gap in the data</li>
      </ul>
    </figure>
  );
}

const ROLES: Readonly<Record<Curve['role'], string>> = {
  own: 'judged',
  twin: 'its twin',
  sibling: 'sibling',
};
