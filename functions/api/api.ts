/** Serves operations: each is described once, and that description both reads its requests and documents it. */
import { type Context, Hono } from 'hono';
import type * as z from 'zod';
import { Refusal } from '../../shared/domain/refusal.ts';
import { parsePart } from '../../shared/runtime/request-refusal.ts';
import { type CsvTable, csvText } from './csv.ts';
import { negotiate } from './negotiate.ts';

export type ApiContext = Context<{ Variables: { holder: string; requestId: string } }>;

/** An operation in words and schemas. */
export interface Operation<P extends z.ZodType, Q extends z.ZodType> {
  readonly method: 'get' | 'post' | 'put';
  /** With parameters as OpenAPI writes them: `/v1/experiments/{experiment}`. */
  readonly path: string;
  readonly resource: string;
  readonly summary: string;
  readonly params: P;
  readonly query: Q;
  /** Media types that are read, each with the schema of its content, or what it holds in words. */
  readonly body?: Readonly<Record<string, z.ZodType | string>>;
  readonly status: 200 | 201 | 202;
}

export interface JsonOperation<P extends z.ZodType, Q extends z.ZodType, A extends z.ZodType>
  extends Operation<P, Q> {
  readonly answer: A;
  /** Where the answer is also served as `text/csv`: its rows. */
  readonly csv?: (answer: z.output<A>) => CsvTable;
}

export interface BytesOperation<P extends z.ZodType, Q extends z.ZodType> extends Operation<P, Q> {
  readonly mediaType: string;
  readonly description: string;
}

/** A part of what may be longer than one answer. */
export interface BytesPage {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The query's `next` for the part after this one; null where this is the last. */
  readonly next: string | null;
}

/** An operation as the document needs it. */
export interface Documented extends Operation<z.ZodType, z.ZodType> {
  readonly isOpen: boolean;
  readonly answers: Readonly<Record<string, z.ZodType | string>>;
}

interface Asked<P extends z.ZodType, Q extends z.ZodType> {
  readonly params: z.output<P>;
  readonly query: z.output<Q>;
  /** Who asks. */
  readonly holder: string;
  readonly context: ApiContext;
}

export class Api {
  readonly hono = new Hono<{ Variables: { holder: string; requestId: string } }>();
  readonly #operations: Documented[] = [];

  get operations(): readonly Documented[] {
    return this.#operations;
  }

  /** Serves an operation that needs a token and answers JSON, or CSV where the operation has rows. */
  serve<P extends z.ZodType, Q extends z.ZodType, A extends z.ZodType>(
    operation: JsonOperation<P, Q, A>,
    act: (asked: Asked<P, Q>) => Promise<z.output<A>>,
  ): void {
    const { answer, csv, status } = operation;
    const answers = {
      'application/json': answer,
      ...(csv && { 'text/csv': 'The same numbers as a table.' }),
    };
    this.#add(operation, answers, async (asked) => {
      const type = negotiate(asked.context.req.header('accept'), Object.keys(answers));
      const result = await act(asked);
      const text = type === 'text/csv' && csv ? csvText(csv(result)) : JSON.stringify(result);
      refuseTooLarge(text);
      return asked.context.body(text, status, {
        'Content-Type': type === 'text/csv' ? 'text/csv; charset=utf-8' : type,
      });
    });
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
      return context.body(bytes, status, { 'Content-Type': `${mediaType}; charset=utf-8` });
    });
  }

  #add<P extends z.ZodType, Q extends z.ZodType>(
    operation: Operation<P, Q>,
    answers: Documented['answers'],
    respond: (asked: Asked<P, Q>) => Promise<Response>,
  ): void {
    this.#operations.push({ ...operation, answers, isOpen: false });
    this.hono.on(operation.method, routeOf(operation.path), (context) => {
      const params = parsePart('path', operation.params, context.req.param());
      const query = parsePart('query', operation.query, queryOf(context));
      return respond({ params, query, holder: context.get('holder'), context });
    });
  }
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

/** What the front door passes on is 6 MB; escaping takes its part of that. */
export const LONGEST_ANSWER = 4_000_000;

function refuseTooLarge(text: string): void {
  const bytes = Buffer.byteLength(text);
  if (bytes <= LONGEST_ANSWER) return;
  throw new Refusal(
    'too-large',
    'answer.too-large',
    `the answer has ${bytes} bytes and at most ${LONGEST_ANSWER} are served: ask for a shorter range or fewer points`,
  );
}
