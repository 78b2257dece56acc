/** The campaign of requests, short: `npm run campaign:requests` sends 20,000. */
import { expect, it } from 'vitest';
import { outcomeText, requestsCampaign } from '../campaigns/requests.ts';

it('600 requests of a seed, valid, mutated, hostile and without a token, are each answered as documented', {
  timeout: 900_000,
}, async () => {
  const outcome = await requestsCampaign({ seed: 46, requests: 600, say: () => {} });
  expect([outcome.faults, outcome.complaints], outcomeText(outcome)).toEqual([[], []]);
  // Answers that were all refused would show little.
  expect(outcome.done.length).toBeGreaterThan(outcome.operations.length / 2);
  expect(outcome.answers.valid?.['2xx']).toBeGreaterThan(100);
  expect(outcome.late).toBeLessThan(30);
  expect(outcome.most).toBeLessThan(outcome.quarter * 1.5);
});
