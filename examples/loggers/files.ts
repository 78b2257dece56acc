/** The files of this example, as two loggers write them: five days, a row every ten minutes. */
import { isoOf, MICROS_PER_MINUTE } from '../../shared/domain/time.ts';
import { autoregression } from '../../shared/simulator/noise.ts';
import { randomStream } from '../../shared/simulator/random.ts';

const HEADER = 'Date Time (UTC),Temperature (°C),Humidity (%RH),CO2 (ppm)';
const BEGIN = Date.parse('2026-03-02T09:00:00Z') * 1000;
const PERIOD_MINUTES = 10;
const ROWS = 720;
const HOUR = 3600;

/** What is wrong with the flight unit, by row: a sensor that stands still, and rows that never came. */
export const FAULTS = {
  warmerBy: 0.12,
  co2StuckFrom: 300,
  lost: { from: 500, to: 524 },
} as const;

/** Both follow the room; each has a noise of its own. */
export function loggerFiles(): ReadonlyMap<string, string> {
  const { from, to } = FAULTS.lost;
  const came = rowsOf('flight').filter((_, i) => i < from || i >= to);
  return new Map([
    ['flight.csv', textOf(came)],
    ['ground.csv', textOf(rowsOf('ground'))],
  ]);
}

const textOf = (rows: readonly string[]): string => `${[HEADER, ...rows].join('\n')}\n`;

function rowsOf(side: 'flight' | 'ground'): string[] {
  const room = series('room', 1, 6 * HOUR);
  const [temperature, humidity, co2] = ['temperature', 'humidity', 'co2'].map((channel) =>
    series(`${side} ${channel}`, 1, 0.4 * HOUR),
  );
  return Array.from({ length: ROWS }, (_, i) => {
    const warmer = side === 'flight' ? FAULTS.warmerBy : 0;
    const isStuck = side === 'flight' && i >= FAULTS.co2StuckFrom;
    const cells = [
      (37 + warmer + 0.15 * room[i]! + 0.04 * temperature![i]!).toFixed(2),
      (92 - 1.2 * room[i]! + 0.4 * humidity![i]!).toFixed(1),
      isStuck ? '49870' : (50_000 + 300 * room[i]! + 80 * co2![i]!).toFixed(0),
    ];
    const at = isoOf(BEGIN + i * PERIOD_MINUTES * MICROS_PER_MINUTE);
    return [`${at.slice(0, 10)} ${at.slice(11, 19)}`, ...cells].join(',');
  });
}

function series(name: string, sd: number, timeConstant: number): number[] {
  const next = autoregression(sd, timeConstant, PERIOD_MINUTES * 60, randomStream(20_260_302, name));
  return Array.from({ length: ROWS }, next);
}
