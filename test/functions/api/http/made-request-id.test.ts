import { expect, it } from 'vitest';
import { testApi } from '../../../support/api.ts';

it('a request that names an id gets one of ours, each time another', async () => {
  const api = testApi();
  const ask = async () =>
    (await api.ask('/v1/experiments', { headers: { 'X-Request-Id': 'of-another' } })).headers.get(
      'x-request-id',
    );
  const ids = [await ask(), await ask()];
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  expect(ids[0]).not.toBe(ids[1]);
});
