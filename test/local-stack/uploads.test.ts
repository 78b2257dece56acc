/** Uploads side by side are each taken in once; `npm run campaign:uploads` sends 1,000. */
import { expect, it } from 'vitest';
import { uploadsCampaign } from '../campaigns/uploads.ts';

it('60 uploads at once are all receipted, none is lost, and none counts twice', {
  timeout: 600_000,
}, async () => {
  const { faults, third, last } = await uploadsCampaign(60);
  expect(faults).toEqual([]);
  expect(last).toBeGreaterThan(100);
  // A short run still loads its functions in its second half.
  expect(last).toBeLessThan(third * 1.5);
});
