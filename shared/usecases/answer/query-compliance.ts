/** As planned against as run: what the ground unit of a pair did of what its flight unit gave it. */
import type { ComplianceOnWire, ConductQuery } from '../../contract/conduct.ts';
import { notJudgedText } from '../../domain/conduct/cause-words.ts';
import type { ControlChannel } from '../../domain/conduct/control-rules.ts';
import { type Followed, followed } from '../../domain/conduct/follow.ts';
import { NOT_JUDGED } from '../../domain/conduct/issue-row.ts';
import { type StepOutcome, stepOutcomes } from '../../domain/conduct/steps.ts';
import { isoDuration } from '../../domain/duration.ts';
import { answerRulesOf } from '../../domain/experiment/answer-rules.ts';
import { bucketDaysOf } from '../../domain/experiment/bucket-days.ts';
import { microsOf } from '../../domain/telemetry/rule.ts';
import { isoOf, MICROS_PER_SECOND, type Micros } from '../../domain/time.ts';
import { joined } from '../../domain/timeline/interval.ts';
import { countText, groupedText } from '../../domain/words/count.ts';
import { derived } from '../../domain/words/derived.ts';
import { figureText, percentText, significantText } from '../../domain/words/figure.ts';
import { exactSpanText } from '../../domain/words/span.ts';
import { spokenUnit } from '../../domain/words/spoken-unit.ts';
import { digestOf } from '../../formats/digest.ts';
import type { Ports } from '../../ports.ts';
import { readUnderOther } from '../heads/read-under-other.ts';
import { readFindings, stuckStretches } from '../judge/read-findings.ts';
import { both, waitingOf, waitingOnWire } from '../known/stopped-work.ts';
import { refuseTooManySteps, widened } from './control-range.ts';
import { type ControlPlan, planControl } from './plan-control.ts';
import { notStepsText, stepsSentence } from './query-conduct.ts';
import { readBlocks } from './read-blocks.ts';
import { headsOf } from './read-unit.ts';

/**
 * Steps with their lateness, and per channel the ground's medians minus the set-points, judged by what the flight's data
 * say now: also where the ground could not know it in time. What could not be judged is counted by reason.
 */
export async function queryCompliance(
  ports: Ports,
  experiment: string,
  query: ConductQuery,
): Promise<ComplianceOnWire> {
  const plan = await planControl(ports, experiment, query);
  const { loaded, rules, profiles } = plan;
  const { pair, delayMicros, channels } = rules;
  const now = ports.clock.now();
  const ground = await readGround(ports, plan);
  const outcomes = stepOutcomes(plan.steps, await groundEvents(plan), pair.ground, now);
  return {
    ...{ ground: pair.ground, flight: pair.flight, pair: pair.id },
    delay: isoDuration(delayMicros / MICROS_PER_SECOND),
    at: isoOf(now),
    steps: outcomes.map(stepOnWire),
    stepsSentence: outcomesSentence(plan, outcomes),
    channels: channels.map((channel, i) => {
      const { series, period, twin } = channel.ground;
      const rule = {
        ...{ blockMicros: channel.blockMicros, periodMicros: microsOf(period), delayMicros, now },
        margin: channel.flight.twin.margin ?? twin.margin,
        stuck: ground.stuckOf(series),
      };
      const judged = followed(rule, profiles[i]!.rows, ground.blocks.get(series) ?? []);
      return channelOnWire(channel, rule.margin, judged, pair.ground);
    }),
    leftOut: [...rules.leftOut],
    snapshot: `sha256:${digestOf([plan.snapshot, ground.inputs, outcomes])}`,
    ...waitingOnWire(plan.owed.upstream, both(plan.waiting, ground.waiting)),
    ...(await readUnderOther(ports, loaded, [...plan.heads, ...ground.heads])),
  };
}

async function readGround(ports: Ports, { loaded, rules, span, owed }: ControlPlan) {
  const { experiment, generation, index } = loaded;
  const { pair, delayMicros, channels } = rules;
  const wide = widened({ from: span.from + delayMicros, to: span.to + delayMicros }, channels);
  const at = { experiment, generation, unit: pair.ground, days: bucketDaysOf(index, pair.ground) };
  const heads = await headsOf(ports, at, wide);
  const { record, anomalies } = await readFindings(ports, experiment, generation, 'unit', pair.ground);
  const stuckOf = (series: string) => joined(stuckStretches(anomalies, series));
  const wanted = new Map(
    channels.map(({ ground: { series }, blockMicros }) => [
      series,
      { blockMicros, shiftMicros: delayMicros, stuck: stuckOf(series) },
    ]),
  );
  const segments = heads.flatMap((head) =>
    head.entries.flatMap((entry) => entry.segments.map(({ key }) => key)),
  );
  return {
    heads,
    blocks: await readBlocks(ports, experiment, answerRulesOf(index, pair.ground), heads, wanted, wide),
    stuckOf,
    inputs: [segments, record?.anomalies?.digest ?? null],
    waiting: waitingOf(owed.stopped, loaded, heads, [record]),
  };
}

