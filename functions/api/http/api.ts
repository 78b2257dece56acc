/** Serves operations: each is described once, and that description both reads its requests and documents it. */
import { type Context, Hono } from 'hono';
import * as z from 'zod';
import { refuseLackingRight, seesExperiment } from '../../../shared/domain/holder/holder.ts';
import type { Ports } from '../../../shared/ports.ts';
import type { Log } from '../../../shared/runtime/log.ts';
import { parsePart } from '../../../shared/runtime/request-refusal.ts';
import { audited } from './audited.ts';
import type { RequestFacts } from './authenticate.ts';
import { type ColumnTypes, type CsvTable, csvText } from './csv.ts';
import { limitBody } from './limit-body.ts';
import { negotiate } from './negotiate.ts';
import {
  type ApiContext,
  type Asked,
  type BytesOperation,
  type BytesPage,
  type Documented,
  type JsonOperation,
  type Operation,
  Verbatim,
} from './operation.ts';

const JSON_TYPE = 'application/json';
const CSV = 'text/csv';
const PARQUET = 'application/vnd.apache.parquet';
const SVG = 'image/svg+xml';
/** As they are. */
const PACKED: readonly string[] = [PARQUET, 'image/png'];

/** Has made anew what an error says is damaged; false where that is not to be had. */
export type Heal = (error: unknown) => Promise<boolean>;

/** Keeps an answer that is too long to be passed on, and resolves to a link to it. */
export type KeepAnswer = (bytes: Uint8Array, mediaType: string) => Promise<string>;

export interface Means {
  readonly keep: KeepAnswer;
  readonly heal: Heal;
}

/** An answer whose bytes are to stay what they are. */
export class Api {
  readonly hono = new Hono<{ Variables: RequestFacts }>();
  readonly #operations: Documented[] = [];
  readonly #ports: Ports;
  readonly #log: Log;
  readonly #keep: KeepAnswer;
  readonly #heal: Heal;

  constructor(ports: Ports, log: Log, { keep, heal }: Means) {
    this.#ports = ports;
    this.#log = log;
    this.#keep = keep;
    this.#heal = heal;
  }

  get operations(): readonly Documented[] {
    return this.#operations;
  }

