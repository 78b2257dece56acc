/** What a person may do about a file that came, by where it stands, with what follows from it. */
import type { ReceiptOnWire } from '../../../shared/contract/downlinks.ts';

export type Verb = 'withdraw' | 'reread' | 'redrive';

export interface PutRight {
  readonly verb: Verb;
  /** On the button. */
  readonly title: string;
  /** What happens, said before it does. */
  readonly before: string;
}

const READ_AGAIN = 'Read again';

const WITHDRAW: PutRight = {
  verb: 'withdraw',
  title: 'Withdraw',
  before:
    'Nothing of this file counts any more: gaps, deltas and alarms are worked out as if it had never come. The file itself stays, and can be read again.',
};
const DISMISS: PutRight = {
  verb: 'withdraw',
  title: 'Withdraw',
  before: 'Nothing more is expected of this file, which was refused. No number changes.',
};
const READ_BESIDE: PutRight = {
  verb: 'reread',
  title: READ_AGAIN,
  before:
    'The stored file is read again under the definition in force. What was read before counts until the other reading takes its place.',
};
const READ_ANEW: PutRight = {
  verb: 'reread',
  title: READ_AGAIN,
  before: 'The stored file is read again under the definition in force. What can be read of it then counts.',
};
const RETRY: PutRight = {
  verb: 'redrive',
  title: 'Retry',
  before: 'The stored file is read once more. Nothing has to be sent again.',
};

/** @returns why there is nothing to do, where there is nothing */
export function actsOn({
  state,
  rereading,
}: Pick<ReceiptOnWire, 'state' | 'rereading'>): readonly PutRight[] | string {
  if (rereading !== undefined && rereading.error === undefined)
    return 'The file is being read again: wait until that is over.';
  switch (state) {
    case 'AWAITING_UPLOAD':
    case 'EXPIRED':
      return 'The file has not come yet: choose it above, to send it.';
    case 'RECEIVED':
    case 'INGESTING':
      return 'The file is being read: wait until that is over.';
    case 'INGESTED':
    case 'INGESTED_WITH_REJECTS':
      return [WITHDRAW, READ_BESIDE];
    case 'REFUSED':
      return [DISMISS, READ_ANEW];
    case 'WITHDRAWN':
      return [READ_ANEW];
    case 'FAILED':
      return [RETRY];
  }
}
