import { describe, expect, it } from 'vitest';
import { quietUnits } from '../../../../../shared/domain/detect/silence/quiet.ts';
import { quietText } from '../../../../../shared/domain/detect/silence/quiet-text.ts';

const HOUR = 3_600_000_000;
const unit = (name: string, newest: number | null, arm = 'flight') => ({
  ...{ unit: name, arm, newest: newest === null ? null : newest * HOUR },
  ...{ periodSeconds: 60, isFlying: true },
});
const at = 22 * HOUR;
const contact = (aos: number) => ({ id: `C${aos}`, aos: aos * HOUR, los: (aos + 0.5) * HOUR, station: null });
const plan = { contacts: [contact(6), contact(18), contact(30)], latency: 0 };

describe('a unit of which nothing comes while others of its arm go on', () => {
  const rules = { plan, maxSilence: 12 * 3600, at };

  it('is named with since when, and from when on it is silent', () => {
    const quiet = quietUnits(
      [unit('FU1', 18), unit('FU2', 18), unit('FU3', 8.5), unit('GU1', 2, 'ground')],
      rules,
    );
    expect(quiet).toEqual([{ unit: 'FU3', since: 8.5 * HOUR, othersTo: 18 * HOUR, silentFrom: 42.5 * HOUR }]);
    expect(quietText(quiet[0]!, (micros) => `${micros / HOUR} h`)).toBe(
      'FU3: nothing since 8.5 h, while others of its arm came up to 18 h. It is no alarm yet, and counts as silent from 42.5 h if nothing comes.',
    );
  });

  it('is named where nothing ever came, and where nothing looks for silence', () => {
    const [quiet] = quietUnits([unit('FU1', 18), unit('FU2', null)], { ...rules, plan: null });
    expect(quiet).toEqual({ unit: 'FU2', since: null, othersTo: 18 * HOUR, silentFrom: null });
    expect(quietText(quiet!, String)).toContain('nothing has come of it yet, while');
    expect(quietText(quiet!, String)).toContain('No rule calls it silent: that needs contacts.maxSilence');
  });

  it('is not what ends a little apart, what is silent already, or what lags behind a clock that is ahead', () => {
    expect(quietUnits([unit('FU1', 18), unit('FU2', 17.9)], rules)).toEqual([]);
    expect(quietUnits([unit('FU1', 18), unit('FU2', 5)], { ...rules, maxSilence: 3600 })).toEqual([]);
    expect(quietUnits([unit('FU1', 40), unit('FU2', 18)], rules)).toEqual([]);
    expect(quietUnits([unit('FU1', 18)], rules)).toEqual([]);
  });
});
