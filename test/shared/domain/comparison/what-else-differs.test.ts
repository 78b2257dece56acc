import { describe, expect, it } from 'vitest';
import { whatElseDiffers } from '../../../../shared/domain/comparison/what-else-differs.ts';

describe('what differs beside gravity', () => {
  it.each([
    ['SPACEFLIGHT', 'ONBOARD_1G', /^the least confounded estimate of gravity: .*before it spun up remain$/],
    [
      'SPACEFLIGHT',
      'GROUND_CONTROL_SYNCHRONOUS',
      /^launch, cabin air, radiation and handling differ along with gravity$/,
    ],
    ['SPACEFLIGHT', 'GROUND_CONTROL_ASYNCHRONOUS', /; the control ran at another time$/],
    ['ONBOARD_1G', 'GROUND_CONTROL_SYNCHRONOUS', /^gravity is alike/],
    ['SIMULATED_MICROGRAVITY', 'GROUND_CONTROL_SYNCHRONOUS', /^the technique differs as well/],
    ['SPACEFLIGHT', 'BASAL_CONTROL', /time in culture differs as well$/],
    ['SPACEFLIGHT', 'VIVARIUM_CONTROL', /other hardware$/],
    ['SPACEFLIGHT', 'SPACEFLIGHT', /no effect of gravity$/],
    ['GROUND_CONTROL_SYNCHRONOUS', 'GROUND_CONTROL_ASYNCHRONOUS', /^neither arm flew/],
  ] as const)('of %s and %s, whichever stands first', (a, b, text) => {
    expect(whatElseDiffers(a, b)).toMatch(text);
    expect(whatElseDiffers(b, a)).toBe(whatElseDiffers(a, b));
  });
});
