/** Downlinks by name, whether they were taken in or only tried. */

import { anomalyOnWire } from '../../contract/anomalies.ts';
import type { MovesOnWire, ReceiptOnWire } from '../../contract/downlinks.ts';
import { readingTry } from '../../domain/downlink/reading-try.ts';
import type { Micros } from '../../domain/time.ts';
import type { Moves } from '../../domain/trial/moves.ts';
import { type TrialRecord, trialKey, trialKind } from '../../domain/trial/trial.ts';
import type { Ports } from '../../ports.ts';
import { ANY_READING, receiptOnWire } from './receipt-on-wire.ts';
import { showReceipt } from './show-receipt.ts';

/** The receipt, or what it would be where the downlink was only tried. Refuses an unknown downlink. */
export async function showDownlink(ports: Ports, experiment: string, id: string): Promise<ReceiptOnWire> {
  const trial = await ports.catalogue.get(trialKind, trialKey(experiment, id));
  return trial === null ? showReceipt(ports, experiment, id) : trialOnWire(trial.item, ports.clock.now());
}

async function trialOnWire(trial: TrialRecord, now: Micros): Promise<ReceiptOnWire> {
  const { receipt, moves } = trial;
  return {
    ...receiptOnWire(receipt, await verdictNow(trial, now), { ...ANY_READING, now }),
    dryRun: true,
    ...(moves !== null && { moves: movesOnWire(moves) }),
  };
}

/** Its own from its end on; until then the try tells. */
async function verdictNow({ receipt, verdict }: TrialRecord, now: Micros): Promise<readonly string[]> {
  if (readingTry(receipt, now) === null) return verdict;
  const { NO_FACTS, verdictOf } = await import('../../domain/verdict/verdict.ts');
  return verdictOf(receipt, { ...NO_FACTS, now });
}

function movesOnWire({ deltas, anomalies }: Moves): MovesOnWire {
  return {
    deltas,
    anomalies: anomalies.map(({ change, anomaly }) => ({ change, anomaly: anomalyOnWire(anomaly) })),
  };
}
