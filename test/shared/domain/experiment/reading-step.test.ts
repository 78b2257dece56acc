import { describe, expect, it } from 'vitest';
import { isDriven, jumpsByNature, stepOf } from '../../../../shared/domain/experiment/reading-step.ts';

describe('how finely a channel is read', () => {
  it('is its resolution, else a step of its decimals, else not known', () => {
    const decimal = { kind: 'decimal', scale: 2 } as const;
    expect(stepOf({ resolution: 0.0625, storage: decimal })).toBe(0.0625);
    expect(stepOf({ storage: decimal })).toBeCloseTo(0.01, 12);
    expect(stepOf({ storage: { kind: 'float32' } })).toBeNull();
  });
});

describe('what jumps by nature', () => {
  it('is a flag or a counter by its quantity', () => {
    for (const quantity of ['flag', 'event counter', 'Flags of the heater'])
      expect(jumpsByNature({ quantity }), quantity).toBe(true);
    for (const quantity of ['temperature', 'flagellum length', undefined])
      expect(jumpsByNature({ quantity }), String(quantity)).toBe(false);
  });
});

describe('what a controller drives', () => {
  it('is what declares its loop, and a duty, or power of a heater, by its quantity', () => {
    for (const quantity of ['heater duty', 'duty cycle', 'PWM', 'Peltier current', 'power, heating-output'])
      expect(isDriven({ quantity }), quantity).toBe(true);
    for (const quantity of ['temperature', 'heater temperature', 'supply current', 'heavy duty', undefined])
      expect(isDriven({ quantity }), String(quantity)).toBe(quantity === 'heavy duty');
    expect(isDriven({ loop: { holds: 'temperature', ambient: 'cabin' } })).toBe(true);
  });
});
