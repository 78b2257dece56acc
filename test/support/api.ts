/** The API over the ports in memory, with one holder, and the small experiment of two twins. */
import { type ApiDeps, createApp } from '../../functions/api/app.ts';
import type { Log } from '../../shared/runtime/log.ts';
import { type MemoryPorts, memoryPorts } from './memory-ports.ts';
import { settleAll, upload } from './run-stack.ts';
import { TWIN_DEFINITION, twinFiles } from './twin-experiment.ts';

export const TOKEN = 'token-of-ada-1234567890';
export const HOLDER = 'ada';

export interface LoggedError {
  readonly message: string;
  readonly error: unknown;
  readonly facts: Readonly<Record<string, unknown>> | undefined;
}

export interface TestApi {
  readonly ports: MemoryPorts;
  readonly errors: readonly LoggedError[];
  /** Asks with the holder's token. */
  ask(path: string, init?: RequestInit): Promise<Response>;
  /** Asks as it is written. */
  askOpenly(path: string, init?: RequestInit): Promise<Response>;
}

export function testApi(ports: MemoryPorts = memoryPorts(), options: Pick<ApiDeps, 'console'> = {}): TestApi {
  const errors: LoggedError[] = [];
  const log: Log = {
    info: () => {},
    error: (message, error, facts) => errors.push({ message, error, facts }),
  };
  const app = createApp({
    ports,
    tokens: async () => new Map([[HOLDER, TOKEN]]),
    log,
    ...options,
  });
  const askOpenly = async (path: string, init: RequestInit = {}) => app.request(path, init);
  const ask = (path: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers);
    headers.set('Authorization', `Bearer ${TOKEN}`);
    return askOpenly(path, { ...init, headers });
  };
  return { ports, errors, ask, askOpenly };
}

export const putDefinition = (api: TestApi, body: string = TWIN_DEFINITION): Promise<Response> =>
  api.ask('/v1/experiments/twins', { method: 'PUT', body });

export const postJson = (api: TestApi, path: string, body: unknown): Promise<Response> =>
  api.ask(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });

/** The files in, in this order, and everything computed that follows from them. */
export async function twinsApi(order: readonly string[] = ['fu1.csv', 'gu1.csv']): Promise<TestApi> {
  const api = testApi();
  await putDefinition(api);
  const { flight, ground } = twinFiles();
  for (const name of order) await upload(api.ports, 'twins', name, name === 'fu1.csv' ? flight : ground);
  await settleAll(api.ports);
  return api;
}
