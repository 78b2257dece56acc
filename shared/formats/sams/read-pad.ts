/** Accelerations of the Space Acceleration Measurement System: records of four floats, and a header in XML beside them. */
import type { Accelerations } from '../../domain/g-level/acceleration.ts';
import { type FilterStart, filterStart } from '../../domain/g-level/filter-start.ts';
import { quoted } from '../../domain/quoted.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Micros } from '../../domain/time.ts';
import { parseXml, type XmlElement } from '../xml/parse-xml.ts';

export interface PadHeader {
  readonly sensor: string;
  /** As the header calls the file of its records. */
  readonly file: string;
  /** When the first record was taken, UTC. */
  readonly startedAt: Micros;
  readonly sampleRateHz: number;
  readonly cutoffHz: number;
  /** Where the sensor is, and by which axes its data are told. */
  readonly location: string;
  readonly axes: string;
}

export interface PadRead extends PadHeader {
  readonly accelerations: Accelerations;
  /** Null where the record does not begin with it. */
  readonly filterStart: FilterStart | null;
}

const FORMAT = 'binary 32 bit IEEE float little endian';
const BYTES = 4;
const RECORD_BYTES = 4 * BYTES;
const TIME = /^(\d{4})_(\d\d)_(\d\d)_(\d\d)_(\d\d)_(\d\d)(?:\.(\d{1,6}))?$/;
/** No part of the station is ever above; a file of another format is, at once. */
const MOST_G = 100;

/**
 * Fails with `sams.header` where the header lacks what is needed or names another format, and with `sams.records` where
 * the bytes are no whole records, are none, their times do not ascend, or a value is none that a sensor gives.
 */
export function readPad(bytes: Uint8Array, headerText: string): PadRead {
  const header = readPadHeader(headerText);
  const accelerations = recordsOf(bytes);
  return { ...header, accelerations, filterStart: filterStart(accelerations, header.cutoffHz) };
}

/** Fails with `sams.header`. */
export function readPadHeader(text: string): PadHeader {
  const root = parseXml(text, new Set());
  const child = (name: string) => root.children.find((one) => one.name === name);
  const format = child('GData')?.attributes.format ?? '';
  if (format !== FORMAT)
    throw refused('header', `expected GData of the format ${quoted(FORMAT)}, got ${quoted(format)}`);
  return {
    sensor: child('SensorID')?.text ?? '',
    file: child('GData')?.attributes.file ?? '',
    startedAt: startOf(child('TimeZero')?.text ?? ''),
    sampleRateHz: positive(child('SampleRate'), 'SampleRate'),
    cutoffHz: positive(child('CutoffFreq'), 'CutoffFreq'),
    location: child('SensorCoordinateSystem')?.attributes.comment ?? '',
    axes: child('DataCoordinateSystem')?.attributes.name ?? '',
  };
}

function startOf(text: string): Micros {
  const [whole, year, month, day, hour, minute, second, fraction = ''] = TIME.exec(text) ?? [];
  if (whole === undefined)
    throw refused('header', `expected TimeZero as 2014_10_22_09_36_36.324, got ${quoted(text)}`);
  const millis = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
  );
  return millis * 1000 + Number(fraction.padEnd(6, '0'));
}

function positive(element: XmlElement | undefined, name: string): number {
  const value = Number(element?.text ?? Number.NaN);
  if (value > 0) return value;
  throw refused('header', `expected ${name} above 0 Hz, got ${quoted(element?.text ?? '')}`);
}

function recordsOf(bytes: Uint8Array): Accelerations {
  const count = bytes.length / RECORD_BYTES;
  if (count === 0 || !Number.isInteger(count))
    throw refused(
      'records',
      `expected whole records of ${RECORD_BYTES} bytes (t, x, y, z), got ${bytes.length} bytes: the file breaks off`,
    );
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const column = (place: number) =>
    Float32Array.from({ length: count }, (_, i) => view.getFloat32(i * RECORD_BYTES + place * BYTES, true));
  const seconds = Float64Array.from(column(0));
  const [x, y, z] = [column(1), column(2), column(3)];
  for (let i = 0; i < count; i++) {
    const isSound = [x, y, z].every((axis) => Math.abs(axis[i]!) <= MOST_G);
    const isLater = i === 0 ? seconds[0]! >= 0 : seconds[i]! > seconds[i - 1]!;
    if (isSound && isLater) continue;
    const got = `t ${seconds[i]}, x ${x[i]}, y ${y[i]}, z ${z[i]}`;
    throw refused(
      'records',
      `expected times that ascend and at most ${MOST_G} g in record ${i + 1}, got ${got}: the file is damaged, or of another format`,
    );
  }
  return { seconds, x, y, z };
}

function refused(what: 'header' | 'records', sentence: string): Refusal {
  return new Refusal('invalid', `sams.${what}`, sentence);
}
