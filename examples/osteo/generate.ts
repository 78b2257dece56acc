/**
 * Makes the files of this folder that are data: `node examples/osteo/generate.ts`.
 * The same program always makes the same CSV text and the same truth; only gzip's bytes may differ between versions.
 */
import { writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import type { Micros } from '../../shared/domain/time.ts';
import type { ChannelModel } from '../../shared/simulator/healthy.ts';
import { simulateTwins } from '../../shared/simulator/twins.ts';
import { writeWideCsv } from '../../shared/simulator/wide-csv.ts';

const PERIOD_SECONDS = 60;

/** The twin runs 26 h later; its controller samples 12 s after the full minute, so no two time stamps are equal. */
const FLIGHT = { id: 'FU1', from: utc('2026-03-01T00:00:00Z'), to: utc('2026-03-13T08:00:00Z') };
const GROUND = { id: 'GU1', from: utc('2026-03-02T02:00:12Z'), to: utc('2026-03-14T10:00:12Z') };

const CHANNELS: readonly ChannelModel[] = [
  {
    id: 'temperature',
    setpoint: 37,
    scale: 2,
    cabinSd: 0.05,
    ownSd: 0.05,
    whiteSd: 0.02,
    orbitAmplitude: 0.03,
    diurnalAmplitude: 0.02,
  },
  {
    id: 'humidity',
    setpoint: 85,
    scale: 1,
    cabinSd: 0.3,
    ownSd: 0.2,
    whiteSd: 0.15,
    orbitAmplitude: 0,
    diurnalAmplitude: 0.1,
  },
  {
    id: 'co2',
    setpoint: 5,
    scale: 2,
    cabinSd: 0.03,
    ownSd: 0.03,
    whiteSd: 0.02,
    orbitAmplitude: 0,
    diurnalAmplitude: 0,
  },
];

/** The texts of the example's data files by name, before compression. */
export function osteoFiles(): Map<string, string> {
  const { flight, ground, truth } = simulateTwins({
    seed: 20_260_301,
    pair: 'P1',
    flight: FLIGHT,
    ground: GROUND,
    period: PERIOD_SECONDS,
    channels: CHANNELS,
    faults: [
      {
        kind: 'STUCK',
        unit: 'FU1',
        channel: 'humidity',
        from: utc('2026-03-04T21:40:00Z'),
        to: utc('2026-03-06T03:10:00Z'),
      },
      {
        kind: 'OFFSET',
        unit: 'FU1',
        channel: 'temperature',
        from: utc('2026-03-07T06:00:00Z'),
        to: utc('2026-03-10T06:00:00Z'),
        by: 1,
      },
      { kind: 'GAP', unit: 'GU1', from: utc('2026-03-12T02:20:12Z'), to: utc('2026-03-12T03:00:12Z') },
    ],
  });
  const flightCsv = writeWideCsv(flight, 'gmt', [
    { header: 'temp_degC', series: 'temperature' },
    { header: 'rh_pct', series: 'humidity' },
    { header: 'co2_pct', series: 'co2' },
    { header: 'frame', text: (row) => String(row) },
  ]);
  const groundCsv = writeWideCsv(ground, 'time_utc', [
    { header: 'Incubator_C', series: 'temperature' },
    { header: 'Incubator_RH', series: 'humidity' },
    { header: 'Incubator_CO2', series: 'co2' },
    { header: 'operator_note', text: () => '' },
  ]);
  return new Map([
    ['fu1-2026-03-13.csv.gz', flightCsv],
    ['gu1-2026-03-14.csv', groundCsv],
    ['truth.json', `${JSON.stringify(truth, null, 2)}\n`],
  ]);
}

function utc(text: string): Micros {
  return Date.parse(text) * 1000;
}

if (import.meta.main) {
  for (const [name, text] of osteoFiles()) {
    await writeFile(
      new URL(name, import.meta.url),
      name.endsWith('.gz') ? gzipSync(text, { level: 9 }) : text,
    );
  }
}
