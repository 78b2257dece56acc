/** A file's way to the storage. It may be begun again wherever it stopped: what has arrived is not sent twice. */
import {
  partLinkSchema,
  receiptSchema,
  type UploadOnWire,
  uploadSchema,
} from '../../../shared/contract/downlinks.ts';
import { type Api, CallFailure } from '../stack/api.ts';
import { pathOf } from '../stack/experiment.ts';
import { askReceipts } from '../stack/receipts.ts';
import { type Digests, digestOf, PART_BYTES } from './digests.ts';
import { knownUpload } from './known-upload.ts';
import { type Link, put } from './put.ts';
import { readThrough, unreadable } from './read-through.ts';

/** One slow connection does not hold up the others. */
const PARTS_AT_ONCE = 3;

/** What is known so far; it is kept from one try to the next. */
export interface Way {
  readonly experiment: string;
  readonly file: File;
  /** Nothing is taken in: the receipt says what would be. */
  readonly isTrial: boolean;
  /** What reads it; null where its name says so. */
  readonly source: string | null;
  /** Of a file in parts, once it was read through. */
  digests: Digests | null;
  id: string | null;
}

/** Hears how far the file has come. */
export interface Watch {
  /** So many bytes have been read through. */
  readonly read: (bytes: number) => void;
  /** Another upload of this browser sends the same file. */
  readonly waits: () => void;
  /** So many bytes has the storage, or they are on their way to it. */
  readonly sent: (bytes: number) => void;
}

export interface Brought {
  readonly id: string;
  /** The file was here already, or another tab sent it: nothing was sent from here. */
  readonly wasHere: boolean;
}

/** Resolves when the storage has the whole file. Fails with `CallFailure`, or with the reason of the signal. */
export async function bringOver(api: Api, way: Way, watch: Watch, signal: AbortSignal): Promise<Brought> {
  if (way.file.size < PART_BYTES) return bringWhole(api, way, watch, signal);
  way.digests ??= await readThrough(way.file, signal, watch.read);
  const { whole } = way.digests;
  // Two tabs that send the same file would send each part twice.
  return alone(
    `howship ${way.experiment} ${way.isTrial} ${way.source ?? ''} ${whole}`,
    signal,
    watch.waits,
    () => bringInParts(api, way, watch, signal),
  );
}

async function alone<T>(
  name: string,
  signal: AbortSignal,
  waits: () => void,
  work: () => Promise<T>,
): Promise<T> {
  const first = await navigator.locks.request(name, { ifAvailable: true }, async (lock) =>
    lock === null ? null : { done: await work() },
  );
  if (first !== null) return first.done;
  waits();
  return navigator.locks.request(name, { signal }, work);
}

async function bringInParts(api: Api, way: Way, watch: Watch, signal: AbortSignal): Promise<Brought> {
  const begun = way.id === null ? await begin(api, way, signal) : { id: way.id, links: null, wasHere: false };
  way.id = begun.id;
  if (begun.wasHere) return begun;
  const links = begun.links ?? (await freshLinks(api, way.experiment, begun.id, signal));
  if (links !== null && links.method === 'MULTIPART') {
    await sendParts(api, way, begun.id, links.parts, watch, signal);
    await api.post(pathOf(way.experiment, 'downlinks', begun.id, 'upload'), {}, receiptSchema, signal);
  }
  return { id: begun.id, wasHere: false };
}

interface Begun extends Brought {
  /** Null where they are to be asked for. */
  readonly links: UploadOnWire | null;
}

/** The upload of this very file that is here or was begun; else one is announced. */
async function begin(api: Api, way: Way, signal: AbortSignal): Promise<Begun> {
  const { experiment, file, isTrial, source, digests } = way;
  const sha256 = digests?.whole;
  if (sha256 !== undefined && !isTrial) {
    const { receipts } = await askReceipts(api, { experiment, sha256 }, signal);
    const known = knownUpload(receipts, { fileName: file.name, bytes: file.size, sha256, source });
    if (known?.kind === 'HERE') return { id: known.id, links: null, wasHere: true };
    const links = known === null ? null : await freshLinks(api, experiment, known.id, signal);
    if (known !== null && (links !== null || !known.isExpired))
      // An upload that is open and takes nothing any more has just been completed.
      return { id: known.id, links, wasHere: links === null };
  }
  return announce(api, way, sha256, signal);
}

async function announce(
  api: Api,
  { experiment, file, isTrial, source }: Way,
  sha256: string | undefined,
  signal: AbortSignal,
): Promise<Begun> {
  const wanted = {
    ...{ fileName: file.name, bytes: file.size, sha256, partDigests: true, partBytes: PART_BYTES },
    ...(isTrial && { dryRun: true }),
    ...(source !== null && { source }),
  };
  const { id, upload } = await api.post(pathOf(experiment, 'downlinks'), wanted, receiptSchema, signal);
  if (upload !== undefined) return { id, links: upload, wasHere: false };
  throw new CallFailure('upload.no-link', `${file.name} was announced without a link: try again.`);
}

