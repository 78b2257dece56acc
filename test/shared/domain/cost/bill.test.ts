import { describe, expect, it } from 'vitest';
import { billOf, dollarsOf } from '../../../../shared/domain/cost/bill.ts';
import { COUNTERS, NO_USAGE, type Usage } from '../../../../shared/domain/cost/usage.ts';

const usage: Usage = {
  stored: { objectBytes: 2 ** 30, replacedBytes: 2 ** 28, tableBytes: 2 ** 30 },
  days: {
    '2026-03-01': { client: { ...NO_USAGE, objectPuts: 1000, apiRequests: 1000 } },
    '2026-03-02': {
      'Howship-align-twins': { ...NO_USAGE, tableWriteUnits: 1_000_000, gbSeconds: 10_000 },
      'Howship-watch': { ...NO_USAGE, invocations: 5_000_000 },
      standing: { ...NO_USAGE, queueRequests: 1_000_000 },
    },
  },
};

describe('a bill', () => {
  it('prices each counter as the table says', () => {
    const prices = COUNTERS.map((counter) => dollarsOf({ ...NO_USAGE, [counter]: 1_000_000 }));
    expect(prices.map((dollars) => Number(dollars.toFixed(6)))).toEqual([
      0.625, 0.125, 5, 0.4, 0.4, 0.5, 0.2, 13.3334, 1,
    ]);
  });

  it('says what downlinks cause, biggest first, apart from what goes on unasked', () => {
    const bill = billOf(usage, null, { samples: 2_000_000, downlinks: 4 });
    expect(bill.work.map(({ what }) => what)).toEqual([
      'DynamoDB write units',
      'Lambda GB-seconds',
      'S3 PUT and LIST requests',
      'HTTP API requests',
    ]);
    expect(bill.workDollars).toBeCloseTo(0.625 + 0.133334 + 0.005 + 0.001, 9);
    expect(bill.dollarsPerMillionSamples).toBeCloseTo(bill.workDollars / 2, 12);
    expect(bill.dollarsPerDownlink).toBeCloseTo(bill.workDollars / 4, 12);
    expect(bill.standing).toEqual([
      { what: 'Lambda invocations', amount: 5_000_000, dollars: 1 },
      { what: 'SQS requests', amount: 1_000_000, dollars: 0.4 },
    ]);
  });

  it('goes on for a month at the rate of the days that were counted, and keeps what is stored', () => {
    const bill = billOf(usage, null, { samples: 1, downlinks: 1 });
    expect(bill.storageDollarsPerMonth).toBeCloseTo(0.273, 12);
    expect(bill.storage.map(({ amount }) => amount)).toEqual([0.75, 0.25, 1]);
    expect(bill.storage.map(({ dollars }) => dollars)).toEqual([0.75 * 0.023, 0.25 * 0.023, 0.25]);
    const aDay = (bill.workDollars + bill.standingDollars) / 2;
    expect(bill.dollarsPerMonth).toBeCloseTo(aDay * 30.4375 + 0.273, 9);
  });

  it('begins at a day, and gives no price of nothing', () => {
    const bill = billOf(usage, '2026-03-02', { samples: 0, downlinks: 0 });
    expect(bill.work.map(({ what }) => what)).not.toContain('S3 PUT and LIST requests');
    expect([bill.dollarsPerMillionSamples, bill.dollarsPerDownlink]).toEqual([null, null]);
    expect(billOf(usage, '2027-01-01', { samples: 0, downlinks: 0 }).dollarsPerMonth).toBeCloseTo(0.273, 12);
  });
});
