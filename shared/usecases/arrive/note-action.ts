import { type ActionRecord, actionKey, actionKind } from '../../domain/journal/action-record.ts';
import type { Ports } from '../../ports.ts';
import { update } from '../known/update.ts';

/** Notes what somebody did to a downlink; what is noted stays. */
export async function noteAction(ports: Ports, experiment: string, action: ActionRecord): Promise<void> {
  await update(ports, actionKind, actionKey(experiment, action.at, action.downlink), (current) =>
    current === null ? action : null,
  );
}
