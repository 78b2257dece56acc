/**
 * The three axes that qualify a sample (docs/design.md#quality-status-and-origin), packed into one byte so that a
 * column of them is a Uint8Array: bits 0-1 quality, bits 2-3 acquisition status, bits 4-6 origin; bit 7 says that the
 * row was not ended. The axes stay separate: nothing reads the byte but the functions of this file. 0 is GOOD, ACQUIRED,
 * MEASURED and ended.
 */
export const QUALITIES = ['GOOD', 'UNCERTAIN', 'BAD'] as const;
/** UNCONVERTED: read in a unit that cannot be converted to the one that is answered. No file and no segment says so. */
export const ACQUISITION_STATUSES = ['ACQUIRED', 'NOT_RECEIVED', 'INVALID', 'UNCONVERTED'] as const;
export const ORIGINS = ['MEASURED', 'SETPOINT', 'FILLED', 'INTERPOLATED', 'DERIVED', 'SIMULATED'] as const;

/** UNENDED: the file ends within the sample's row, so that more digits may have followed (`row.unended`). */
export const ENDINGS = ['ENDED', 'UNENDED'] as const;

export type Quality = (typeof QUALITIES)[number];
export type AcquisitionStatus = (typeof ACQUISITION_STATUSES)[number];
export type Origin = (typeof ORIGINS)[number];
export type Ending = (typeof ENDINGS)[number];

export interface Qualifiers {
  readonly quality: Quality;
  readonly acquisitionStatus: AcquisitionStatus;
  readonly origin: Origin;
}

export function packFlags({ quality, acquisitionStatus, origin }: Qualifiers): number {
  return (
    QUALITIES.indexOf(quality) |
    (ACQUISITION_STATUSES.indexOf(acquisitionStatus) << 2) |
    (ORIGINS.indexOf(origin) << 4)
  );
}

export function unpackFlags(flags: number): Qualifiers {
  return {
    quality: qualityOf(flags),
    acquisitionStatus: acquisitionStatusOf(flags),
    origin: originOf(flags),
  };
}

export function qualityOf(flags: number): Quality {
  return QUALITIES[flags & 3]!;
}

export function acquisitionStatusOf(flags: number): AcquisitionStatus {
  return ACQUISITION_STATUSES[(flags >> 2) & 3]!;
}

export function originOf(flags: number): Origin {
  return ORIGINS[(flags >> 4) & 7]!;
}

/** Bit of an UNENDED sample; it gives way to any sample of its key that has it not. */
export const UNENDED = 0x80;

export function endingOf(flags: number): Ending {
  return ENDINGS[flags >> 7]!;
}

/** The same flags of a sample whose row was not ended: nothing of it is sure, so that GOOD becomes UNCERTAIN. */
export function asUnended(flags: number): number {
  const uncertain = qualityOf(flags) === 'GOOD' ? QUALITIES.indexOf('UNCERTAIN') : 0;
  return flags | uncertain | UNENDED;
}

/** The same byte with another quality. */
export function withQuality(flags: number, quality: Quality): number {
  return (flags & ~3) | QUALITIES.indexOf(quality);
}

/** The same byte of a sample that has no value in the unit that is answered. */
export function asUnconverted(flags: number): number {
  return withQuality((flags & ~(3 << 2)) | (ACQUISITION_STATUSES.indexOf('UNCONVERTED') << 2), 'BAD');
}

export function isUnconverted(flags: number): boolean {
  return acquisitionStatusOf(flags) === 'UNCONVERTED';
}

/** True for what a summary may average: a GOOD, ACQUIRED, MEASURED sample. */
export function isGoodMeasurement(flags: number): boolean {
  return flags === 0;
}

/** The flag byte of sample i of a column. */
export function flagsAt(flags: number | Uint8Array, i: number): number {
  return typeof flags === 'number' ? flags : flags[i]!;
}
