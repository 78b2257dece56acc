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

/** A frame with every storage, with and without holes, with flags, and with one series that is promoted. */
export function motleyFrame(rows: number): Frame {
  const hollow = (i: number, value: number): number => (noise(i + 11) < 0.1 ? Number.NaN : value);
  const wobble = (i: number): number => Math.round(3700 + 2000 * (noise(i) - 0.5)) / 100;
  return frameOf(rows, [
    { ...columnOf('temperature', { kind: 'decimal', scale: 2 }, rows, wobble), flags: 0 },
    {
      ...columnOf('temperature@T2', { kind: 'decimal', scale: 2 }, rows, (i) => hollow(i, wobble(i))),
      flags: Uint8Array.from({ length: rows }, (_, i) => (noise(i + 3) < 0.2 ? 1 | (2 << 2) : 0)),
    },
    { ...columnOf('co2', { kind: 'decimal', scale: 0 }, rows, (i) => 3000 + 1e7 * i), flags: 1 << 4 },
    columnOf('gLevel', { kind: 'float32' }, rows, (i) => Math.fround(noise(i) - 0.5)),
    columnOf('gLevel@A2', { kind: 'float32' }, rows, (i) => hollow(i, Math.fround(noise(i)))),
    columnOf('pH', { kind: 'float64' }, rows, (i) => 7 + noise(i)),
    columnOf('voltage', { kind: 'decimal', scale: 1 }, rows, (i) => hollow(i, 5 + noise(i))),
    columnOf('spare', { kind: 'decimal', scale: 3 }, rows, () => Number.NaN),
    columnOf('humidity', { kind: 'decimal', scale: 9 }, rows, (i) => Number(`${i - 500}e-9`)),
  ]);
}
