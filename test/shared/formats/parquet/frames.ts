import type { Column, Frame, Storage } from '../../../../shared/domain/telemetry/frame.ts';

/** A number in [0, 1) that depends on i alone, and looks random. */
export function noise(i: number): number {
  let hash = Math.imul(i ^ 0x9e37_79b9, 0x85eb_ca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2_ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

/** A time a second from 2026-03-01 on, each up to 4 ms late. */
export function timesOf(rows: number): Float64Array {
  return Float64Array.from(
    { length: rows },
    (_, i) => 1_772_323_200e6 + i * 1e6 + Math.floor(5 * noise(i)) * 1000,
  );
}

export function columnOf(
  series: string,
  storage: Storage,
  rows: number,
  value: (i: number) => number,
): Column {
  return { series, storage, values: Float64Array.from({ length: rows }, (_, i) => value(i)), flags: 0 };
}

export function frameOf(rows: number, columns: readonly Column[]): Frame {
  return { times: timesOf(rows), columns };
}
