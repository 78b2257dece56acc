/** How well the twins go together at each lag, and what the verdict on their alignment rests on. Fetched where it is opened. */
import { type AlignmentOnWire, alignmentSchema } from '../../../shared/contract/alignment.ts';
import type { DeltaOnWire } from '../../../shared/contract/deltas.ts';
import { linearScale } from '../../../shared/domain/axis/scale.ts';
import { valueTicks } from '../../../shared/domain/axis/ticks.ts';
import { lagText } from '../../../shared/domain/lag/silence-text.ts';
import { MICROS_PER_SECOND } from '../../../shared/domain/time.ts';
import { countText } from '../../../shared/domain/words/count.ts';
import { significantText } from '../../../shared/domain/words/figure.ts';
import { typedIso } from '../../../shared/domain/words/instant.ts';
import { spanText } from '../../../shared/domain/words/span.ts';
import { Answer, Pending } from '../parts/answer.tsx';
import type { Api } from '../stack/api.ts';
import { pathOf } from '../stack/experiment.ts';
import { useAnswer } from '../stack/use-answer.ts';
import { lagPath, lagTicks, rangeOfLags } from './lag-points.ts';

const EVERY_MS = 120_000;

interface LagPlotProps {
  readonly api: Api;
  readonly experiment: string;
  /** Over all there is. */
  readonly delta: DeltaOnWire;
}

export function LagPlot({ api, experiment, delta }: LagPlotProps) {
  const { pair, channel, alignment } = delta;
  const shown = useAnswer(
    `alignment ${experiment} ${pair}`,
    (signal) => api.get(pathOf(experiment, 'alignment'), alignmentSchema, { pair }, signal),
    EVERY_MS,
  );
  return (
    <Answer of={shown} what={`the alignment of ${pair}`}>
      {(answer) => {
        const drawn = answer.channels.filter(({ points }) => points.length > 0);
        return (
          <>
            <Verdict alignment={alignment} />
            <Pending {...answer} />
            {drawn.length === 0 && (
              <p class="box">Of no channel enough is common to both units to compare lags.</p>
            )}
            <div class="lags">
              {drawn
                .toSorted((a, b) => Number(b.channel === channel) - Number(a.channel === channel))
                .map((one) => (
                  <Curve key={one.channel} curve={one} applied={answer.lagSeconds} />
                ))}
            </div>
            <ul>
              {answer.channels.flatMap(({ channel: name, silent }) =>
                silent === undefined ? [] : [<li key={name}>Does not vote: {silent}</li>],
              )}
              {answer.notRead.length > 0 && (
                <li>Not read for the lag, since enough others are: {answer.notRead.join(', ')}</li>
              )}
            </ul>
          </>
        );
      }}
    </Answer>
  );
}

/** Lags are beyond the planned delay. */
function Verdict({ alignment }: Pick<DeltaOnWire, 'alignment'>) {
  const { verdict, lagSeconds, estimatedLagSeconds, lagUncertaintySeconds, secondLagSeconds } = alignment;
  const { votes, lagsByThird, realisedOffset, sharedClock, reasons } = alignment;
  const span = (seconds: number) => spanText(seconds * MICROS_PER_SECOND);
  return (
    <>
      <p>
        <strong>Alignment over all time: {verdict}</strong>. {reasons.join('; ')}
      </p>
      <ul>
        <li>
          The ground is moved by {lagText(lagSeconds)} beyond the planned delay
          {sharedClock && ', and one clock stamped both'}.
        </li>
        <li>
          {estimatedLagSeconds === null
            ? 'The data show no one lag.'
            : `The data show ${lagText(estimatedLagSeconds)}${lagUncertaintySeconds === null ? '' : ` ± ${span(lagUncertaintySeconds)}`}, by ${countText(votes.length, 'vote')}: ${votes.map((vote) => `${vote.channel} ${lagText(vote.lagSeconds)} ± ${span(vote.uncertaintySeconds)} (correlation ${significantText(vote.correlation, 3)})`).join('; ')}.`}
        </li>
        <li>
          {secondLagSeconds === null
            ? 'No other lag stands out.'
            : `The lag that fits second best is ${lagText(secondLagSeconds)}.`}
        </li>
        <li>
          {lagsByThird.length === 0
            ? 'By thirds of the time the lag is not known.'
            : `By thirds of the time: ${lagsByThird.map((third) => `${typedIso(third.from)} to ${typedIso(third.to)} ${lagText(third.lagSeconds)} ± ${span(third.uncertaintySeconds)}`).join('; ')}.`}
        </li>
        {realisedOffset !== null && (
          <li>
            After it, samples of pairs are {span(Math.abs(realisedOffset.medianSeconds))} apart in the median,{' '}
            {span(realisedOffset.maxSeconds)} at most.
          </li>
        )}
      </ul>
    </>
  );
}

