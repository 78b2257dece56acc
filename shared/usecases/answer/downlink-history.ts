import type { HistoryOnWire } from '../../contract/downlinks.ts';
import { ACTION, actionKind } from '../../domain/journal/action-record.ts';
import { sortKey } from '../../domain/kind.ts';
import { isoOf } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { loadRecord } from '../known/load-experiment.ts';
import { receiptNamed } from './show-receipt.ts';

const MOST_ACTIONS = 1000;

/**
 * Who withdrew the downlink, had it read again or redrove it, when and why. A receipt names only what still counts of that. Refuses
 * an unknown downlink.
 */
export async function downlinkHistory(
  ports: Ports,
  experiment: string,
  downlink: string,
): Promise<HistoryOnWire> {
  await loadRecord(ports, experiment);
  await receiptNamed(ports, experiment, downlink);
  const actions: HistoryOnWire['actions'] = [];
  for await (const { item } of ports.catalogue.list(actionKind, experiment, sortKey(ACTION, ''))) {
    if (item.downlink !== downlink) continue;
    const { action, at, by, reason } = item;
    actions.push({ action, at: isoOf(at), by, ...(reason !== null && { reason }) });
    if (actions.length > MOST_ACTIONS) actions.shift();
  }
  return { actions };
}
