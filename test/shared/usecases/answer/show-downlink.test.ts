import { expect, it } from 'vitest';
import { showDownlink } from '../../../../shared/usecases/answer/show-downlink.ts';
import { showReceipt } from '../../../../shared/usecases/answer/show-receipt.ts';
import { announceDownlink } from '../../../../shared/usecases/arrive/announce-downlink.ts';
import { twinsDefined, twinsIn } from '../../../support/twins-in.ts';

it('A downlink that was taken in is shown as its receipt', async () => {
  const memory = await twinsIn();
  expect(await showDownlink(memory, 'twins', 'd000001')).toEqual(
    await showReceipt(memory, 'twins', 'd000001'),
  );
});

it('A downlink that is only tried is shown as what it would be, without moves until they are known', async () => {
  const memory = await twinsDefined();
  const request = { fileName: 'fu1.csv', bytes: 10, dryRun: true };
  const { id } = await announceDownlink(memory, 'twins', request, 'ada');
  const shown = await showDownlink(memory, 'twins', id);
  expect(shown).toMatchObject({ id, dryRun: true, state: 'AWAITING_UPLOAD' });
  expect(shown).not.toHaveProperty('moves');
});

it('A downlink that there is not is refused', async () => {
  await expect(showDownlink(await twinsDefined(), 'twins', 'd9')).rejects.toMatchObject({
    code: 'downlink.unknown',
  });
});
