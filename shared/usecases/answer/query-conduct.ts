import type { ConductOnWire, ConductQuery, IssueRowOnWire } from '../../contract/conduct.ts';
import type { IssueBefore, ToldRow } from '../../domain/conduct/issue-row.ts';
import { reissue } from '../../domain/conduct/reissue.ts';
import { rowOfStep } from '../../domain/conduct/steps.ts';
import { isoDuration } from '../../domain/duration.ts';
import { duration } from '../../domain/experiment/scalars.ts';
import { Refusal } from '../../domain/refusal.ts';
import { isoOf, MICROS_PER_SECOND, type Micros } from '../../domain/time.ts';
import { countText } from '../../domain/words/count.ts';
import { derived } from '../../domain/words/derived.ts';
import { typedCommand } from '../../domain/words/typed-command.ts';
import type { Ports } from '../../ports.ts';
import { readUnderOther } from '../heads/read-under-other.ts';
import { waitingOnWire } from '../known/stopped-work.ts';
import { type ControlPlan, planControl } from './plan-control.ts';

/** As many as an issue may have that is sent with the next question. */
const MOST_ROWS = 6000;

/**
 * What the ground unit is to do, as an issue: after the one that it has, where that is handed in. Nothing is stored, so
 * the same question has the same answer until data, events, definition or the ground's clock change it.
 */
export async function queryConduct(
  ports: Ports,
  experiment: string,
  query: ConductQuery,
  before: IssueBefore | null = null,
): Promise<ConductOnWire> {
  const plan = await planControl(ports, experiment, query);
  const { rules, profiles, steps, span } = plan;
  const delay = isoDuration(rules.delayMicros / MICROS_PER_SECOND);
  if (before !== null) refuseOther(before, { ground: rules.pair.ground, delay });
  // A chamber is programmed in whole seconds.
  const now = Math.floor(ports.clock.now() / MICROS_PER_SECOND) * MICROS_PER_SECOND;
  const next = [...profiles.flatMap(({ rows }) => rows), ...steps.map(rowOfStep)];
  const { rows, ...issue } = reissue(before?.rows ?? [], next, now);
  refuseTooMany(rows.length);
  const ucumOf = new Map(rules.channels.map(({ flight }) => [flight.channel, flight.ucum]));
  const onGround = (at: Micros) => isoOf(at + rules.delayMicros);
  return {
    ...{ ground: rules.pair.ground, flight: rules.pair.flight, pair: rules.pair.id, delay },
    issue: { ...issue, at: isoOf(now) },
    ...{ from: onGround(span.from), to: onGround(span.to) },
    channels: channelsOf(plan),
    leftOut: [...rules.leftOut],
    steps: steps.length,
    stepsSentence: stepsSentence(plan),
    rows: rows.map((row) => rowOnWire(row, ucumOf.get(row.name) ?? '')),
    snapshot: plan.snapshot,
    ...waitingOnWire(plan.owed.upstream, plan.waiting),
    ...(await readUnderOther(ports, plan.loaded, plan.heads)),
  };
}

/** Of what the steps were taken. */
export function stepsSentence(plan: ControlPlan): string {
  const { pair } = plan.rules;
  const others = notStepsText(plan);
  if (plan.steps.length > 0)
    return `${countText(plan.steps.length, 'step')}: the events of ${pair.flight} that are known by now${others}`;
  return others === ''
    ? `no event of ${pair.flight} is known in this time, so there is no step to run: record events: ${typedCommand('event add')}`
    : `no step to run${others}`;
}

/** Empty where all events of the flight unit are steps. */
export function notStepsText({ notSteps, rules: { pair } }: ControlPlan): string {
  if (notSteps.length === 0) return '';
  const which = notSteps.length === 1 ? 'an event' : 'events';
  return `; left out: ${notSteps.join(', ')} (${which} of the vehicle, which ${pair.ground} cannot run)`;
}

function channelsOf({ rules, profiles }: ControlPlan): ConductOnWire['channels'] {
  return rules.channels.map(({ flight, blockMicros, deadband }, i) => ({
    channel: flight.channel,
    ucum: flight.ucum,
    blockSeconds: blockMicros / MICROS_PER_SECOND,
    deadband,
    blocks: { ...profiles[i]!.blocks },
    difference: rounded(profiles[i]!.difference),
  }));
}

function rounded(difference: { readonly mean: number; readonly worst: number } | null) {
  if (difference === null) return null;
  return { mean: derived(difference.mean), worst: derived(difference.worst) };
}

function rowOnWire(row: ToldRow, ucum: string): IssueRowOnWire {
  const { what, name, from, to, state, setpoint, cause, note, issue, isLate } = row;
  const at = isoOf(from);
  const until = to === Infinity ? null : isoOf(to);
  const unit = what === 'step' ? '' : ucum;
  return { what, name, at, until, state, setpoint, ucum: unit, cause, note, issue, late: isLate };
}

/** A table of another unit, or with another delay, would be told to be wrong from its first row to its last. */
function refuseOther(before: IssueBefore, now: { readonly ground: string; readonly delay: string }): void {
  const is = `the issue that was sent is of ${before.ground} with a delay of ${before.delay}`;
  if (before.ground !== now.ground) {
    const sentence = `${is}, and this asks for ${now.ground}: every ground unit has a file of its own`;
    throw new Refusal('conflict', 'conduct.other-ground', sentence, { field: 'ground' });
  }
  // However it is written: an earlier version said 4 days as PT96H.
  const told = duration.safeParse(before.delay).data;
  if (told !== undefined && isoDuration(told) === now.delay) return;
  const sentence = `${is}, and this asks for ${now.delay}: give --delay ${before.delay}, or begin a new file if the ground is to start anew`;
  throw new Refusal('conflict', 'conduct.other-delay', sentence, { field: 'delay' });
}

function refuseTooMany(rows: number): void {
  if (rows <= MOST_ROWS) return;
  throw new Refusal(
    'too-large',
    'conduct.too-many-rows',
    `the issue would have ${countText(rows, 'row')}, at most ${countText(MOST_ROWS, 'row')} fit: name the channels that the ground controls, give from, or a wider deadband`,
    { field: 'deadband' },
  );
}
