import { describe, expect, it } from 'vitest';
import { summariseG } from '../../../../shared/domain/g-level/g-summary.ts';
import { readPad } from '../../../../shared/formats/sams/read-pad.ts';
import { hasRealData, realFile } from '../../../support/real-data.ts';

const HEADER = `<?xml version="1.0"?><sams2_accel><SensorID>121f03</SensorID><TimeZero>2014_10_22_09_36_36.324</TimeZero>
<SampleRate>142.00</SampleRate><CutoffFreq>6.00</CutoffFreq>
<GData file="x" format="binary 32 bit IEEE float little endian"/></sams2_accel>`;

function records(...rows: readonly (readonly number[])[]): Uint8Array {
  const bytes = new Uint8Array(16 * rows.length);
  const view = new DataView(bytes.buffer);
  rows.flat().forEach((value, i) => {
    view.setFloat32(4 * i, value, true);
  });
  return bytes;
}

describe.skipIf(!hasRealData)('a file of the SAMS', () => {
  const read = () =>
    readPad(
      realFile('sams-pad/first4189records.pad'),
      realFile('sams-pad/first4189records.pad.header').toString(),
    );
  const expected = hasRealData ? JSON.parse(realFile('sams-pad/expected.json').toString()) : {};
  const micro = (g: number) => g * 1e6;

  it('has its records, and what its header says of them', () => {
    const { accelerations, ...header } = read();
    expect(header).toMatchObject({
      ...{ sensor: '121f03006', sampleRateHz: 142, cutoffHz: 6, axes: 'SSAnalysis' },
      ...{ startedAt: Date.UTC(2014, 9, 22, 9, 36, 36, 324) * 1000, location: 'LAB1O1, ER2, Lower Z Panel' },
    });
    const { seconds } = accelerations;
    expect(seconds).toHaveLength(expected.records);
    expect(seconds[0]).toBe(expected.t_first);
    expect(seconds.at(-1)).toBeCloseTo(expected.t_last, 5);
    expect((seconds.at(-1)! - seconds[0]!) / (seconds.length - 1)).toBeCloseTo(expected.dt_mean, 8);
  });

  it('has the mean, the spread and the RMS that were computed of it independently', () => {
    const { accelerations, sampleRateHz } = read();
    const { mean, sd, rms, peak, quasiSteady, minutes } = summariseG(accelerations, 1 / sampleRateHz, []);
    [mean.x, mean.y, mean.z].forEach((g, i) => {
      expect(micro(g)).toBeCloseTo(expected.mean_ug[i], 3);
    });
    [sd.x, sd.y, sd.z].forEach((g, i) => {
      expect(micro(g)).toBeCloseTo(expected.sd_ug[i], 3);
    });
    expect(micro(rms)).toBeCloseTo(expected.vector_rms_after_mean_ug, 3);
    expect(micro(peak.g)).toBeCloseTo(expected.peak_ug, 2);
    // Half a minute says nothing of what is slower than 100 s.
    expect(quasiSteady).toBeNull();
    expect(minutes).toBeCloseTo(4189 / 142 / 60, 6);
  });

  it('begins with the settling of its filter, which is named', () => {
    const start = read().filterStart;
    expect(start?.seconds).toBeCloseTo(1 / 3, 9);
    expect(micro(start!.peak)).toBeCloseTo(expected.peak_ug, 2);
    expect(micro(start!.peakAfter)).toBeCloseTo(expected.peak_after_0p3s_ug, 2);
    expect(start?.message).toBe(
      'the first 0.33 s rise to 342 µg and nothing later above 96.2 µg: that is how the 6 Hz filter settles, and no acceleration of the station',
    );
  });

  it('that breaks off within a record is refused', () => {
    const whole = realFile('sams-pad/first4189records.pad');
    expect(() => readPad(whole.subarray(0, 1000), HEADER)).toThrow('got 1000 bytes: the file breaks off');
  });
});

describe('records of accelerations', () => {
  it('that begin as quietly as they go on have no start of a filter', () => {
    const rows = Array.from({ length: 400 }, (_, i) => [i / 142, 1e-5 * (i % 2), 0, 0]);
    expect(readPad(records(...rows), HEADER).filterStart).toBeNull();
  });

  it('that end within the start of the filter, or never move, say nothing of it', () => {
    const brief = Array.from({ length: 20 }, (_, i) => [i / 142, i === 0 ? 1 : 0, 0, 0]);
    expect(readPad(records(...brief), HEADER).filterStart).toBeNull();
    const still = Array.from({ length: 400 }, (_, i) => [i / 142, 0, 0, 0]);
    expect(readPad(records(...still), HEADER).filterStart).toBeNull();
  });

  it.each([
    ['of no number', [[0, Number.NaN, 0, 0]], /record 1, got t 0, x NaN/],
    [
      'that go back in time',
      [
        [0, 0, 0, 0],
        [0.01, 0, 0, 0],
        [0.005, 0, 0, 0],
      ],
      /record 3/,
    ],
    [
      'of big-endian floats',
      [
        [0, 0, 0, 0],
        [4.6e-41, 9e30, 0, 0],
      ],
      /the file is damaged, or of another format/,
    ],
    ['that are none', [], /got 0 bytes/],
  ])('%s are refused', (_, rows, sentence) => {
    expect(() => readPad(records(...rows), HEADER)).toThrow(sentence);
  });

  it.each([
    ['of another format', HEADER.replace('little', 'big'), /got "binary 32 bit IEEE float big endian"/],
    ['without a time', HEADER.replace('2014_', ''), /expected TimeZero as/],
    ['without a rate', HEADER.replace('142.00', '0'), /expected SampleRate above 0 Hz, got "0"/],
  ])('with a header %s are refused', (_, header, sentence) => {
    expect(() => readPad(records([0, 0, 0, 0]), header)).toThrow(sentence);
  });
});
