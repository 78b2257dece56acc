/** `npm run smoke`, as it is run by hand against a deployment: every step, on a stack that is killed on the way. */
import { expect, it } from 'vitest';
import { smokeOfOwnStack } from '../campaigns/smoke.ts';

it('upload, multipart, 303, kill, watch and a message are each seen', { timeout: 600_000 }, async () => {
  const said: string[] = [];
  const outcome = await smokeOfOwnStack(Date.parse('2026-03-10T12:00:00Z'), (line) => void said.push(line));
  expect(outcome, said.join('\n')).toEqual({
    ran: ['health', 'token', 'upload', 'multipart', '303', 'kill', 'watch', 'message'],
    notRun: [],
    failed: [],
  });
  // Each says what it looked at.
  expect(said.filter((line) => /^ok +\S+: .{20,} \(\d+\.\d s\)$/.test(line))).toHaveLength(8);
});
