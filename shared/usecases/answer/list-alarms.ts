import type { AlarmsOnWire } from '../../contract/alarms.ts';
import { alarmsOf } from '../../domain/alarm/alarm.ts';
import type { AlarmStateName } from '../../domain/alarm/state.ts';
import { unitNamed } from '../../domain/experiment/lookups.ts';
import type { Ports } from '../../ports.ts';
import { allAlarmActions } from '../judge/alarm-actions.ts';
import { adviceOfAlarms } from '../judge/alarm-advice.ts';
import { alarmOnWire } from '../judge/alarm-on-wire.ts';
import { allStanding, standingAt } from '../judge/standing.ts';
import { loadExperiment } from '../known/load-experiment.ts';
import { owedNow } from '../known/owe.ts';
import { computedBy } from './computed-by.ts';
import { lookedAtOf } from './looked-at-on-wire.ts';
import { quietOnWire } from './quiet-on-wire.ts';
import { waitingIn } from './waiting-in.ts';

export interface AlarmsQuery {
  readonly state?: AlarmStateName | undefined;
  readonly unit?: string | undefined;
  /** Entries of the history of each, at most; the newest. */
  readonly history?: number | undefined;
}

const EVER = { from: -Infinity, to: Infinity };

/** Every alarm of which something is found, with its state now, and which time was looked at. Refuses a unit that there is not. */
export async function listAlarms(
  ports: Ports,
  experiment: string,
  { state, unit, history }: AlarmsQuery,
): Promise<AlarmsOnWire> {
  const loaded = await loadExperiment(ports, experiment);
  if (unit !== undefined) unitNamed(loaded.index, unit);
  // Work moves from the ledger to units, and from them to pairs: read in this order, none is missed between two.
  const owed = await owedNow(ports, loaded);
  const { byAlarm, damaged } = await allAlarmActions(ports, experiment);
  const standing = await standingAt(ports, loaded, ports.clock.now());
  const subjects = await allStanding(ports, standing);
  const found = subjects.flatMap(({ anomalies }) => anomalies);
  const asked = alarmsOf(found, byAlarm, standing.at).filter(
    (alarm) =>
      (state === undefined || alarm.state.state === state) &&
      (unit === undefined || alarm.newest.unit === unit),
  );
  const quiet = quietOnWire(standing, subjects).filter((one) => unit === undefined || one.unit === unit);
  const advice = await adviceOfAlarms(ports, loaded, asked);
  return {
    alarms: asked.map((alarm) => alarmOnWire(alarm, { history, advice: advice.get(alarm.id) })),
    ...(quiet.length > 0 && { quiet }),
    lookedAt: lookedAtOf(loaded.index, await loaded.events(), subjects, { unit }, EVER),
    ...waitingIn(
      owed,
      loaded,
      subjects.map(({ record }) => record),
    ),
    ...(owed.atLeast && { atLeast: true as const }),
    ...(damaged.length > 0 && { damaged: [...damaged] }),
    ...computedBy(loaded),
  };
}
