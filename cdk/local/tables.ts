import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { crc32 } from 'node:zlib';
import dynalite from 'dynalite';
import { createTable } from './create-table.ts';
import { answerDamage } from './damaged-values.ts';
import { withEndedIterators } from './ended-iterators.ts';
import { asDiskFailure, fullText, isFull } from './home/disk.ts';
import { LocalStackFailure } from './home/failure.ts';
import { keepDescriptions } from './kept-descriptions.ts';
import { type Delay, NO_DELAY } from './latency.ts';
import { isFromBrowser, LOOPBACK, listenOnLoopback, readBody } from './loopback.ts';
import { callerOf, type Meter } from './meter/meter.ts';
import { tableCall } from './meter/table-call.ts';
import type { TablePlan } from './plan/plan.ts';
import type { Signer } from './s3/signing.ts';
import { whyNotSigned } from './signed-call.ts';

/** dynalite's own limit, beyond which it would answer 413. */
const MAX_REQUEST_BYTES = 16 * 1024 * 1024;

/** Calls that need room on the disk. */
const WRITES = /\.(?:Put|Update|BatchWrite|TransactWrite)/;

/** Longer than clients rest between two calls: Node's own five seconds close the connection under the next one. */
const KEEP_ALIVE_MS = 60_000;

/** A call takes milliseconds; one that takes this long never ends. */
const MOST_CALL_MS = 2000;

export interface Door {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * DynamoDB on disk, with the tables of the template, ready to take items.
 *
 * @throws LocalStackFailure `table.changed` where the home has a table of that name with other keys,
 *   `table.unfinished` where it has one that was never finished, `table.broken` where its files cannot be read.
 * @param onTrouble is told of a disk, or of files, that cannot be read or written, at each call that fails for it
 * @param signer whose calls alone are answered; null asks nobody who they are
 */
export async function startTables(
  directory: string,
  tables: readonly TablePlan[],
  meter: Meter | null = null,
  delay: Delay = NO_DELAY,
  onTrouble: (failure: LocalStackFailure) => void = () => {},
  signer: Signer | null = null,
): Promise<Door> {
  if (!existsSync(directory)) await makeWhole(directory, tables);
  let trouble: LocalStackFailure | null = null;
  const noted = (failure: LocalStackFailure) => {
    trouble = failure;
    onTrouble(failure);
  };
  try {
    return await openTables(directory, tables, meter, delay, noted, signer);
  } catch (error) {
    throw trouble ?? error;
  }
}

/** dynalite never finishes a table in whose making it was killed: so a home gets its tables whole, or none yet. */
async function makeWhole(directory: string, tables: readonly TablePlan[]): Promise<void> {
  const draft = `${directory}.draft`;
  rmSync(draft, { recursive: true, force: true });
  await (await openTables(draft, tables, null, NO_DELAY)).close();
  renameSync(draft, directory);
}

async function openTables(
  directory: string,
  tables: readonly TablePlan[],
  meter: Meter | null,
  delay: Delay,
  onTrouble: (failure: LocalStackFailure) => void = () => {},
  signer: Signer | null = null,
): Promise<Door> {
  mkdirSync(directory, { recursive: true });
  let opened: Promise<void> = Promise.resolve();
  const server = withEndedIterators(
    () => dynalite({ path: directory, createTableMs: 0 }),
    ({ db }) => {
      opened = db.open();
      answerDamage(db, tables, (error) => {
        const failure = asDiskFailure(dirname(directory), error);
        if (failure instanceof LocalStackFailure) onTrouble(failure);
        return failure instanceof Error ? failure : new Error(String(failure));
      });
      keepDescriptions(db);
    },
  );
  // dynalite itself would throw it where nobody listens, at the first question.
  await opened;
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  const calls = new Calls();
  const answer = server.listeners('request');
  server.removeAllListeners('request');
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    void serve(request, response, { directory, tables, meter, calls, delay, signer }, (whole, answered) => {
      for (const listener of answer) listener.call(server, whole, answered);
    });
  });
  const url = `http://${LOOPBACK}:${await listenOnLoopback(server)}`;
  const close = async () => {
    // Under a call that is half done, dynalite throws when its store is closed: also where nobody waits for the answer.
    await calls.close(MOST_CALL_MS);
    server.closeAllConnections();
    // The callback comes when the store is closed, the event 'close' before.
    await new Promise<void>((done, fail) => {
      server.close((error) => (error instanceof Error ? fail(error) : done()));
    });
  };
  try {
    for (const table of tables) await createTable({ url, signer }, table, directory);
  } catch (error) {
    await close();
    throw error;
  }
  return { url, close };
}

