import { describe, expect, it } from 'vitest';
import { SEVERITIES } from '../../../../shared/domain/anomaly/anomaly.ts';
import { isLouder, ROUTES_ASCENDING, tellingOf } from '../../../../shared/domain/journal/telling.ts';
import { NEWEST, ONSET, OVER, ongoing } from '../../../support/journal-cases.ts';

const ALWAYS = [{ from: -Infinity, to: Infinity }];
const UNARMED = { route: 'SHOW', untold: 'UNARMED' };

describe('who is told of an anomaly', () => {
  it('follows its severity while it is ongoing: two page, two mail, one is shown', () => {
    expect(SEVERITIES.map((severity) => tellingOf(ongoing(severity), ALWAYS))).toEqual([
      { route: 'SHOW', untold: 'WATCH' },
      { route: 'MAIL' },
      { route: 'MAIL' },
      { route: 'PAGE' },
      { route: 'PAGE' },
    ]);
  });

  it('is nobody for a past that is over, however bad it was', () => {
    for (const severity of SEVERITIES) {
      expect(tellingOf({ ...OVER, severity }, ALWAYS)).toEqual({ route: 'SHOW', untold: 'ENDED' });
    }
  });

  it('follows the severity now, not a worst that is over', () => {
    expect(tellingOf({ ...ongoing('WARNING'), severity: 'SEVERE' }, ALWAYS)).toEqual({ route: 'MAIL' });
  });

  it('is nobody while the newest sample of its channels lies outside the armed phases', () => {
    const anomaly = ongoing('CRITICAL');
    expect(tellingOf(anomaly, [])).toEqual(UNARMED);
    expect(tellingOf(anomaly, [{ from: -Infinity, to: NEWEST }])).toEqual(UNARMED);
    expect(tellingOf(anomaly, [{ from: -Infinity, to: NEWEST + 1 }])).toEqual({ route: 'PAGE' });
  });

  it('counts what began before an armed phase and is ongoing in it', () => {
    expect(tellingOf(ongoing('CRITICAL'), [{ from: ONSET + 1, to: Infinity }])).toEqual({ route: 'PAGE' });
  });
});

describe('a louder route', () => {
  it('is a page rather than a mail, and a mail rather than nothing', () => {
    const louder = ROUTES_ASCENDING.flatMap((route) =>
      ROUTES_ASCENDING.filter((than) => isLouder(route, than)).map((than) => `${route} than ${than}`),
    );
    expect(louder).toEqual(['MAIL than SHOW', 'PAGE than SHOW', 'PAGE than MAIL']);
  });
});
