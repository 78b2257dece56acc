import { expect, it } from 'vitest';
import { packFlags } from '../../../../shared/domain/telemetry/flags.ts';
import { addWorth, worthOf } from '../../../../shared/domain/telemetry/worth.ts';

const MISSING = packFlags({ quality: 'BAD', acquisitionStatus: 'INVALID', origin: 'MEASURED' });
const BAD = packFlags({ quality: 'BAD', acquisitionStatus: 'ACQUIRED', origin: 'MEASURED' });
const UNCERTAIN = packFlags({ quality: 'UNCERTAIN', acquisitionStatus: 'ACQUIRED', origin: 'MEASURED' });

it('counts valid readings, missing codes and impossible values apart', () => {
  expect(worthOf(Uint8Array.of(0, MISSING, MISSING, BAD, UNCERTAIN, 0), 5)).toEqual({
    valid: 2,
    invalid: 2,
    bad: 1,
  });
  expect(worthOf(MISSING, 7)).toEqual({ valid: 0, invalid: 7, bad: 0 });
  expect(addWorth(worthOf(0, 2), worthOf(BAD, 3))).toEqual({ valid: 2, invalid: 0, bad: 3 });
});
