import { describe, expect, it } from 'vitest';
import type { ChannelsOnWire } from '../../../../shared/contract/channels.ts';
import { listChannels } from '../../../../shared/usecases/answer/list-channels.ts';
import { twinsDefined, twinsIn } from '../../../support/twins-in.ts';

const cellsOf = ({ channels }: ChannelsOnWire, channel: string) =>
  Object.fromEntries(
    channels
      .find((one) => one.channel === channel)!
      .detectors.map(({ kind, pair, looked, why, awaits }) => [
        pair === undefined ? kind : `${kind} ${pair}`,
        why ?? awaits ?? looked,
      ]),
  );

describe('what is looked for', () => {
  it('is said of every channel and kind, before a sample came and after', async () => {
    const before = await listChannels(await twinsDefined(), 'twins', {});
    expect(before).toMatchObject({ revision: 1, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(before.channels.map(({ channel, ucum, period, units }) => [channel, ucum, period, units])).toEqual(
      [
        ['temperature', 'Cel', 'PT1M', ['FU1', 'GU1']],
        ['humidity', '%', 'PT1M', ['FU1', 'GU1']],
      ],
    );
    const NO_SAMPLE = 'no sample has been judged yet';
    expect(cellsOf(before, 'temperature')).toMatchObject({
      LIMIT: 'the channel declares no limits',
      'LIMIT P1': 'the channel declares no limits on flight minus ground',
      STUCK: NO_SAMPLE,
      OFFSET: 'no good samples of both twins have been paired yet',
      SHIFT: expect.stringMatching(/^its drift cannot be seen: no second sensor/),
      VARIANCE: NO_SAMPLE,
    });
    const awaiting = before.channels[0]!.detectors.find(({ kind }) => kind === 'STUCK');
    expect(awaiting).toEqual({
      ...{ kind: 'STUCK', looked: true, awaits: NO_SAMPLE },
      thresholds: [
        { name: 'stuckAfter', value: 'PT30M', text: 'stuck after 30 min', isDefault: false },
        {
          ...{ name: 'whole unit unchanged', value: 'PT6H', isDefault: true },
          text: 'whole unit unchanged for 6 h',
        },
      ],
    });
    const after = await listChannels(await twinsIn(), 'twins', {});
    expect(cellsOf(after, 'temperature')).toMatchObject({ STUCK: true, OFFSET: true, GAP: true });
    expect(cellsOf(after, 'humidity')).toMatchObject({ STUCK: 'the channel declares `stuckAfter: none`' });
  });

  it('is of one channel, where one is asked for, and refuses what there is not', async () => {
    const memory = await twinsDefined();
    expect((await listChannels(memory, 'twins', { channel: 'humidity' })).channels).toHaveLength(1);
    const wrong = [{ unit: 'FU9' }, { pair: 'P9' }, { channel: 'co2' }];
    for (const [i, code] of ['unit.unknown', 'pair.unknown', 'channel.unknown'].entries())
      await expect(listChannels(memory, 'twins', wrong[i]!)).rejects.toMatchObject({ code });
  });
});
