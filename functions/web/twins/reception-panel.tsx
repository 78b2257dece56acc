import { useMemo } from 'preact/hooks';
import { telemetrySchema } from '../../../shared/contract/telemetry.ts';
import { countText } from '../../../shared/domain/words/count.ts';
import { spokenUnit } from '../../../shared/domain/words/spoken-unit.ts';
import { Chart } from '../chart/chart.tsx';
import type { ChartLine } from '../chart/chart-props.ts';
import { Answer } from '../parts/answer.tsx';
import type { Api } from '../stack/api.ts';
import { type Experiment, pathOf } from '../stack/experiment.ts';
import { askReceipts } from '../stack/receipts.ts';
import { useAnswer } from '../stack/use-answer.ts';
import { dashOf } from './panel-units.ts';
import { curveByReception } from './reception.ts';
import { useClock } from './use-clock.ts';
import type { Looking } from './use-view.ts';
import { ZoomButtons } from './zoom-buttons.tsx';

const EVERY_MS = 60_000;
const POINTS = '5000';
const COLOURS = ['flight', 'ground', 'delta', 'onboard'];
/** No file comes more often. */
const LEAST_SECONDS = 1;
/** Beside the first and the last: a file that came alone stands in some minutes, not in a second. */
const BESIDE_SECONDS = 300;

interface ReceptionPanelProps {
  readonly api: Api;
  readonly experiment: Experiment;
  readonly channel: Experiment['channels'][number];
  readonly looking: Looking;
  readonly units: readonly string[];
}

/** Each file one point: what it brought of a channel, at the time when it was announced. */
export function ReceptionPanel({ api, experiment, channel, looking, units }: ReceptionPanelProps) {
  const clock = useClock();
  const shown = useAnswer(
    `reception ${experiment.id} ${units.join(' ')} ${channel.id}`,
    async (signal) => {
      const ask = (unit: string) =>
        api.get(
          pathOf(experiment.id, 'telemetry'),
          telemetrySchema,
          { unit, channel: channel.id, maxPoints: POINTS },
          signal,
        );
      const [receipts, ...series] = await Promise.all([
        askReceipts(api, { experiment: experiment.id }, signal),
        ...units.map(ask),
      ]);
      return { receipts, series };
    },
    EVERY_MS,
  );
  const found = useMemo(
    () =>
      (shown.answer?.series ?? []).map((one) => ({
        unit: one.unit,
        ...curveByReception(one, shown.answer?.receipts.receipts ?? [], one.unit, channel.id),
      })),
    [shown.answer],
  );
  const lines = found.map(({ unit, curve }, i): ChartLine => {
    const dash = dashOf(i);
    const colour = COLOURS[i % COLOURS.length] ?? 'flight';
    return {
      label: unit,
      colour,
      curve,
      ...(dash !== null && { dash }),
      doubtsIn: [i / found.length, (i + 1) / found.length],
    };
  });
  const places = found.flatMap(({ curve }) => curve.x);
  const whole =
    places.length === 0
      ? null
      : { from: Math.min(...places) - BESIDE_SECONDS, to: Math.max(...places) + BESIDE_SECONDS };
  return (
    <Answer of={shown} what={`when ${channel.id} arrived`}>
      {({ receipts }) => (
        <>
          <p class="soft">
            Each point is what one file brought of {channel.id}: mean, and least to greatest, at the time when
            the file was announced. Where files overlap, the first that holds a time counts.
          </p>
          {found.map(
            ({ unit, unknown }) =>
              unknown > 0 && (
                <p class="box" key={unit}>
                  Of {countText(unknown, 'window')} of {unit} no receipt says when they came.
                </p>
              ),
          )}
          {receipts.damaged > 0 && (
            <p class="box failure">{countText(receipts.damaged, 'receipt')} cannot be shown.</p>
          )}
          {whole === null ? (
            <p class="box">
              No file has brought {channel.id} of {units.join(', ')} yet.
            </p>
          ) : (
            <>
              <ZoomButtons axis="reception" whole={whole} periodSeconds={LEAST_SECONDS} looking={looking} />
              <section class="panel">
                <Chart
                  title={`${channel.id} of ${units.join(', ')} by reception`}
                  unit={spokenUnit(channel.unit).trim()}
                  view={looking.view ?? whole}
                  bounds={{ whole, least: LEAST_SECONDS }}
                  clock={clock}
                  lines={lines}
                  events={[]}
                  phases={[]}
                  height={300}
                  isSharp={true}
                  onView={looking.onView}
                />
              </section>
            </>
          )}
        </>
      )}
    </Answer>
  );
}
