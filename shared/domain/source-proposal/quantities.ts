/** What loggers of the field measure, by the words and units with which their columns say it. */
import { conversionIfAny } from '../ucum/conversion.ts';
import { unitOfHeader } from '../ucum/unit-of-text.ts';
import { wordsOf } from './match-words.ts';

export interface Quantity {
  /** Id of a channel that measures it and nothing more. */
  readonly id: string;
  readonly words: readonly string[];
  /** UCUM, where a file says none. */
  readonly unit: string;
}

const QUANTITIES: readonly Quantity[] = [
  { id: 'temperature', words: ['temperature', 'temp', 'temperatur', 'tair', 't'], unit: 'Cel' },
  { id: 'humidity', words: ['humidity', 'hum', 'rh', 'feuchte', 'relative'], unit: '%' },
  { id: 'co2', words: ['co2', 'carbondioxide'], unit: '[ppm]' },
  { id: 'o2', words: ['o2', 'oxygen'], unit: '%' },
  { id: 'pressure', words: ['pressure', 'press', 'baro', 'barometric', 'druck', 'p'], unit: 'hPa' },
  { id: 'acceleration', words: ['acceleration', 'accel', 'acc', 'gx', 'gy', 'gz', 'gload'], unit: '[g]' },
  { id: 'rotation', words: ['rotation', 'gyro'], unit: 'deg/s' },
  { id: 'magnetic', words: ['magnetic', 'mag'], unit: 'uT' },
  { id: 'light', words: ['light', 'illuminance', 'lux', 'par'], unit: 'lx' },
  { id: 'radiation', words: ['radiation', 'dose', 'doserate'], unit: 'uGy' },
  { id: 'ph', words: ['ph'], unit: '[pH]' },
  { id: 'flow', words: ['flow', 'flowrate'], unit: 'mL/min' },
  { id: 'voltage', words: ['voltage', 'volt', 'volts', 'battery', 'batt', 'vbat', 'bus'], unit: 'V' },
  { id: 'current', words: ['current', 'strom', 'amps'], unit: 'A' },
  { id: 'power', words: ['power', 'watts'], unit: 'W' },
];

/** The one that the name speaks of, by words that are not its unit before those that are; null where it speaks of none. */
export function quantityMeant(name: string): Quantity | null {
  // In mGy a y of an acceleration would be read.
  const unit = wordsOf(unitOfHeader(name)?.written ?? '');
  const words = wordsOf(name);
  return quantitySaid(words.filter((word) => !unit.includes(word))) ?? quantitySaid(words);
}

function quantitySaid(words: readonly string[]): Quantity | null {
  return (
    QUANTITIES.find((quantity) =>
      words.some(
        (word) => quantity.words.includes(word.replace(/\d+$/, '')) || quantity.words.includes(word),
      ),
    ) ?? null
  );
}

/** Of what a unit alone says what it is the unit: degrees are of temperature, per cent may be of anything. */
const TOLD_BY_UNIT: readonly string[] = ['temperature', 'pressure', 'voltage', 'current', 'power', 'light'];

/** The quantity that these UCUM codes are units of; null where they may be of several. */
export function quantityOfUnit(codes: readonly string[]): Quantity | null {
  return (
    QUANTITIES.find(
      ({ id, unit }) =>
        TOLD_BY_UNIT.includes(id) && codes.some((code) => conversionIfAny(code, unit) !== undefined),
    ) ?? null
  );
}