/** Those of the range that was asked for, moved to the ground's clock. */
async function groundEvents({ loaded, rules, range: { from, to } }: ControlPlan) {
  const { delayMicros, pair } = rules;
  const events = (await loaded.events()).filter(
    ({ at }) => at - delayMicros >= from && at - delayMicros < to,
  );
  refuseTooManySteps(events.filter(({ unit }) => unit === pair.ground).length, pair.ground);
  return events;
}

function stepOnWire({ planned, ranAt, ...rest }: StepOutcome): ComplianceOnWire['steps'][number] {
  return {
    ...rest,
    flightAt: isoOrNull(planned?.flightAt ?? null),
    plannedAt: isoOrNull(planned?.plannedAt ?? null),
    ranAt: isoOrNull(ranAt),
  };
}

const isoOrNull = (at: Micros | null) => (at === null ? null : isoOf(at));

function outcomesSentence(plan: ControlPlan, outcomes: readonly StepOutcome[]): string {
  const count = (which: StepOutcome['outcome']) => outcomes.filter(({ outcome }) => outcome === which).length;
  const others = (['missing', 'due', 'extra'] as const).flatMap((which) =>
    count(which) === 0 ? [] : [`${count(which)} ${which}`],
  );
  if (plan.steps.length === 0) return [stepsSentence(plan), ...others].join('; ');
  const worst = outcomes.reduce((most, { latenessSeconds }) => {
    const late = latenessSeconds ?? 0;
    return Math.abs(late) > Math.abs(most) ? late : most;
  }, 0);
  const farthest = count('ran') === 0 ? '' : `; farthest from its plan: ${lateText(worst)}`;
  return `${[`${count('ran')} of ${countText(plan.steps.length, 'step')} ran`, ...others].join(', ')}${farthest}${notStepsText(plan)}`;
}

/** `5 min late`, `2 h early`, `on time`. */
function lateText(seconds: number): string {
  if (seconds === 0) return 'on time';
  return `${exactSpanText(Math.abs(seconds) * MICROS_PER_SECOND)} ${seconds < 0 ? 'early' : 'late'}`;
}

function channelOnWire(
  { flight: { channel, ucum }, blockMicros }: ControlChannel,
  margin: number | null,
  judged: Followed,
  ground: string,
): ComplianceOnWire['channels'][number] {
  const { between, mean, worst, notJudged, ...counts } = judged;
  return {
    ...{ channel, ucum, margin, ...counts },
    blockSeconds: blockMicros / MICROS_PER_SECOND,
    from: isoOrNull(between?.from ?? null),
    to: isoOrNull(between?.to ?? null),
    mean: mean === null ? null : derived(mean),
    worst: worst === null ? null : { value: derived(worst.value), at: isoOf(worst.at) },
    notJudged: { ...notJudged },
    sentence: sentenceOf(channel, ucum, margin, judged, ground),
  };
}

function sentenceOf(
  channel: string,
  ucum: string,
  margin: number | null,
  { toFollow, judged, judgedSeconds, coverage, mean, worst, withinMargin, notJudged }: Followed,
  ground: string,
): string {
  const unit = spokenUnit(ucum);
  const left = NOT_JUDGED.flatMap((reason) => {
    const blocks = notJudged[reason] ?? 0;
    return blocks === 0 ? [] : [`${groupedText(blocks)} ${notJudgedText(reason)}`];
  });
  const rest = left.length === 0 ? '' : `; not judged: ${left.join(', ')}`;
  if (mean === null || worst === null)
    return `${channel}: nothing of ${ground} could be judged, of ${countText(toFollow, 'block')} with a set-point that are over${rest}`;
  const over = `${groupedText(judged)} of ${countText(toFollow, 'block')} with a set-point that are over (${percentText(coverage)}; ${exactSpanText(judgedSeconds * MICROS_PER_SECOND)})`;
  const share =
    margin === null
      ? 'no margin is declared, so no share within it'
      : `${percentText(withinMargin)} within ±${figureText(margin)}${unit}`;
  return `${channel}: ${share}; mean ${offText(mean)}${unit}, worst ${offText(worst.value)}${unit} at ${isoOf(worst.at)}; judged over ${over}${rest}`;
}

/** A deviation is known to three digits at best. */
function offText(value: number): string {
  return significantText(value, 3);
}
