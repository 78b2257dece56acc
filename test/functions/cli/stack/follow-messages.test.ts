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
    ({ id }) => {
      said.push(id);
      if (said.length === 1) void test();
      else quit.abort();
    },
    { signal: quit.signal, pauseMs: 1 },
  );
  expect(said).toEqual(['twins/test:topic/1/topic', 'twins/test:topic/2/topic']);
});