  /** Serves an operation that needs a token and answers JSON, or a table where the operation has rows. */
  serve<P extends z.ZodType, Q extends z.ZodType, A extends z.ZodType>(
    operation: JsonOperation<P, Q, A>,
    act: (asked: Asked<P, Q>) => Promise<z.output<A> | Verbatim<z.output<A>>>,
  ): void {
    const { answer, csv, parquet, svg, status } = operation;
    const answers = {
      [JSON_TYPE]: answer,
      ...(csv && { [CSV]: 'The same numbers as a table.' }),
      ...(csv && parquet && { [PARQUET]: 'The same numbers as a table.' }),
      ...(svg && { [SVG]: 'The same as a picture.' }),
    };
    this.#add(operation, answers, async (asked) => {
      const { context } = asked;
      const type = negotiate(context.req.header('accept'), Object.keys(answers));
      if (svg && type === SVG) return this.#answer(context, status, type, Buffer.from(await svg(asked)));
      const result = await act(asked);
      if (csv === undefined || type === JSON_TYPE) {
        const bytes = result instanceof Verbatim ? result.bytes : Buffer.from(JSON.stringify(result));
        return this.#answer(context, status, type, bytes);
      }
      const told = result instanceof Verbatim ? result.read() : result;
      sayPending(context, told);
      const body = await tableBytes(await csv(told, asked.query), type === PARQUET ? parquet : undefined);
      return this.#answer(context, status, type, Buffer.from(body));
    });
  }

  /** Serves an operation that needs a token and answers one file of one media type, a page or a picture. */
  serveFile<P extends z.ZodType, Q extends z.ZodType>(
    operation: BytesOperation<P, Q>,
    act: (asked: Asked<P, Q>) => Promise<string | Uint8Array>,
  ): void {
    const { mediaType, description, status } = operation;
    this.#add(operation, { [mediaType]: description }, async (asked) => {
      const { context } = asked;
      negotiate(context.req.header('accept'), [mediaType]);
      const file = await act(asked);
      const bytes = typeof file === 'string' ? Buffer.from(file) : Uint8Array.from(file);
      return this.#answer(context, status, mediaType, bytes);
    });
  }

  /** What the front door does not pass on is kept, and the caller sent there. */
  async #answer(
    context: ApiContext,
    status: 200 | 201 | 202,
    type: string,
    bytes: Uint8Array<ArrayBuffer>,
  ): Promise<Response> {
    const contentType = type.startsWith('text/') ? `${type}; charset=utf-8` : type;
    // The same question may be asked for each of the types.
    context.header('Vary', 'Accept, Accept-Encoding');
    if (bytes.length > LONGEST_ANSWER) return context.redirect(await this.#keep(bytes, contentType), 303);
    context.header('Content-Type', contentType);
    if (bytes.length < LEAST_PACKED || PACKED.includes(type)) return context.body(bytes, status);
    // Beside what a cold start loads.
    const { gzipped, takesGzip } = await import('./gzipped.ts');
    if (!takesGzip(context.req.header('accept-encoding'))) return context.body(bytes, status);
    return context.body(await gzipped(bytes), status, { 'Content-Encoding': 'gzip' });
  }

  /** Serves an operation that needs a token and answers bytes of one media type, in parts where there are many. */
  serveBytes<P extends z.ZodType, Q extends z.ZodType>(
    operation: BytesOperation<P, Q>,
    act: (asked: Asked<P, Q>) => Promise<BytesPage>,
  ): void {
    const { mediaType, description, status } = operation;
    this.#add(operation, { [mediaType]: description }, async (asked) => {
      const { context } = asked;
      negotiate(context.req.header('accept'), [mediaType]);
      const { bytes, next } = await act(asked);
      if (next !== null) {
        const query = new URLSearchParams({ ...context.req.query(), next });
        context.header('Link', `<${context.req.path}?${query}>; rel="next"`);
      }
      return this.#answer(context, status, mediaType, bytes);
    });
  }

  /**
   * Asks again where something was damaged and is being made anew: the answer then counts it as pending. What changes
   * something is asked again too, as a client would that got no answer: it ends the same whichever call it broke off at.
   */
  async #healed(respond: () => Promise<Response>): Promise<Response> {
    for (let healed = 0; healed < MOST_HEALED; healed++) {
      try {
        return await respond();
      } catch (error) {
        if (!(await this.#heal(error))) throw error;
      }
    }
    return respond();
  }

  /**
   * Refuses what the holder of the token may not do. An experiment of others is refused as one is that nobody has made, and
   * by the same sentence.
   */
  async #admit({ right }: Pick<Operation<z.ZodType, z.ZodType>, 'right'>, context: ApiContext) {
    const holder = context.get('holder');
    if (holder === undefined) throw new Error('a request came by nobody: it is to be refused before');
    refuseLackingRight(holder, right);
    const sees = (experiment: string) => seesExperiment(holder, experiment);
    if (holder.experiments === null) return { ports: this.#ports, holder: holder.name, sees, seesAll: true };
    // Beside what a cold start loads: most stacks have one team.
    const { refuseUnseen, seenPorts } = await import('../../../shared/usecases/holders/seen-ports.ts');
    const ports = seenPorts(this.#ports, sees);
    const { experiment } = context.req.param() as Record<string, string>;
    if (experiment !== undefined) await refuseUnseen(ports, experiment, sees);
    return { ports, holder: holder.name, sees, seesAll: false };
  }

  #add<P extends z.ZodType, Q extends z.ZodType>(
    operation: Operation<P, Q>,
    answers: Documented['answers'],
    respond: (asked: Asked<P, Q>) => Promise<Response>,
  ): void {
    this.#operations.push({ ...operation, answers, isOpen: false });
    const route = routeOf(operation.path);
    if (isChange(operation))
      this.hono.on(operation.method, route, audited(this.#ports, this.#log, operation.id));
    this.hono.on(operation.method, route, limitBody(), async (context) => {
      const asking = await this.#admit(operation, context);
      const params = parsePart('path', operation.params, context.req.param());
      const query = parsePart('query', operation.query, queryOf(context));
      const asked = { ...asking, params, query, context };
      return this.#healed(() => respond(asked));
    });
  }
}

/** What changes nothing may be sent as a POST where its question is long. */
function isChange({ method, right }: Pick<Operation<z.ZodType, z.ZodType>, 'method' | 'right'>): boolean {
  return method !== 'get' && right !== 'READ';
}

async function tableBytes(
  table: CsvTable,
  columns: ColumnTypes | 'BY_TABLE' | undefined,
): Promise<string | Uint8Array> {
  if (columns === undefined) return csvText(table);
  // Beside what a cold start loads: few ask for Parquet.
  const { parquetBytes } = await import('./parquet.ts');
  return parquetBytes(table, columns === 'BY_TABLE' ? (table.types ?? {}) : columns);
}

/** `/v1/experiments/{experiment}` as Hono writes it. */
function routeOf(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1');
}

/** A parameter given twice stays a list, and no schema takes one: neither value is silently dropped. */
function queryOf(context: Context): Record<string, string | string[]> {
  const entries = Object.entries(context.req.queries());
  return Object.fromEntries(
    entries.map(([name, values]) => [name, values.length === 1 ? values[0]! : values]),
  );
}

/** Of one question; who asks again has more healed. */
const MOST_HEALED = 8;

/** What the front door passes on is 6 MB; escaping takes its part of that. */
export const LONGEST_ANSWER = 4_000_000;

/** Bytes; what is shorter is soon sent as it is. */
const LEAST_PACKED = 10_000;

/** A table has no place for it, and without it one that is short would read as whole. */
function sayPending(context: ApiContext, answer: unknown): void {
  const known = z.object({ pending: z.number(), stopped: z.number().optional() }).safeParse(answer);
  if (!known.success) return;
  const { pending, stopped } = known.data;
  context.header('Howship-Pending', String(pending));
  if (stopped !== undefined) context.header('Howship-Stopped', String(stopped));
}
