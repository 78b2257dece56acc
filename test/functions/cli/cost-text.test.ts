import { expect, it } from 'vitest';
import { costText } from '../../../functions/cli/commands/cost.ts';
import { UNLIMITED } from '../../../functions/cli/text/page.ts';
import { billOf } from '../../../shared/domain/cost/bill.ts';
import { NO_USAGE, type Usage } from '../../../shared/domain/cost/usage.ts';

const usage: Usage = {
  stored: { objectBytes: 3 * 2 ** 30, replacedBytes: 2 ** 29, tableBytes: 2 ** 20 },
  days: {
    '2026-03-01': { client: { ...NO_USAGE, objectPuts: 16, apiRequests: 48 } },
    '2026-03-02': {
      'Howship-align-twins': { ...NO_USAGE, tableWriteUnits: 160, objectPuts: 32, gbSeconds: 25.5 },
      'Howship-watch': { ...NO_USAGE, invocations: 288, gbSeconds: 30 },
      standing: { ...NO_USAGE, queueRequests: 86_400 },
    },
  },
};
const answerOf = (since: string | null, taken: { samples: number; downlinks: number }) => ({
  ...billOf(usage, since, taken),
  ...taken,
  since,
  prices: { region: 'us-east-1', date: '2026-11-22' },
  notMetered: ['data transfer out of AWS', 'the free tier'],
});

it('says what a million samples, a downlink and a month come to, then of what', async () => {
  const text = costText(answerOf(null, { samples: 2_764_800, downlinks: 16 }), UNLIMITED);
  await expect(text).toMatchFileSnapshot('../../golden/cost/two-days.txt');
});

it('gives no price of nothing', async () => {
  const text = costText(answerOf('2026-04-01', { samples: 0, downlinks: 0 }), UNLIMITED);
  await expect(text).toMatchFileSnapshot('../../golden/cost/nothing.txt');
});
