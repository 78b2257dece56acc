/** The calls of the API. Every answer is read with its schema. */
import type * as z from 'zod';
import { problemSchema } from '../../../shared/contract/problem.ts';
import { stackClock } from './clock.ts';

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

  /** The stack said no: nothing was done. Where an answer was lost, or the stack failed, what was asked may have been done. */
  get isRefusal(): boolean {
    return this.status !== null && this.status >= 400 && this.status < 500;
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

  /** The same as a file of another media type, byte for byte. */
  async file(path: string, type: string, query: Query = {}, signal?: AbortSignal): Promise<Blob> {
    const init = { headers: { Accept: type }, signal: signal ?? null };
    const response = await this.#call(`${path}${textOf(query)}`, init);
    if (response.status >= 400)
      throw this.#failed({ status: response.status, text: await this.#whole(response, init) });
    return this.#heard(() => response.blob(), init);
  }

  async post<S extends z.ZodType>(
    path: string,
    body: object,
    schema: S,
    signal: AbortSignal | null = null,
  ): Promise<z.output<S>> {
    const headers = { 'Content-Type': 'application/json' };
    const asked = { method: 'POST', headers, body: JSON.stringify(body), signal };
    return this.#read(await this.#ask(path, asked), schema);
  }

  putText<S extends z.ZodType>(
    path: string,
    text: string,
    schema: S,
    type = 'application/yaml',
  ): Promise<z.output<S>> {
    return this.#send('PUT', path, { text, type }, schema);
  }

  postText<S extends z.ZodType>(path: string, text: string, schema: S, type: string): Promise<z.output<S>> {
    return this.#send('POST', path, { text, type }, schema);
  }

  async #send<S extends z.ZodType>(
    method: string,
    path: string,
    { text, type }: { readonly text: string; readonly type: string },
    schema: S,
  ): Promise<z.output<S>> {
    const headers = { 'Content-Type': type };
    return this.#read(await this.#ask(path, { method, headers, body: text }), schema);
  }

  /** A table, or the first part of a long one. */
  async csv(path: string, signal: AbortSignal | null = null): Promise<string> {
    return (await this.#ask(path, { headers: { Accept: 'text/csv' }, signal })).text;
  }

  async #ask(path: string, init: RequestInit): Promise<Heard> {
    const response = await this.#call(path, init);
    const heard = { status: response.status, text: await this.#whole(response, init) };
    if (heard.status < 400) return heard;
    throw this.#failed(heard);
  }

  async #call(path: string, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers);
    if (!headers.has('Accept')) headers.set('Accept', 'application/json');
    headers.set('Authorization', `Bearer ${this.#token}`);
    const late = AbortSignal.timeout(PATIENCE_MS);
    const signal = init.signal == null ? late : AbortSignal.any([init.signal, late]);
    const response = await this.#heard(() => fetch(path, { ...init, headers, signal }), init);
    stackClock.hear(response.headers.get('Date'), Date.now());
    return response;
  }

  #whole(response: Response, init: RequestInit): Promise<string> {
    return this.#heard(() => response.text(), init);
  }

  async #heard<T>(listen: () => Promise<T>, { signal }: RequestInit): Promise<T> {
    try {
      return await listen();
    } catch (error) {
      if (signal?.aborted) throw error;
      throw new CallFailure(
        'stack.silent',
        'The stack does not answer, or its answer broke off. Does it run, and is this machine online?',
      );
    }
  }

  #failed(heard: Heard): CallFailure {
    const failure = failureIn(heard);
    if (heard.status === 401) this.#onRefused(failure.message);
    return failure;
  }

  #read<S extends z.ZodType>({ text }: Heard, schema: S): z.output<S> {
    const parsed = schema.safeParse(jsonOf(text));
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    throw new CallFailure(
      'answer.unexpected',
      `The stack answered something else than this page expects (${issue?.path.join('.')}: ${issue?.message}). Reload the page: it may be older than the stack.`,
    );
  }
}

interface Heard {
  readonly status: number;
  readonly text: string;
}

/** What is no JSON is a text, which no schema of an answer takes. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return text;
    throw error;
  }
}

function failureIn({ status, text }: Heard): CallFailure {
  const problem = problemSchema.safeParse(jsonOf(text));
  return problem.success
    ? new CallFailure(problem.data.code, problem.data.detail, status)
    : new CallFailure('answer.unexpected', `the stack answered ${status} without a reason`, status);
}

function textOf(query: Query): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [value].flat().map((one): [string, string] => [name, one]),
  );
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs)}`;
}
