import { describe, expect, it } from 'vitest';
import {
  ACQUISITION_STATUSES,
  acquisitionStatusOf,
  flagsAt,
  isGoodMeasurement,
  ORIGINS,
  originOf,
  packFlags,
  QUALITIES,
  type Qualifiers,
  qualityOf,
  unpackFlags,
} from '../../../../shared/domain/telemetry/flags.ts';

const everyCombination: Qualifiers[] = QUALITIES.flatMap((quality) =>
  ACQUISITION_STATUSES.flatMap((acquisitionStatus) =>
    ORIGINS.map((origin) => ({ quality, acquisitionStatus, origin })),
  ),
);

describe('a flag byte', () => {
  it('keeps the three axes apart: each of the 72 combinations has its own byte, and comes back', () => {
    const bytes = everyCombination.map(packFlags);
    expect(new Set(bytes).size).toBe(72);
    expect(bytes.every((byte) => Number.isInteger(byte) && byte >= 0 && byte < 256)).toBe(true);
    expect(bytes.map(unpackFlags)).toEqual(everyCombination);
    expect(Uint8Array.from(bytes)).toEqual(Uint8Array.from(bytes, (byte) => byte & 0x7f));
  });

  it('is read one axis at a time', () => {
    for (const qualifiers of everyCombination) {
      const byte = packFlags(qualifiers);
      const { quality, acquisitionStatus, origin } = qualifiers;
      expect([qualityOf(byte), acquisitionStatusOf(byte), originOf(byte)]).toEqual([
        quality,
        acquisitionStatus,
        origin,
      ]);
    }
  });

  it('is laid out as the segments that exist were written', () => {
    expect(packFlags({ quality: 'GOOD', acquisitionStatus: 'ACQUIRED', origin: 'MEASURED' })).toBe(0);
    expect(packFlags({ quality: 'BAD', acquisitionStatus: 'INVALID', origin: 'MEASURED' })).toBe(0b000_10_10);
    expect(packFlags({ quality: 'UNCERTAIN', acquisitionStatus: 'UNCONVERTED', origin: 'SETPOINT' })).toBe(
      0b001_11_01,
    );
    expect(packFlags({ quality: 'GOOD', acquisitionStatus: 'NOT_RECEIVED', origin: 'SIMULATED' })).toBe(
      0b101_01_00,
    );
  });

  it('lets a summary average GOOD, ACQUIRED and MEASURED samples and no other', () => {
    const averaged = everyCombination.filter((one) => isGoodMeasurement(packFlags(one)));
    expect(averaged).toEqual([{ quality: 'GOOD', acquisitionStatus: 'ACQUIRED', origin: 'MEASURED' }]);
  });

  it('is one for all samples of a column or one a sample', () => {
    expect([0, 1, 2].map((i) => flagsAt(16, i))).toEqual([16, 16, 16]);
    expect([0, 1, 2].map((i) => flagsAt(Uint8Array.of(0, 10, 2), i))).toEqual([0, 10, 2]);
  });
});
