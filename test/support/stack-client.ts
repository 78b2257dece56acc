/** What a user does to a stack over HTTP; every answer is read with its schema. */
import { createHash } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type * as z from 'zod';
import type { StackFile } from '../../cdk/local/home/home.ts';
import { anomaliesSchema } from '../../shared/contract/anomalies.ts';
import { completenessSchema } from '../../shared/contract/completeness.ts';
import { deltaSchema } from '../../shared/contract/deltas.ts';
import { type ReceiptOnWire, receiptSchema, receiptsSchema } from '../../shared/contract/downlinks.ts';
import { type AppliedExperiment, appliedExperimentSchema } from '../../shared/contract/experiments.ts';
import { type Problem, problemSchema } from '../../shared/contract/problem.ts';
import { archiveSchema } from '../../shared/contract/telemetry.ts';
import type { Definition } from '../../shared/domain/experiment/definition.ts';
import { indexDefinition } from '../../shared/domain/experiment/definition-index.ts';
import { unitSeries } from '../../shared/domain/experiment/lookups.ts';

const SETTLED_WITHIN_MS = 180_000;
const ASK_EVERY_MS = 100;

const FINAL: readonly ReceiptOnWire['state'][] = [
  'INGESTED',
  'INGESTED_WITH_REJECTS',
  'REFUSED',
  'FAILED',
  'EXPIRED',
];

/** Of a deployed stack only its address and a token are known. */
export class StackClient<S extends Pick<StackFile, 'url' | 'token'> = StackFile> {
  readonly stack: S;

  constructor(stack: S) {
    this.stack = stack;
  }

  ask(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set('Authorization', `Bearer ${this.stack.token}`);
    return fetch(`${this.stack.url}${path}`, { ...init, headers });
  }

  async get<T extends z.ZodType>(path: string, schema: T): Promise<z.output<T>> {
    return schema.parse(await jsonOf(await this.ask(path), 200));
  }

  /** The problem that a request is refused with. */
  async refusal(path: string, init?: RequestInit): Promise<Problem> {
    const response = await this.ask(path, init);
    if (response.headers.get('content-type') !== 'application/problem+json')
      throw new Error(`${path} answered ${response.status}, expected a problem: ${await response.text()}`);
    return problemSchema.parse(await response.json());
  }

  async apply(experiment: string, definition: string, type = 'application/yaml'): Promise<AppliedExperiment> {
    const init = { method: 'PUT', body: definition, headers: { 'Content-Type': type } };
    return appliedExperimentSchema.parse(await jsonOf(await this.ask(pathOf(experiment), init), 200));
  }

  /** Puts a definition in force that reads otherwise what is in. */
  async applyNewReading(experiment: string, definition: string): Promise<AppliedExperiment> {
    const init = { method: 'PUT', body: definition, headers: { 'Content-Type': 'application/yaml' } };
    const response = await this.ask(`${pathOf(experiment)}?newReading=true`, init);
    return appliedExperimentSchema.parse(await jsonOf(response, 200));
  }

  /** Announces a file that goes to one link. */
  async announce(experiment: string, fileName: string, bytes: Uint8Array): Promise<Announced> {
    const { id, upload } = await this.#linksFor(experiment, fileName, bytes);
    if (upload?.method !== 'PUT') throw new Error(`${fileName} was announced as ${id} without one link`);
    return { id, upload };
  }

  /** Announces a file, puts it to its link or, part by part, to its links, and waits for its final receipt. */
  async upload(
    experiment: string,
    fileName: string,
    content: string | Uint8Array,
    partBytes?: number,
  ): Promise<ReceiptOnWire> {
    const bytes = Buffer.from(content);
    const { id, upload } = await this.#linksFor(experiment, fileName, bytes, partBytes);
    if (upload === undefined) throw new Error(`${fileName} was announced as ${id} without a link`);
    if (upload.method === 'PUT') {
      await put(upload, bytes);
    } else {
      for (const { url, from, to } of upload.parts) {
        if (url === undefined)
          throw new Error(`${fileName} was announced as ${id} with a part without a link`);
        await put({ method: 'PUT', url, headers: {} }, bytes.subarray(from, to));
      }
      const completed = `${pathOf(experiment)}/downlinks/${id}/upload`;
      await jsonOf(await this.ask(completed, { method: 'POST' }), 202);
    }
    return this.finalReceipt(experiment, id);
  }

