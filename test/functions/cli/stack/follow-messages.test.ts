import { afterAll, beforeAll, expect, it } from 'vitest';
import { ApiClient } from '../../../../functions/cli/stack/api-client.ts';
import { followMessages } from '../../../../functions/cli/stack/follow-messages.ts';
import { applyExperiment } from '../../../../shared/usecases/define/apply-experiment.ts';
import { testRoute } from '../../../../shared/usecases/tell/test-route.ts';
import { TOKEN } from '../../../support/api.ts';
import { type ApiServer, startApiServer } from '../../../support/api-server.ts';
import { settleAll } from '../../../support/run-stack.ts';
import { TWIN_DEFINITION } from '../../../support/twin-experiment.ts';

let server: ApiServer;
beforeAll(async () => {
  server = await startApiServer();
});
afterAll(() => server.close());

it('hands on each message that goes out once, and stops when it is told to', async () => {
  const { ports } = server;
  await applyExperiment(ports, 'twins', TWIN_DEFINITION);
  const test = async () => {
    await testRoute(ports, { experiment: 'twins', route: 'topic' }, 'ada');
    await settleAll(ports);
  };
  await test();
  const client = new ApiClient({ url: server.url, token: TOKEN, from: 'a test' });
  const quit = new AbortController();
  const said: string[] = [];
  await followMessages(
    client,
    '2000-01-01T00:00:00Z',
    {
      complain: (sentence) => expect(sentence).toBe(''),
      say: ({ id }) => {
        said.push(id);
        if (said.length === 1) void test();
        else quit.abort();
      },
    },
    { signal: quit.signal, pauseMs: 1 },
  );
  expect(said).toEqual(['twins/test:topic/1/topic', 'twins/test:topic/2/topic']);
});

const EXPERIMENT = {
  ...{ id: 'e', revision: 1, sha256: '', appliedAt: '2026-03-01T08:00:00Z' },
  definition: null,
};

/** What is complained of until so many complaints are there. */
async function complaintsOf(client: Pick<ApiClient, 'get'>, count: number): Promise<string[]> {
  const quit = new AbortController();
  const complaints: string[] = [];
  const complain = (sentence: string) => {
    complaints.push(sentence);
    if (complaints.length === count) quit.abort();
  };
  const listener = { complain, say: () => {} };
  await followMessages(client, '2000-01-01T00:00:00Z', listener, { signal: quit.signal, pauseMs: 1 });
  return complaints;
}

it('says once, until it goes well again, that the messages cannot be shown', async () => {
  let asked = 0;
  const client: Pick<ApiClient, 'get'> = {
    // It answers the fifth question only.
    get: async (_path, schema) => {
      asked += 1;
      if (asked !== 5) throw new Error(`no answer to question ${asked}`);
      return schema.parse({ experiments: [], now: '2026-03-01T08:14:00Z' });
    },
  };
  expect(await complaintsOf(client, 2)).toEqual([
    'messages cannot be shown: no answer to question 2',
    'messages cannot be shown: no answer to question 7',
  ]);
});

it('says once of each message that no receiver took it, and of each that is damaged', async () => {
  const message = {
    ...{ id: 'e/g/1/chat', at: '2026-03-01T08:14:00Z', group: 'g', route: 'chat', about: 'TEST' },
    ...{ severity: 'WATCH', alarms: [], subject: 'a test', text: '', tries: 3 },
    error: 'the receiver answered 503',
  };
  const states = ['WAITING', 'WAITING', 'GIVEN_UP'];
  const client: Pick<ApiClient, 'get'> = {
    get: async (path, schema) =>
      schema.parse(
        path === '/v1/experiments'
          ? { experiments: [EXPERIMENT], now: '2026-03-01T08:14:00Z' }
          : {
              ...{ messages: [{ ...message, state: states.shift() ?? 'GIVEN_UP' }], entries: [] },
              ...{
                known: { messages: 1, entries: 0 },
                waiting: 0,
                damaged: [{ id: 'x', key: 'e/MESSAGE#x' }],
              },
            },
      ),
  };
  expect(await complaintsOf(client, 3)).toEqual([
    'a message cannot be shown: what is kept as e/MESSAGE#x is damaged',
    'not taken yet by route chat: a test (the receiver answered 503)',
    'given up by route chat: a test (the receiver answered 503)',
  ]);
});
