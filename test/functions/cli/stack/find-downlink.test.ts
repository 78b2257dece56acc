import { expect, it } from 'vitest';
import { ApiClient } from '../../../../functions/cli/stack/api-client.ts';
import { findDownlink } from '../../../../functions/cli/stack/find-downlink.ts';

it.each(['', ' '])('asks for a name where it got the text "%s", without asking the stack', async (wanted) => {
  const client = new ApiClient({ url: 'http://127.0.0.1:1', token: 'none', from: 'the test' });
  await expect(findDownlink(client, 'osteo', wanted)).rejects.toMatchObject({ code: 'downlink.no-name' });
});
