/** Gaps that the link makes: what nobody recorded between contacts, and what the recorder overwrote. */
import { isoOf, MICROS_PER_SECOND, type Micros, type Seconds } from '../domain/time.ts';
import { SENSORS, seriesOfSensor } from './channels.ts';
import { CONTACT_SECONDS, contactAt, type DownlinkPlan, dumpCount } from './downlinks.ts';
import { type MissionOptions, samplingOf, unitsOf } from './mission.ts';
import type { InjectedFault } from './truth.ts';

type GapCause = 'LOS' | 'LOST';

/** A gap is known to within this many periods. */
const GAP_PERIODS = 3;

/**
 * The gaps of the flight units by their link, each as a fault that must show as a GAP with its cause once all is down. A
 * unit that nobody records is away from loss to acquisition of signal (LOS). What a recorder overwrote before contact
 * k began is away for good, as what contact k brings of later shows (LOST).
 */
export function linkGapsOf(options: MissionOptions, plan: DownlinkPlan): InjectedFault[] {
  const { ring, live } = plan;
  const units = unitsOf(options).filter(({ side }) => side === 'flight');
  const end = lastSample(options);
  const gaps: InjectedFault[] = [];
  for (let k = 1; k < dumpCount(options, 'flight', plan); k++) {
    const [before, aos] = [k - 1, k].map((number) => contactAt(options, 'flight', plan, number));
    const los = before! + CONTACT_SECONDS * MICROS_PER_SECOND;
    const oldest = aos! - (ring ?? Number.POSITIVE_INFINITY) * MICROS_PER_SECOND;
    for (const { id } of units) {
      const isLiveOnly = live?.only.includes(id) ?? false;
      const from = live === undefined ? before! : los;
      const to = isLiveOnly ? aos! : oldest;
      if (to > end || to - from <= GAP_PERIODS * options.period * MICROS_PER_SECOND) continue;
      const cause = isLiveOnly ? 'LOS' : 'LOST';
      gaps.push(gapOf(options, id, { from, to }, cause));
    }
  }
  return gaps;
}

function gapOf(
  { period }: MissionOptions,
  unit: string,
  span: { readonly from: Micros; readonly to: Micros },
  cause: GapCause,
): InjectedFault {
  const channels = SENSORS.map(seriesOfSensor);
  const ends = { from: isoOf(span.from), to: isoOf(span.to) };
  const toleranceSeconds: Seconds = GAP_PERIODS * period;
  const kind = cause === 'LOS' ? 'no signal' : 'overrun';
  return {
    ...{ kind, unit, channels, ...ends, size: 0 },
    expected: [{ kind: 'GAP', unit, channels, ...ends, toleranceSeconds, cause }],
    moves: [],
  };
}

function lastSample(options: MissionOptions): Micros {
  const { first, count } = samplingOf(options, 'flight');
  return first + Math.round((count - 1) * options.period * MICROS_PER_SECOND);
}