interface Serving {
  readonly directory: string;
  readonly tables: readonly TablePlan[];
  readonly meter: Meter | null;
  readonly calls: Calls;
  readonly delay: Delay;
  readonly signer: Signer | null;
}

/** dynalite throws, and would take the whole stack down, where a request breaks off: it gets whole requests only. */
async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  { directory, tables, meter, calls, delay, signer }: Serving,
  answer: (whole: Readable, response: WholeResponse) => void,
) {
  if (isFromBrowser(request)) {
    response.writeHead(403).end('the tables of a local stack answer no web page');
    return;
  }
  let body: Buffer | null;
  try {
    body = await readBody(request, MAX_REQUEST_BYTES);
  } catch {
    // Whoever asked is gone (a function killed at its timeout, say), and nothing was done for it.
    response.destroy();
    return;
  }
  if (body === null) {
    response.writeHead(413, { connection: 'close' }).end();
    return;
  }
  const { method, url, headers } = request;
  const why =
    signer === null ? null : whyNotSigned({ method: method ?? '', path: url ?? '', headers, body }, signer);
  if (why !== null) {
    const denied = { __type: 'com.amazon.coral.service#AccessDeniedException', message: why };
    response.writeHead(400, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(denied));
    return;
  }
  await delay('table');
  const wholeOf = (bytes: Buffer) =>
    Object.assign(Readable.from([bytes], { objectMode: false }), { method, url, headers });
  const target = headers['x-amz-target'];
  const call =
    meter === null || typeof target !== 'string'
      ? { body, answered: (_: number, text: Buffer) => text }
      : tableCall(target, body, { tables, meter, who: callerOf(headers['user-agent']) });
  if (isFull(directory) && WRITES.test(String(target))) {
    // LevelDB would throw, and nobody be answered.
    const failure = { __type: 'com.amazon.coral.service#InternalServerError', message: fullText(directory) };
    response.writeHead(500, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(failure));
    return;
  }
  if (!calls.begin()) {
    response.writeHead(503, { connection: 'close' }).end();
    return;
  }
  answer(
    wholeOf(call.body),
    new WholeResponse(response, (status, text) => {
      calls.end();
      return call.answered(status, text);
    }),
  );
}

/** The calls that dynalite has under way. */
class Calls {
  #underWay = 0;
  #whenDone: (() => void) | null = null;
  #isClosing = false;

  /** False where none is taken any more. */
  begin(): boolean {
    if (this.#isClosing) return false;
    this.#underWay++;
    return true;
  }

  end(): void {
    this.#underWay--;
    if (this.#underWay === 0) this.#whenDone?.();
  }

  /** Takes no more, and waits for those under way, so long at most. */
  async close(mostMs: number): Promise<void> {
    this.#isClosing = true;
    if (this.#underWay === 0) return;
    const giveUp = new AbortController();
    const done = new Promise<void>((resolve) => {
      this.#whenDone = resolve;
    });
    await Promise.race([done, setTimeout(mostMs, undefined, { signal: giveUp.signal }).catch(() => {})]);
    giveUp.abort();
  }
}

/** As much of a response as dynalite uses; what it writes passes through `answered`, whether anybody waits for it or not. */
class WholeResponse {
  statusCode = 200;
  readonly #response: ServerResponse;
  readonly #answered: (status: number, answer: Buffer) => Buffer;

  constructor(response: ServerResponse, answered: (status: number, answer: Buffer) => Buffer) {
    this.#response = response;
    this.#answered = answered;
  }

  setHeader(name: string, value: string | number): void {
    this.#response.setHeader(name, value);
  }

  end(text = ''): void {
    const answer = this.#answered(this.statusCode, Buffer.from(text));
    this.#response.statusCode = this.statusCode;
    this.#response.setHeader('content-length', answer.length);
    this.#response.setHeader('x-amz-crc32', crc32(answer));
    this.#response.end(answer);
  }
}
