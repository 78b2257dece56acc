import type * as z from 'zod';
import { problemSchema } from '../../../shared/contract/problem.ts';
import { HOUSE_WORDS } from '../../../shared/domain/experiment/issue-words.ts';
import { fieldOf, findingsOf } from '../../../shared/domain/experiment/problems.ts';
import { typedCommand } from '../../../shared/domain/words/typed-command.ts';
import { jsonOf } from '../../../shared/formats/json-of.ts';
import { DAMAGED_CODE } from '../../../shared/runtime/environment-names.ts';
import type { Connection } from './connection.ts';
import { CliFailure } from './failure.ts';
import { insist } from './insist.ts';

/** Longer than the API itself takes to give up. */
const PATIENCE_MS = 60_000;

export type Query = Readonly<Record<string, string | undefined>>;

/** The calls of the API. Every answer is read with its schema; every problem becomes a `CliFailure`. */
export class ApiClient {
  readonly connection: Connection;

  constructor(connection: Connection) {
    this.connection = connection;
  }

  async get<S extends z.ZodType>(path: string, schema: S, query: Query = {}): Promise<z.output<S>> {
    const init = { headers: { Accept: 'application/json' } };
    return insist(async () => this.#read(await this.#ask(withQuery(path, query), init), schema));
  }

  async send<S extends z.ZodType>(
    method: 'PUT' | 'POST',
    path: string,
    content: { readonly type: string; readonly body: string } | null,
    schema: S,
    query: Readonly<Record<string, string>> = {},
  ): Promise<z.output<S>> {
    const headers = { Accept: 'application/json', ...(content !== null && { 'Content-Type': content.type }) };
    const init = { method, body: content?.body ?? null, headers };
    return this.#read(await this.#ask(withQuery(path, query), init), schema);
  }

  /** As `send`, again where the stack fails or the line breaks: for what may be asked twice. */
  again<S extends z.ZodType>(
    method: 'PUT' | 'POST',
    path: string,
    content: { readonly type: string; readonly body: string } | null,
    schema: S,
  ): Promise<z.output<S>> {
    return insist(() => this.send(method, path, content, schema));
  }

  /** A picture or a page, as it is answered. */
  text(path: string, accept: string): Promise<string> {
    return insist(async () => textOf(await this.#ask(path, { headers: { Accept: accept } })));
  }

  /** A picture that is no text. */
  bytes(path: string, accept: string): Promise<Uint8Array> {
    return insist(async () => bytesOf(await this.#ask(path, { headers: { Accept: accept } })));
  }

  /** CSV that may come in parts; each is handed on with the header only once. */
  async *csv(path: string): AsyncGenerator<string> {
    let next: string | null = path;
    for (let isFirst = true; next !== null; isFirst = false) {
      const asked: string = next;
      const { response, text } = await insist(async () => {
        const answer = await this.#ask(asked, { headers: { Accept: 'text/csv' } });
        return { response: answer, text: await textOf(answer) };
      });
      yield isFirst ? text : text.slice(text.indexOf('\n') + 1);
      next = /^<([^>]*)>; rel="next"$/.exec(response.headers.get('link') ?? '')?.[1] ?? null;
    }
  }

  async #ask(path: string, init: RequestInit): Promise<Response> {
    const { url, token, from } = this.connection;
    const headers = new Headers(init.headers);
    if (token !== '') headers.set('Authorization', `Bearer ${token}`);
    let response: Response;
    try {
      const signal = AbortSignal.timeout(PATIENCE_MS);
      response = await fetch(`${url}${path}`, { ...init, headers, redirect: 'follow', signal });
    } catch (error) {
      throw new CliFailure(
        'stack.silent',
        `no stack answers at ${url} (${from}): ${reasonOf(error)}; start one with "${typedCommand('up')}", or name another by --url`,
        [],
        { cause: error, isPassing: reasonOf(error) !== 'ECONNREFUSED' },
      );
    }
    if (response.ok) return response;
    throw await failureIn(response);
  }

  async #read<S extends z.ZodType>(response: Response, schema: S): Promise<z.output<S>> {
    const parsed = schema.safeParse(jsonOf(await textOf(response)), HOUSE_WORDS);
    if (parsed.success) return parsed.data;
    const [finding] = parsed.error.issues.flatMap((issue) => findingsOf(issue, schema));
    const { path = [], message = '' } = finding ?? {};
    throw new CliFailure(
      'answer.unexpected',
      `${this.connection.url} answered something else than this version of howship expects (${fieldOf(path)}: ${message}); are both of the same version?`,
    );
  }
}

const textOf = (response: Response): Promise<string> => whole(() => response.text());
const bytesOf = async (response: Response) => new Uint8Array(await whole(() => response.arrayBuffer()));

async function whole<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    const message = `the answer of the stack broke off: ${reasonOf(error)}; run the command again`;
    throw new CliFailure('answer.broken', message, [], { cause: error, isPassing: true });
  }
}

async function failureIn(response: Response): Promise<CliFailure> {
  const text = await response.text();
  const problem = problemSchema.safeParse(jsonOf(text));
  // What is damaged stays so: what is made anew by itself was, before the answer came.
  const isDamaged = problem.data?.code === DAMAGED_CODE;
  const isPassing = (response.status >= 500 && !isDamaged) || response.status === 429;
  if (problem.success) {
    const { code, detail, problems, problemsFound, key } = problem.data;
    return new CliFailure(code, detail, problems ?? [], { found: problemsFound, isPassing, key });
  }
  return new CliFailure(
    'answer.failed',
    `the stack answered ${response.status}: ${text.slice(0, 300) || response.statusText}`,
    [],
    { isPassing },
  );
}

function withQuery(path: string, query: Query): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`;
}

/** Node wraps what went wrong on the socket. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.cause instanceof Error)
    return 'code' in error.cause ? String(error.cause.code) : error.cause.message;
  return error.message;
}
