/** `npm run smoke` as it is run by hand: on a stack of its own, which it kills on the way, and on one that is not its own. */
import { expect, it } from 'vitest';
import { type SmokeOutcome, smoke, withOwnStack } from '../campaigns/smoke.ts';
import { StackClient } from '../support/stack-client.ts';

const STEPS = ['health', 'token', 'upload', 'multipart', '303', 'kill', 'watch', 'message'];
const DAY_MS = 86_400_000;

it('upload, multipart, 303, kill, watch and a message are each seen; what is not ours is not killed, and a wrong token fails', {
  timeout: 900_000,
}, async () => {
  const said: string[] = [];
  const say = (line: string) => void said.push(line);
  const now = Date.parse('2026-03-10T12:00:00Z');
  const [own, other, wrong] = await withOwnStack<SmokeOutcome[]>(async (mortal) => [
    await mortal.insist((client) => smoke({ client, mortal, now }, say)),
    await mortal.insist((client) => smoke({ client, mortal: null, now: now + DAY_MS }, say)),
    await mortal.insist(({ stack: { url } }) =>
      smoke({ client: new StackClient({ url, token: 'a'.repeat(40) }), mortal: null, now }, () => {}),
    ),
  ]);
  expect(own, said.join('\n')).toEqual({ ran: STEPS, notRun: [], failed: [] });
  expect(other, said.join('\n')).toEqual({
    ...{ ran: STEPS.filter((step) => step !== 'kill'), notRun: ['kill'], failed: [] },
  });
  expect(wrong).toEqual({
    ...{
      ran: ['health'],
      notRun: ['kill'],
      failed: STEPS.filter((step) => !['health', 'kill'].includes(step)),
    },
  });
  // Each says what it looked at.
  expect(said.filter((line) => /^ok +\S+: .{20,} \(\d+\.\d s\)$/.test(line))).toHaveLength(15);
});
