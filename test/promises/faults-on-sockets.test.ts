/**
 * docs/promises.md#p11 where the wire is: the SDK's own calls fail, page by page and GET by GET, against the local data
 * plane on real sockets. A run takes seconds, so a few faults are tried here; `npm run campaign:faults` tries all.
 */
import { expect, it } from 'vitest';
import { CAMPAIGN } from '../support/fault-campaign.ts';
import { ON_SOCKETS, summaryOf, tryFaults } from '../support/fault-cases.ts';
import { PUT_RIGHT } from '../support/fault-put-right.ts';

/** Primes, so that the cases are spread over sites and faults alike. */
const STRIDE = Number(process.env.HOWSHIP_SOCKET_FAULT_STRIDE ?? 257);
/** Of the scenario of withdrawals, whose runs are longer. */
const RARE = Number(process.env.HOWSHIP_SOCKET_FAULT_STRIDE ?? 709);

it('a fault at any call of the SDK changes nothing in the end state', { timeout: 300_000 }, async () => {
  const outcome = await tryFaults(ON_SOCKETS, CAMPAIGN, { stride: STRIDE, offset: 7 });
  console.log(summaryOf(ON_SOCKETS, CAMPAIGN, outcome));
  expect(outcome.differing).toEqual([]);
  expect(outcome.tried).toBeGreaterThanOrEqual(10);
  // What people have not acknowledged, and what is kept back because its cause is told, waits for them.
  expect(outcome.clean.endState.due.filter((sort) => !/^(JOURNAL|MESSAGE)#/.test(sort))).toEqual([]);
  const services = new Set(outcome.clean.sites.map((site) => site.split(' ')[0]));
  expect(services).toEqual(new Set(['DynamoDB', 'S3', 'SQS', 'SNS']));
});

it('nor does it while downlinks are withdrawn, read again and sent again', { timeout: 300_000 }, async () => {
  const outcome = await tryFaults(ON_SOCKETS, PUT_RIGHT, { stride: RARE, offset: 5 });
  console.log(summaryOf(ON_SOCKETS, PUT_RIGHT, outcome));
  expect(outcome.differing).toEqual([]);
  expect(outcome.tried).toBeGreaterThanOrEqual(4);
  // What people have not acknowledged, and what is kept back because its cause is told, waits for them.
  expect(outcome.clean.endState.due.filter((sort) => !/^(JOURNAL|MESSAGE)#/.test(sort))).toEqual([]);
  expect(outcome.clean.endState.receipts.filter(({ state }) => state === 'WITHDRAWN')).toHaveLength(2);
});
