import { type ReceiptOnWire, receiptsSchema } from '../../../shared/contract/downlinks.ts';
import type { Api } from './api.ts';
import { pathOf } from './experiment.ts';

export interface Receipts {
  /** The newest first. */
  readonly receipts: readonly ReceiptOnWire[];
  /** How many cannot be shown. */
  readonly damaged: number;
}

/** All of the experiment: the API lists them from the first one on, page by page, and the newest are on the last. */
export async function askReceipts(api: Api, experiment: string, signal: AbortSignal): Promise<Receipts> {
  const receipts: ReceiptOnWire[] = [];
  let damaged = 0;
  let next: string | undefined;
  do {
    const query = next === undefined ? {} : { next };
    const page = await api.get(pathOf(experiment, 'downlinks'), receiptsSchema, query, signal);
    receipts.push(...page.downlinks);
    damaged += page.damaged?.length ?? 0;
    next = page.next;
  } while (next !== undefined);
  return { receipts: receipts.reverse(), damaged };
}
