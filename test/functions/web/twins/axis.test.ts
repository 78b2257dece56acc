import { describe, expect, it } from 'vitest';
import { axesOf, axisIn, boundText, unreadBounds, viewIn } from '../../../../functions/web/twins/axis.ts';

const ZERO = Date.UTC(2026, 2, 1, 6) / 1000;

describe('an axis', () => {
  it('is elapsed time where there is an event to count from, else the clock of flight', () => {
    expect(axisIn(undefined, 'activation')).toBe('elapsed');
    expect(axisIn(undefined, undefined)).toBe('utc');
    expect(axisIn('onboard', 'activation')).toBe('onboard');
    expect(axisIn('elapsed', undefined)).toBe('utc');
    expect(axisIn('sideways', 'activation')).toBe('elapsed');
    expect(axesOf(undefined)).toEqual(['utc', 'onboard', 'reception']);
  });

  it('writes its places as the API takes them', () => {
    expect(boundText('elapsed', -90.5)).toBe('T-90.5s');
    expect(boundText('elapsed', 3600)).toBe('T+3600s');
    expect(boundText('utc', ZERO + 0.25)).toBe('2026-03-01T06:00:00.250Z');
  });

  it('reads them again, those of another axis too', () => {
    const elapsed = { from: 'T+1h', to: 'T+7200s' };
    const clock = { from: '2026-03-01T07:00:00Z', to: '2026-03-01T08:00:00Z' };
    expect(viewIn(elapsed, 'elapsed', ZERO)).toEqual({ from: 3600, to: 7200 });
    expect(viewIn(clock, 'elapsed', ZERO)).toEqual({ from: 3600, to: 7200 });
    expect(viewIn(elapsed, 'utc', ZERO)).toEqual({ from: ZERO + 3600, to: ZERO + 7200 });
    expect(viewIn(clock, 'elapsed', null)).toBeNull();
  });

  it.each([
    ['no end', { from: 'T+1h' }],
    ['an end before the beginning', { from: 'T+2h', to: 'T+1h' }],
    ['no time', { from: '<b>soon</b>', to: 'T+1h' }],
    ['a time without its offset', { from: '2026-03-01T07:00:00', to: '2026-03-01T08:00:00Z' }],
  ])('shows all there is of an address with %s', (_, address) => {
    expect(viewIn(address, 'elapsed', ZERO)).toBeNull();
  });

  it('says what of an address it cannot read, and what to write', () => {
    expect(unreadBounds({ from: 'T+1h', to: '2026-03-01T08:00:00Z' })).toEqual([]);
    expect(unreadBounds({})).toEqual([]);
    expect(unreadBounds({ from: '<b>soon</b>', to: 'T+1h' })[0]).toContain(
      'says <b>soon</b>, which is no time: write',
    );
    expect(unreadBounds({ from: 'T+1h' })[0]).toContain('one end of a range only');
  });
});
