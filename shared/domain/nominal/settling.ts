/**
 * When a unit settles after something that was to happen (docs/design.md#settling): a stretch of data time in which what
 * was learnt of a channel is no measure of it. What is declared, a limit or a margin, counts in it as ever.
 */
import type { DefinitionIndex } from '../experiment/definition-index.ts';
import { channelOf } from '../telemetry/frame.ts';
import { microsOf } from '../telemetry/rule.ts';
import type { Micros, Seconds } from '../time.ts';
import type { TimelineEvent } from '../timeline/event.ts';
import type { Interval } from '../timeline/interval.ts';

const MINUTES = 60;
const HOURS = 3600;

/** Events that a definition need not name, and how long every channel of the unit settles after them. */
export const SETTLES_BY_DEFAULT: ReadonlyMap<string, Seconds> = new Map([
  ['set-point-change', 2 * HOURS],
  ['medium-exchange', HOURS],
  ['feeding', HOURS],
  ['door', HOURS],
  ['door-open', HOURS],
  ['door-close', HOURS],
  ['centrifuge-on', 30 * MINUTES],
  ['centrifuge-off', 30 * MINUTES],
]);

/** How long a series settles under a new calibration. */
const CALIBRATION_SETTLES: Seconds = 10 * MINUTES;

/** From the event on, its accuracy earlier, until its channels have settled. */
export interface Settling extends Interval {
  /** Name of the event, or `calibration`. */
  readonly event: string;
  readonly at: Micros;
}

/** When the series of the unit settles, in order of time. `events` are those of the unit that nothing supersedes. */
export function settlingsOf(
  { definition, seriesByUnit }: Pick<DefinitionIndex, 'definition' | 'seriesByUnit'>,
  unit: string,
  events: readonly TimelineEvent[],
  series: string,
): Settling[] {
  const declared = definition.nominal;
  const secondsOf = (event: string): Seconds | null => {
    const named = declared.filter((entry) => entry.event === event);
    if (named.length === 0) return SETTLES_BY_DEFAULT.get(event) ?? null;
    const own = named.find(({ channels }) => channels === undefined || channels.includes(channelOf(series)));
    return own?.settle ?? null;
  };
  const ofEvents = events.flatMap(({ name, at, accuracy }): Settling[] => {
    const settle = secondsOf(name);
    if (settle === null) return [];
    const slack = microsOf(accuracy);
    return [{ event: name, at, from: at - slack, to: at + slack + microsOf(settle) }];
  });
  const calibration = seriesByUnit.get(unit)?.find((one) => one.series === series)?.calibration;
  const changes = (calibration?.stretches ?? []).map(({ from }) => from).filter(Number.isFinite);
  const ofCalibrations = changes.map((at) => {
    return { event: 'calibration', at, from: at, to: at + microsOf(CALIBRATION_SETTLES) };
  });
  return [...ofEvents, ...ofCalibrations].sort((a, b) => a.from - b.from || a.to - b.to);
}

/** The one that began last of those that hold the instant; null where none does. */
export function settlingAt(settlings: readonly Settling[], at: Micros): Settling | null {
  return settlings.findLast(({ from, to }) => from <= at && at < to) ?? null;
}
