/** What an operation of the API is: its words and schemas, what it is asked, and what it answers. */
import type { Context } from 'hono';
import type * as z from 'zod';
import type { NeededRight } from '../../../shared/domain/holder/holder.ts';
import type { Ports } from '../../../shared/ports.ts';
import type { RequestFacts } from './authenticate.ts';
import type { ColumnTypes, CsvTable } from './csv.ts';

export type ApiContext = Context<{ Variables: RequestFacts }>;

/** An operation in words and schemas. */
export interface Operation<P extends z.ZodType, Q extends z.ZodType> {
  readonly method: 'get' | 'post' | 'put';
  /** With parameters as OpenAPI writes them: `/v1/experiments/{experiment}`. */
  readonly path: string;
  readonly resource: string;
  /** What its holder must be allowed (docs/rights.md). */
  readonly right: NeededRight;
  /** The name of the operation in the document, for programs: `getDeltas`. */
  readonly id: string;
  /** What stands in a list of operations, a few words. */
  readonly title: string;
  /** A sentence or two. */
  readonly summary: string;
  readonly params: P;
  readonly query: Q;
  /** Media types that are read, each with the schema of its content, or what it holds in words. */
  readonly body?: Readonly<Record<string, z.ZodType | string>>;
  readonly status: 200 | 201 | 202;
  /** Of a read that the state of what it names may refuse; every write may be refused so. */
  readonly mayContradict?: boolean;
}

export interface JsonOperation<P extends z.ZodType, Q extends z.ZodType, A extends z.ZodType>
  extends Operation<P, Q> {
  readonly answer: A;
  /** Where the answer is also served as `text/csv`: its rows. What makes them may lie beside what a cold start loads. */
  readonly csv?: (answer: z.output<A>, query: z.output<Q>) => CsvTable | Promise<CsvTable>;
  /** Where these rows are also served as Parquet: what each column holds, or that the table says so. */
  readonly parquet?: ColumnTypes | 'BY_TABLE';
  /** Where the same question is also answered as a picture: its SVG. */
  readonly svg?: (asked: Question<P, Q>) => Promise<string>;
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

export class Verbatim<T> {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** What they say, for who asks for a table. */
  readonly read: () => T;

  constructor(bytes: Uint8Array<ArrayBuffer>, read: () => T) {
    this.bytes = bytes;
    this.read = read;
  }
}

export interface Question<P extends z.ZodType, Q extends z.ZodType> {
  /** As who asks sees them: experiments of others are not there. */
  readonly ports: Ports;
  readonly params: z.output<P>;
  readonly query: z.output<Q>;
}

export interface Asked<P extends z.ZodType, Q extends z.ZodType> extends Question<P, Q> {
  /** Who asks, by name. */
  readonly holder: string;
  /** Whether there is such an experiment for who asks, so far as it is there at all. */
  readonly sees: (experiment: string) => boolean;
  readonly seesAll: boolean;
  readonly context: ApiContext;
}
