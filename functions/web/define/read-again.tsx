/** Has every file read again that an earlier definition read: it may be pressed again where it broke off. */
import { useState } from 'preact/hooks';
import { type ReceiptOnWire, receiptSchema } from '../../../shared/contract/downlinks.ts';
import { countText, groupedText } from '../../../shared/domain/words/count.ts';
import { type Api, CallFailure } from '../stack/api.ts';
import { pathOf } from '../stack/experiment.ts';
import { askReceipts } from '../stack/receipts.ts';

interface ReadAgainProps {
  readonly api: Api;
  readonly experiment: string;
  /** Null where that is not known. */
  readonly files: number | null;
}

/** One slow answer does not hold up the others. */
const AT_ONCE = 4;

export function ReadAgain({ api, experiment, files }: ReadAgainProps) {
  const [said, setSaid] = useState('');
  const [isBusy, setBusy] = useState(false);
  const readAgain = async () => {
    setBusy(true);
    setSaid('Looking for the files …');
    try {
      const { receipts } = await askReceipts(api, { experiment }, new AbortController().signal);
      setSaid(await askAll(api, experiment, receipts.filter(isToBeRead), setSaid));
    } catch (error) {
      if (!(error instanceof CallFailure)) throw error;
      setSaid(failedText(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <p>
        {files === null ? 'Files here' : countText(files, 'file')} {files === 1 ? 'was' : 'were'} read under
        an earlier definition. Answers hold both readings until they are read again.
      </p>
      <button type="button" aria-disabled={isBusy} onClick={() => !isBusy && readAgain()}>
        Read them again now
      </button>
      <p role="status">
        <bdi>{said}</bdi>
      </p>
    </>
  );
}

/** What is being read again already is not asked for twice. */
const isToBeRead = ({ readUnderOther, rereading }: ReceiptOnWire): boolean =>
  readUnderOther === true && (rereading === undefined || rereading.error !== undefined);

async function askAll(
  api: Api,
  experiment: string,
  receipts: readonly ReceiptOnWire[],
  onSaid: (sentence: string) => void,
): Promise<string> {
  const waiting = [...receipts];
  let asked = 0;
  const worker = async () => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) {
      await api.post(pathOf(experiment, 'downlinks', one.id, 'reread'), {}, receiptSchema);
      asked++;
      onSaid(`Asked for ${groupedText(asked)} of ${countText(receipts.length, 'file')} …`);
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: AT_ONCE }, worker));
  const failed = ended.find((one) => one.status === 'rejected');
  if (failed === undefined) return `${countText(asked, 'file')} being read again: see Arrived.`;
  if (!(failed.reason instanceof CallFailure)) throw failed.reason;
  return `Asked for ${groupedText(asked)} of ${countText(receipts.length, 'file')}. ${failedText(failed.reason)}`;
}

const failedText = ({ message, code }: CallFailure): string =>
  `Then: ${message} (${code}). Press the button again to go on with the others.`;
