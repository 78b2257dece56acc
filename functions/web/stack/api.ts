/** The calls of the API. Every answer is read with its schema. */
import type * as z from 'zod';
import { problemSchema } from '../../../shared/contract/problem.ts';

/** Longer than the API itself takes to give up. */
const PATIENCE_MS = 60_000;

export type Query = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Why a call brought no answer, in a sentence for people. */
export class CallFailure extends Error {
  /** Of the problem; `stack.silent` where nothing answered. */
  readonly code: string;
  readonly status: number | null;

  constructor(code: string, message: string, status: number | null = null) {
    super(message);
    this.name = 'CallFailure';
    this.code = code;
    this.status = status;
  }
}

export class Api {
  readonly #token: string;
  readonly #onRefused: (why: string) => void;

  /** @param onRefused hears that the token is not, or no longer, accepted */
  constructor(token: string, onRefused: (why: string) => void) {
    this.#token = token;
    this.#onRefused = onRefused;
  }

  async get<S extends z.ZodType>(
    path: string,
    schema: S,
    query: Query = {},
    signal?: AbortSignal,
  ): Promise<z.output<S>> {
    return this.#read(await this.#ask(`${path}${textOf(query)}`, { signal: signal ?? null }), schema);
  }

  async post<S extends z.ZodType>(path: string, body: object, schema: S): Promise<z.output<S>> {
    const headers = { 'Content-Type': 'application/json' };
    return this.#read(await this.#ask(path, { method: 'POST', headers, body: JSON.stringify(body) }), schema);
  }

  async #ask(path: string, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set('Accept', 'application/json');
    headers.set('Authorization', `Bearer ${this.#token}`);
    const late = AbortSignal.timeout(PATIENCE_MS);
    const signal = init.signal == null ? late : AbortSignal.any([init.signal, late]);
    let response: Response;
    try {
      response = await fetch(path, { ...init, headers, signal });
    } catch (error) {
      if (init.signal?.aborted) throw error;
      throw new CallFailure(
        'stack.silent',
        'The stack does not answer. Does it run, and is this machine online?',
      );
    }
    if (response.ok) return response;
    const failure = await failureIn(response);
    if (response.status === 401) this.#onRefused(failure.message);
    throw failure;
  }

  async #read<S extends z.ZodType>(response: Response, schema: S): Promise<z.output<S>> {
    const parsed = schema.safeParse(await response.json());
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    throw new CallFailure(
      'answer.unexpected',
      `The stack answered something else than this page expects (${issue?.path.join('.')}: ${issue?.message}). Reload the page: it may be older than the stack.`,
    );
  }
}

async function failureIn(response: Response): Promise<CallFailure> {
  const text = await response.text();
  const problem = problemSchema.safeParse(text.startsWith('{') ? JSON.parse(text) : null);
  return problem.success
    ? new CallFailure(problem.data.code, problem.data.detail, response.status)
    : new CallFailure(
        'answer.unexpected',
        `The stack answered ${response.status} without a reason.`,
        response.status,
      );
}

function textOf(query: Query): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [value].flat().map((one): [string, string] => [name, one]),
  );
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs)}`;
}
