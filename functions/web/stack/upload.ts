/** A file's way in from the browser: announced, sent to the links that the stack answers, followed to its receipt. */
import {
  partLinkSchema,
  type ReceiptOnWire,
  receiptSchema,
  type UploadOnWire,
} from '../../../shared/contract/downlinks.ts';
import { type Api, CallFailure } from './api.ts';
import { pathOf } from './experiment.ts';

/** Up to this a file goes whole, with its digest; above it in parts, each with its own. */
const WHOLE_BYTES = 100 * 1024 ** 2;
const LOOK_EVERY_MS = 700;

export interface Sending {
  readonly experiment: string;
  readonly file: File;
  /** Nothing is taken in: the receipt says what would be. */
  readonly isDryRun: boolean;
  readonly signal: AbortSignal;
  /** Bytes that the storage has taken. */
  readonly onSent: (bytes: number) => void;
  /** Each time the receipt is looked at. */
  readonly onReceipt: (receipt: ReceiptOnWire) => void;
}

const FINAL: readonly ReceiptOnWire['state'][] = [
  ...(['INGESTED', 'INGESTED_WITH_REJECTS', 'REFUSED', 'FAILED', 'EXPIRED', 'WITHDRAWN'] as const),
];

/** Resolves to the final receipt. Throws `CallFailure` where the file cannot be announced or sent. */
export async function sendFile(api: Api, sending: Sending): Promise<ReceiptOnWire> {
  const { experiment, file, isDryRun, signal } = sending;
  const isWhole = file.size <= WHOLE_BYTES;
  const { id, upload } = await api.post(
    pathOf(experiment, 'downlinks'),
    {
      ...{ fileName: file.name, bytes: file.size, partDigests: true },
      ...(isWhole && { sha256: await digestOf(file) }),
      ...(isDryRun && { dryRun: true }),
    },
    receiptSchema,
  );
  if (upload === undefined)
    throw new CallFailure('upload.no-link', `${file.name} was announced without a link.`);
  await sendTo(api, sending, id, upload);
  for (;;) {
    const receipt = await api.get(pathOf(experiment, 'downlinks', id), receiptSchema, {}, signal);
    sending.onReceipt(receipt);
    if (FINAL.includes(receipt.state)) return receipt;
    await pause(LOOK_EVERY_MS, signal);
  }
}

async function sendTo(api: Api, sending: Sending, id: string, upload: UploadOnWire): Promise<void> {
  const { experiment, file, onSent } = sending;
  if (upload.method === 'PUT') return put(sending, upload, file, onSent);
  const path = pathOf(experiment, 'downlinks', id, 'upload');
  let done = file.size - upload.parts.reduce((sum, { from, to }) => sum + to - from, 0);
  for (const { part, from, to } of upload.parts) {
    const stretch = file.slice(from, to);
    const link = await api.post(`${path}/parts/${part}`, { sha256: await digestOf(stretch) }, partLinkSchema);
    await put(sending, link, stretch, (bytes) => onSent(done + bytes));
    done += to - from;
  }
  await api.post(path, {}, receiptSchema);
}

interface Link {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** By XMLHttpRequest: fetch does not tell how much of a body has gone. */
function put(
  { signal, file }: Sending,
  { url, headers }: Link,
  body: Blob,
  onSent: (bytes: number) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const broken = () =>
      reject(new CallFailure('upload.broken', `The line broke while ${file.name} was sent. Send it again.`));
    request.upload.onprogress = ({ loaded }) => onSent(loaded);
    request.onerror = broken;
    request.onabort = broken;
    request.onload = () => {
      if (request.status < 300) return resolve();
      reject(
        new CallFailure(
          'upload.refused',
          `The storage did not take ${file.name} (${request.status}). Send it again.`,
          request.status,
        ),
      );
    };
    request.open('PUT', url);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(body);
  });
}

async function digestOf(blob: Blob): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', await blob.arrayBuffer());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function pause(millis: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, millis);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        reject(new CallFailure('upload.stopped', 'Stopped.'));
      },
      { once: true },
    );
  });
}
