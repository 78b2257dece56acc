import type { ReceiptOnWire } from '../../../shared/contract/downlinks.ts';
import type { ApiContext } from '../http/operation.ts';

/** The audit says of which file the change was: ids say nothing to people. */
export function noted(context: ApiContext, receipt: ReceiptOnWire): ReceiptOnWire {
  context.set('about', { downlink: receipt.id, file: receipt.fileName });
  return receipt;
}
