/** What operators did to alarms, as it is kept. */
import { ALARM, type AlarmAction, alarmActionKind } from '../../domain/alarm/action.ts';
import { sortKey } from '../../domain/kind.ts';
import type { Ports } from '../../ports.ts';
import { listSound } from '../known/list-sound.ts';

/** To one alarm, in their order. Fails with `Damaged` where one cannot be read. */
export async function actionsOfAlarm(
  ports: Ports,
  experiment: string,
  alarm: string,
): Promise<AlarmAction[]> {
  const stored = ports.catalogue.list(alarmActionKind, experiment, sortKey(ALARM, alarm, ''));
  return (await Array.fromAsync(stored)).map(({ item }) => item);
}

export interface AlarmActions {
  /** By alarm, in their order. */
  readonly byAlarm: ReadonlyMap<string, readonly AlarmAction[]>;
  /** Those that cannot be read: the alarm, and the key of the action. */
  readonly damaged: readonly { readonly id: string; readonly key: string }[];
}

/** To all alarms of an experiment; what cannot be read is named beside the others. */
export async function allAlarmActions(ports: Ports, experiment: string): Promise<AlarmActions> {
  const damaged: { id: string; key: string }[] = [];
  const listed = { partition: experiment, prefix: sortKey(ALARM, '') };
  const sound = listSound(ports, alarmActionKind, listed, ({ partition, sort }) =>
    damaged.push({ id: sort.split('#')[1] ?? '', key: `${partition}/${sort}` }),
  );
  const actions = (await Array.fromAsync(sound)).map(({ item }) => item);
  return { byAlarm: Map.groupBy(actions, ({ alarm }) => alarm), damaged };
}
