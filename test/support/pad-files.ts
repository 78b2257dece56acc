/** Files of the SAMS as they come: records of four floats, and the header that says when they begin. */

export const padHeader = ({
  at = '2014_10_22_09_36_36.500',
  rate = 10,
  file = 'x',
  sensor = '121f03',
} = {}): Buffer =>
  Buffer.from(`<?xml version="1.0"?><sams2_accel><SensorID>${sensor}</SensorID><TimeZero>${at}</TimeZero>
<SampleRate>${rate}</SampleRate><CutoffFreq>6.00</CutoffFreq>
<GData file="${file}" format="binary 32 bit IEEE float little endian"/></sams2_accel>`);

/** @param first acceleration along x of the first record */
export function padRecords(count: number, rate = 10, first = 1e-5): Buffer {
  const bytes = Buffer.alloc(16 * count);
  for (let i = 0; i < count; i++)
    [i / rate, i === 0 ? first : 1e-5, -2e-5, 3e-5].forEach((one, axis) => {
      bytes.writeFloatLE(one, 16 * i + 4 * axis);
    });
  return bytes;
}

/** Of one unit in orbit, whose z axis is a channel in m/s2. */
export const padDefinition = (more: object = {}): string =>
  JSON.stringify({
    id: 'iss',
    arms: [{ id: 'flight', kind: 'SPACEFLIGHT' }],
    units: [{ id: 'LAB', arm: 'flight' }],
    channels: [
      ...['gx', 'gy'].map((id) => ({ id, unit: '[g]', period: 'PT0.007S', stuckAfter: 'none' })),
      { id: 'gz', unit: 'm/s2', period: 'PT0.007S', stuckAfter: 'none' },
    ],
    sources: [
      {
        ...{ id: 'sams', format: 'sams-pad', match: '*pad*' },
        columns: Object.fromEntries(
          ['x', 'y', 'z'].map((axis) => [axis, { unit: 'LAB', channel: `g${axis}` }]),
        ),
        ...more,
      },
    ],
  });