const WIDTH = 560;
const HEIGHT = 200;
const LEFT = 56;
const RIGHT = 16;
const TOP = 14;
const BOTTOM = 160;

interface CurveProps {
  readonly curve: AlignmentOnWire['channels'][number];
  readonly applied: number;
}

function Curve({ curve: { channel, points, best, second, needed, stepSeconds }, applied }: CurveProps) {
  const [from, to] = rangeOfLags(points);
  const x = linearScale(from, to, LEFT, WIDTH - RIGHT);
  const values = points.map(({ agreement }) => agreement);
  const y = linearScale(Math.min(0, ...values), Math.max(needed, ...values) * 1.08, BOTTOM, TOP);
  const said =
    best === null
      ? 'no peak'
      : `best ${lagText(best.lagSeconds)}${best.agreement < needed ? ', below what a vote needs' : ''}`;
  return (
    <figure class="lag">
      <figcaption>
        {channel}: {said}
        {second !== null && `; second ${lagText(second.lagSeconds)}`}
        {stepSeconds !== null && `; in cells of ${spanText(stepSeconds * MICROS_PER_SECOND)}`}
      </figcaption>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={`agreement of ${channel} by lag: ${said}`}
      >
        {valueTicks(y.from, y.to, 5).map(({ at, label }) => (
          <g key={label}>
            <line class="grid" x1={LEFT} x2={WIDTH - RIGHT} y1={y(at)} y2={y(at)} />
            <text x={LEFT - 6} y={y(at) + 4} text-anchor="end">
              {label}
            </text>
          </g>
        ))}
        {lagTicks(from, to).map((lag) => (
          <text key={lag} x={x(lag)} y={BOTTOM + 16} text-anchor="middle">
            {lagText(lag)}
          </text>
        ))}
        <text class="soft" x={(LEFT + WIDTH - RIGHT) / 2} y={HEIGHT - 6} text-anchor="middle">
          lag beyond the planned delay
        </text>
        <text class="soft" transform={`translate(12 ${(TOP + BOTTOM) / 2}) rotate(-90)`} text-anchor="middle">
          agreement (standard errors)
        </text>
        <line class="needed" x1={LEFT} x2={WIDTH - RIGHT} y1={y(needed)} y2={y(needed)} />
        <text class="soft" x={WIDTH - RIGHT} y={y(needed) - 4} text-anchor="end">
          a vote needs {needed}
        </text>
        <line class="applied" x1={x(applied)} x2={x(applied)} y1={TOP} y2={BOTTOM} />
        <path class="agreement" d={lagPath(points, x, y)} />
        {best !== null && (
          <path class="best" d={`M${x(best.lagSeconds)} ${y(best.agreement) - 8}l5 -9h-10z`} />
        )}
        {second !== null && (
          <circle class="second" cx={x(second.lagSeconds)} cy={y(second.agreement)} r="5" />
        )}
      </svg>
      <p class="soft">▼ best, ○ second best; dashed upright: where the ground is laid now</p>
    </figure>
  );
}
