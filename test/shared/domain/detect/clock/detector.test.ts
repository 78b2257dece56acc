import { describe, expect, it } from 'vitest';
import { detectorNamed } from '../../../../../shared/domain/detect/registry.ts';
import { listAnomalies } from '../../../../../shared/usecases/answer/list-anomalies.ts';
import { type LaggingTwins, laggingTwins } from '../../../../support/lagging-twins.ts';
import { wander } from '../../lag/signals.ts';

const SIGNAL = wander(4320, 0.99, 0.3);
const HUMID = wander(4320, 0.98, 0.3, 8);
const TWINS: LaggingTwins = {
  periodSeconds: 60,
  samples: 4320,
  signals: { temperature: (elapsed) => SIGNAL(elapsed / 60), humidity: (elapsed) => HUMID(elapsed / 60) },
  own: 0.05,
};
const clocksOf = async (twins: LaggingTwins) => {
  const memory = await laggingTwins(twins);
  const { anomalies } = await listAnomalies(memory, 'lagging', { kind: 'CLOCK' });
  return anomalies;
};

describe('CLOCK', () => {
  it('is found on the pair whose lag grows to 864 s, by both channels, with the lags and the growth per day', async () => {
    const [found, ...others] = await clocksOf({
      ...TWINS,
      groundLate: (elapsed) => (864 * elapsed) / (72 * 3600),
    });
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      kind: 'CLOCK',
      pair: 'P1',
      severity: 'WATCH',
      blame: null,
      from: '2026-02-01T00:00:00Z',
      to: null,
      channels: ['humidity', 'temperature'],
    });
    if (found?.kind !== 'CLOCK') throw new Error('expected CLOCK');
    expect(Math.abs(found.evidence.secondsPerDay - 288)).toBeLessThan(60);
    const { lagsSeconds, uncertaintiesSeconds } = found.evidence;
    expect(lagsSeconds).toHaveLength(3);
    lagsSeconds.forEach((lag, k) => {
      expect(Math.abs(lag - (144 + 288 * k)), `${k}`).toBeLessThanOrEqual(uncertaintiesSeconds[k]!);
    });
  });

  it('is not found where the lag stays, whatever it is, nor on flat data', async () => {
    expect(await clocksOf(TWINS)).toEqual([]);
    expect(await clocksOf({ ...TWINS, groundLate: () => 3600 })).toEqual([]);
    expect(await clocksOf({ ...TWINS, signals: { temperature: () => 37 }, own: 0 })).toEqual([]);
  });

  it('is told by its lags', () => {
    const { figures } = detectorNamed('CLOCK');
    const evidence = {
      lagsSeconds: [144, 432, 720],
      uncertaintiesSeconds: [60, 60, 60],
      secondsPerDay: 287.96,
    };
    const anomaly = { kind: 'CLOCK', channels: ['temperature'], evidence };
    const rest = { id: '', from: 0, to: null, severity: 'WATCH' as const, blame: null };
    const text = figures({ ...anomaly, ...rest, detector: { name: 'clock', version: '1' } }, () => '');
    expect(text).toBe(
      'the ground lags by 144 ± 60 s, 432 ± 60 s, 720 ± 60 s in three stretches of the time, 288 s more per day',
    );
  });
});