/** Null where the file has come, or the storage has given the upload up. */
async function freshLinks(
  api: Api,
  experiment: string,
  id: string,
  signal: AbortSignal,
): Promise<UploadOnWire | null> {
  try {
    return await api.get(pathOf(experiment, 'downlinks', id, 'upload'), uploadSchema, {}, signal);
  } catch (error) {
    if (error instanceof CallFailure && error.code === 'upload.over') return null;
    throw error;
  }
}

type Part = Extract<UploadOnWire, { method: 'MULTIPART' }>['parts'][number];

/** Those that have not arrived. After one that cannot be sent none is begun; those under way may still arrive. */
async function sendParts(
  api: Api,
  way: Way,
  id: string,
  missing: readonly Part[],
  watch: Watch,
  signal: AbortSignal,
): Promise<void> {
  const waiting = [...missing];
  const kept = way.file.size - missing.reduce((sum, { from, to }) => sum + to - from, 0);
  const gone = new Map<number, number>();
  const tell = (part: number, bytes: number) => {
    gone.set(part, bytes);
    watch.sent(kept + [...gone.values()].reduce((sum, one) => sum + one, 0));
  };
  watch.sent(kept);
  const worker = async () => {
    try {
      for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) await send(part);
    } finally {
      waiting.length = 0;
    }
  };
  const send = async (part: Part) => {
    const { body, sha256 } = await unchanged(way, part);
    const path = pathOf(way.experiment, 'downlinks', id, 'upload', 'parts', String(part.part));
    const link = await api.post(path, { sha256 }, partLinkSchema, signal);
    await mustTake(way.file, link, body, signal, (bytes) => tell(part.part, bytes));
  };
  const ended = await Promise.allSettled(Array.from({ length: PARTS_AT_ONCE }, worker));
  const failed = ended.find((one) => one.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}

/** The bytes of a part, held against what was read before: a file that something still writes to is never sent mixed. */
async function unchanged(
  { file, digests }: Way,
  { part, from, to }: Part,
): Promise<{ body: ArrayBuffer; sha256: string }> {
  const body = await bytesOf(file, from, to);
  const sha256 = await digestOf(body);
  if (sha256 === digests?.parts[part - 1]) return { body, sha256 };
  throw new CallFailure(
    'file.changed',
    `${file.name} has changed since it was chosen, or is still being written. Nothing of it counts. Choose it again when it is complete.`,
  );
}

async function bytesOf(file: File, from: number, to: number): Promise<ArrayBuffer> {
  try {
    return await file.slice(from, to).arrayBuffer();
  } catch (error) {
    throw unreadable(file.name, String(error));
  }
}

async function bringWhole(api: Api, way: Way, watch: Watch, signal: AbortSignal): Promise<Brought> {
  const { experiment, file } = way;
  const body = await bytesOf(file, 0, file.size);
  const begun =
    way.id === null
      ? await announce(api, way, await digestOf(body), signal)
      : { id: way.id, links: await freshLinks(api, experiment, way.id, signal) };
  const { id, links } = begun;
  way.id = id;
  if (links !== null && links.method === 'PUT') await mustTake(file, links, body, signal, watch.sent);
  return { id, wasHere: false };
}

/** Fails with `upload.broken` where another try may succeed, and with `upload.refused` where none will. */
async function mustTake(
  file: File,
  link: Link,
  body: ArrayBuffer,
  signal: AbortSignal,
  onSent: (bytes: number) => void,
): Promise<void> {
  const answer = await put(link, body, signal, onSent);
  if (answer.kind === 'TAKEN') return onSent(body.byteLength);
  onSent(0);
  if (answer.kind === 'FORBIDDEN')
    throw new CallFailure(
      'upload.moved',
      `The storage of the stack has another address since this page was loaded. What arrived of ${file.name} is kept: reload the page, then choose the file again.`,
    );
  if (answer.kind === 'BROKEN')
    throw new CallFailure('upload.broken', `The connection broke while ${file.name} was sent.`);
  const { status, code } = answer;
  // A link takes its content once: the try before this one got through, and only its answer was lost.
  if (status === 412) return onSent(body.byteLength);
  const isPassing = status >= 500 || status === 429 || /Expired|RequestTimeout|IncompleteBody/.test(code);
  throw new CallFailure(
    isPassing || code === 'AccessDenied' ? 'upload.broken' : 'upload.refused',
    `The storage did not take ${file.name}: ${status} ${code}.`,
    status,
  );
}
