/** Downlinks by name, whether they were taken in or only tried. */

import { anomalyOnWire } from '../../contract/anomalies.ts';
import type { MovesOnWire, ReceiptOnWire } from '../../contract/downlinks.ts';
import type { Moves } from '../../domain/trial/moves.ts';
import { type TrialRecord, trialKey, trialKind } from '../../domain/trial/trial.ts';
import type { Ports } from '../../ports.ts';
import { receiptOnWire } from './receipt-on-wire.ts';
import { showReceipt } from './show-receipt.ts';

/** The receipt, or what it would be where the downlink was only tried. Refuses an unknown downlink. */
export async function showDownlink(ports: Ports, experiment: string, id: string): Promise<ReceiptOnWire> {
  const trial = await ports.catalogue.get(trialKind, trialKey(experiment, id));
  return trial === null ? showReceipt(ports, experiment, id) : trialOnWire(trial.item);
}

function trialOnWire({ receipt, verdict, moves }: TrialRecord): ReceiptOnWire {
  return {
    ...receiptOnWire(receipt, verdict),
    dryRun: true,
    ...(moves !== null && { moves: movesOnWire(moves) }),
  };
}

function movesOnWire({ deltas, anomalies }: Moves): MovesOnWire {
  return {
    deltas,
    anomalies: anomalies.map(({ change, anomaly }) => ({ change, anomaly: anomalyOnWire(anomaly) })),
  };
}
