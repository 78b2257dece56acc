import type { AlarmAfterOnWire } from '../../contract/alarms.ts';
import { type AlarmAction, alarmActionKey, alarmActionKind } from '../../domain/alarm/action.ts';
import { type Alarm, alarmOf, alarmsOf } from '../../domain/alarm/alarm.ts';
import { type Actor, type AskedAction, decideAction } from '../../domain/alarm/decide-action.ts';
import { subjectNamed } from '../../domain/detect/registry.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Micros } from '../../domain/time.ts';
import { typedCommand } from '../../domain/words/typed-command.ts';
import type { Ports } from '../../ports.ts';
import { actionsOfAlarm } from '../judge/alarm-actions.ts';
import { adviceOfAlarms } from '../judge/alarm-advice.ts';
import { alarmOnWire } from '../judge/alarm-on-wire.ts';
import { standingAt, standingOf } from '../judge/standing.ts';
import { loadExperiment } from '../known/load-experiment.ts';
import { update } from '../known/update.ts';

/** Operators who may be first before we give up. */
const MOST_RIVALS = 20;

/**
 * Does what an operator asks for, and resolves to the alarm after it. Of two at once the second is decided anew on what
 * the first has left; where nothing is left to do, that is the answer. Refuses an alarm of which nothing is found.
 */
export async function actOnAlarm(
  ports: Ports,
  { experiment, alarm: id }: { readonly experiment: string; readonly alarm: string },
  asked: AskedAction,
  actor: Omit<Actor, 'at'>,
): Promise<AlarmAfterOnWire> {
  const loaded = await loadExperiment(ports, experiment);
  const standing = await standingAt(ports, loaded, ports.clock.now());
  const subject = subjectNamed(id);
  const found = (await standingOf(ports, standing, subject.kind, subject.id)).anomalies.filter(
    (anomaly) => alarmOf(anomaly) === id,
  );
  const alarmWith = (actions: readonly AlarmAction[], at: Micros): Alarm => {
    const [alarm] = alarmsOf(found, new Map([[id, actions]]), at);
    if (alarm === undefined) throw unknownAlarm(experiment, id);
    return alarm;
  };
  const onWire = async (alarm: Alarm) => {
    const advice = await adviceOfAlarms(ports, loaded, [alarm]);
    return alarmOnWire(alarm, { advice: advice.get(id) });
  };
  for (let rivals = 0; rivals < MOST_RIVALS; rivals++) {
    const actions = await actionsOfAlarm(ports, experiment, id);
    // Another machine's clock may be ahead: what comes second is not told as first.
    const at = Math.max(ports.clock.now(), actions.at(-1)?.at ?? 0);
    const alarm = alarmWith(actions, at);
    const action = decideAction(alarm, asked, { ...actor, at }, actions.length + 1);
    if (action === null) return { ...(await onWire(alarm)), changed: false };
    const stands = await update(ports, alarmActionKind, alarmActionKey(experiment, action), (current) =>
      current === null ? action : null,
    );
    if (stands === action) return { ...(await onWire(alarmWith([...actions, action], at))), changed: true };
  }
  const sentence = `${MOST_RIVALS} others acted on the alarm ${id} at the same time: look at it, then try again`;
  throw new Refusal('unavailable', 'alarm.busy', sentence);
}

function unknownAlarm(experiment: string, id: string): Refusal {
  const advice = `${typedCommand('alarms')} lists those there are`;
  return new Refusal(
    'not-found',
    'alarm.unknown',
    `expected the id of an alarm of ${experiment}, got "${id}"; ${advice}`,
  );
}