  async #linksFor(
    experiment: string,
    fileName: string,
    bytes: Uint8Array,
    partBytes?: number,
  ): Promise<ReceiptOnWire> {
    const init = {
      method: 'POST',
      body: JSON.stringify({ fileName, bytes: bytes.length, sha256: digestOf(bytes), partBytes }),
      headers: { 'Content-Type': 'application/json' },
    };
    const answer = await jsonOf(await this.ask(`${pathOf(experiment)}/downlinks`, init), 201);
    return receiptSchema.parse(answer);
  }

  receipt(experiment: string, id: string): Promise<ReceiptOnWire> {
    return this.get(`${pathOf(experiment)}/downlinks/${id}`, receiptSchema);
  }

  finalReceipt(experiment: string, id: string): Promise<ReceiptOnWire> {
    return until(
      () => this.receipt(experiment, id),
      ({ state }) => FINAL.includes(state),
    );
  }

  async receipts(experiment: string): Promise<ReceiptOnWire[]> {
    return (await this.get(`${pathOf(experiment)}/downlinks`, receiptsSchema)).downlinks;
  }

  /**
   * Everything that data and definition decide, once nothing of it is pending any more. What is found on the hardware
   * changes what is compared, and the other way round: so nothing may be pending twice in a row, with equal answers.
   */
  async settled(definition: Definition): Promise<Answers> {
    let before = '';
    return until(
      () => this.answers(definition),
      (answers) => {
        const now = answers.pending === 0 ? JSON.stringify(answers) : '';
        const isSettled = now !== '' && now === before;
        before = now;
        return isSettled;
      },
    );
  }

  async answers({ id, ...definition }: Definition): Promise<Answers> {
    const path = pathOf(id);
    const archive = await this.get(`${path}/archive`, archiveSchema);
    const { anomalies, ...flagged } = await this.get(`${path}/anomalies`, anomaliesSchema);
    let { pending } = flagged;
    const completeness = [];
    const index = indexDefinition({ id, ...definition });
    for (const unit of definition.units) {
      for (const { series } of unitSeries(index, unit.id)) {
        const query = new URLSearchParams({ unit: unit.id, channel: series });
        const answer = await this.get(`${path}/completeness?${query}`, completenessSchema);
        pending += answer.pending;
        completeness.push(answer);
      }
    }
    const deltas = [];
    for (const pair of definition.pairs) {
      for (const channel of definition.channels) {
        const query = new URLSearchParams({ pair: pair.id, channel: channel.id, resolution: 'PT6H' });
        const { snapshot: _inputs, ...answer } = await this.get(`${path}/deltas?${query}`, deltaSchema);
        pending += answer.pending;
        deltas.push(answer);
      }
    }
    return { pending, archive, anomalies, completeness, deltas };
  }
}

export interface Announced {
  readonly id: string;
  readonly upload: Extract<ReceiptOnWire['upload'], { method: 'PUT' }>;
}

export interface Answers {
  readonly pending: number;
  readonly archive: z.output<typeof archiveSchema>;
  readonly anomalies: z.output<typeof anomaliesSchema>['anomalies'];
  readonly completeness: readonly z.output<typeof completenessSchema>[];
  readonly deltas: readonly Omit<z.output<typeof deltaSchema>, 'snapshot'>[];
}

export const pathOf = (experiment: string) => `/v1/experiments/${experiment}`;

export const digestOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Puts the bytes to a link; a link whose file is there already (412) is as good. */
export async function put(
  { method, url, headers }: Pick<Announced['upload'], 'method' | 'url' | 'headers'>,
  bytes: Uint8Array,
): Promise<void> {
  const response = await fetch(url, { method, headers, body: Buffer.from(bytes) });
  const text = await response.text();
  if (!response.ok && response.status !== 412)
    throw new AnswerFailure(`the link answered ${response.status}: ${text}`, response.status);
}

/** An answer came, of another status than was expected. */
export class AnswerFailure extends Error {
  readonly status: number;

  constructor(message: string, status: number) {
    super(message);
    this.name = 'AnswerFailure';
    this.status = status;
  }
}

async function jsonOf(response: Response, status: number): Promise<unknown> {
  const text = await response.text();
  if (response.status === status) return JSON.parse(text);
  throw new AnswerFailure(
    `${response.url} answered ${response.status}, expected ${status}: ${text}`,
    response.status,
  );
}

/** Asks again until the answer is as wanted. */
export async function until<T>(
  ask: () => Promise<T>,
  isWanted: (answer: T) => boolean,
  { mostMs, everyMs } = { mostMs: SETTLED_WITHIN_MS, everyMs: ASK_EVERY_MS },
): Promise<T> {
  const deadline = performance.now() + mostMs;
  for (;;) {
    const answer = await ask();
    if (isWanted(answer)) return answer;
    if (performance.now() > deadline)
      throw new Error(
        `waited ${mostMs / 1000} s, the last answer was ${JSON.stringify(answer).slice(0, 2000)}`,
      );
    await setTimeout(everyMs);
  }
}
