import { type ReceiptOnWire, receiptsSchema } from '../../../shared/contract/downlinks.ts';
import type { Api } from './api.ts';
import { pathOf } from './experiment.ts';

export interface Receipts {
  /** The newest first. */
  readonly receipts: readonly ReceiptOnWire[];
  /** How many cannot be shown. */
  readonly damaged: number;
  /** Older ones are there that were not asked for. */
  readonly isMore: boolean;
}

interface Asked {
  readonly experiment: string;
  /** Of a hundred; all where absent. */
  readonly pages?: number;
  /** Of the file with this digest only. */
  readonly sha256?: string;
}

/** Receipts of an experiment from the newest on, page by page. */
export async function askReceipts(
  api: Api,
  { experiment, pages = Number.POSITIVE_INFINITY, sha256 }: Asked,
  signal: AbortSignal,
): Promise<Receipts> {
  const receipts: ReceiptOnWire[] = [];
  let damaged = 0;
  let next: string | undefined;
  let asked = 0;
  do {
    const query = {
      order: 'newest',
      ...(sha256 !== undefined && { sha256 }),
      ...(next !== undefined && { next }),
    };
    const page = await api.get(pathOf(experiment, 'downlinks'), receiptsSchema, query, signal);
    receipts.push(...page.downlinks);
    damaged += page.damaged?.length ?? 0;
    next = page.next;
    asked++;
  } while (next !== undefined && asked < pages);
  return { receipts, damaged, isMore: next !== undefined };
}
