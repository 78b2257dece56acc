import { expect, it } from 'vitest';
import { passedContacts } from '../../../../shared/domain/handover/passed-contacts.ts';

const contact = (aos: number, los: number) => ({ aos, los, station: null, id: null });
const S = 1_000_000;
/** Files may come until 10 s after the loss of signal. */
const PLAN = {
  contacts: [contact(70 * S, 80 * S), contact(10 * S, 20 * S), contact(40 * S, 50 * S)],
  latency: 10,
};
const told = (announced: readonly number[], since: number, now: number) =>
  passedContacts(PLAN, announced, { since, now }).map(({ contact: { aos }, brought }) => [aos / S, brought]);

it('a contact brought what was announced from its acquisition until its latency was over', () => {
  expect(told([10 * S, 60 * S], 0, 200 * S)).toEqual([
    [10, 'FILES'],
    [40, 'FILES'],
    [70, 'NOTHING'],
  ]);
  expect(told([9 * S, 31 * S, 61 * S], 0, 65 * S)).toEqual([
    [10, 'NOTHING'],
    [40, 'NOTHING'],
  ]);
});

it('is not missed while its latency is not over, nor told before it has passed or of before', () => {
  expect(told([], 0, 85 * S)).toEqual([
    [10, 'NOTHING'],
    [40, 'NOTHING'],
    [70, 'NOT_YET'],
  ]);
  expect(told([], 30 * S, 80 * S)).toEqual([[40, 'NOTHING']]);
});
