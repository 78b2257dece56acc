/** Which unit, channel and unit of measure the words of a column's name speak of. */
import type { Definition } from '../experiment/definition.ts';
import { isFlightSide } from '../experiment/hardware-schema.ts';
import { nearest } from '../nearest.ts';
import { Refusal } from '../refusal.ts';
import { MEANT } from '../ucum/atoms.ts';
import { conversionBetween } from '../ucum/conversion.ts';
import { parseUnit } from '../ucum/parse-unit.ts';

/** Short forms that payload teams write. */
const SYNONYMS: Readonly<Record<string, string>> = {
  rh: 'humidity',
  hum: 'humidity',
  t: 'temperature',
  p: 'pressure',
  accel: 'acceleration',
  mag: 'magnetic',
  gyro: 'rotation',
};
const FLIGHT_WORDS = ['flight', 'iss', 'space', 'orbit', 'habitat', 'flt'];
const GROUND_WORDS = ['ground', 'control', 'gnd', 'earth'];

/** A shorter name is near to every other. */
const SHORTEST_MISTYPED = 4;

/** `Temp_degC_ISS` is temp, degc, iss; `heaterOn` is heater, on. */
export function wordsOf(name: string): string[] {
  return name
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .split(/[^A-Za-z0-9°%[\]]+/)
    .map((word) => word.toLowerCase())
    .filter((word) => word !== '');
}

/** The channel whose id or quantity the words speak of most, or null. */
export function channelMeant(definition: Definition, name: string): string | null {
  const words = wordsOf(name).map((word) => SYNONYMS[word] ?? word);
  let best: { id: string; score: number } | null = null;
  for (const { id, quantity } of definition.channels) {
    const known = [...wordsOf(id), ...wordsOf(quantity ?? '')];
    const score =
      words.filter((word) => known.some((one) => speaksOf(word, one))).length -
      wordsOf(id).filter((one) => !words.some((word) => speaksOf(word, one))).length / 10;
    if (score > 0.5 && (best === null || score > best.score)) best = { id, score };
  }
  if (best !== null || name.length < SHORTEST_MISTYPED) return best?.id ?? null;
  return nearest(
    name,
    definition.channels.map(({ id }) => id),
  );
}

/** The unit that the words name by its id or its side; the only one of the experiment; or null. */
export function unitMeant(definition: Definition, name: string): string | null {
  const words = wordsOf(name);
  const named = definition.units.find(({ id }) => words.includes(id.toLowerCase()));
  if (named !== undefined) return named.id;
  const [only, ...others] = definition.units;
  if (only !== undefined && others.length === 0) return only.id;
  const sideOf = (wanted: boolean) =>
    definition.units.filter(({ arm }) => {
      const kind = definition.arms.find(({ id }) => id === arm)?.kind;
      return kind !== undefined && isFlightSide(kind) === wanted;
    });
  const isFlight = words.some((word) => FLIGHT_WORDS.includes(word));
  if (!isFlight && !words.some((word) => GROUND_WORDS.includes(word))) return null;
  const [first, ...more] = sideOf(isFlight);
  return first !== undefined && more.length === 0 ? first.id : null;
}

/** The UCUM code that a word of the name stands for and that the channel's unit can be made of; null for none. */
export function unitOfMeasureMeant(name: string, channelUnit: string): string | null {
  const written = name.split(/[^A-Za-z0-9°%[\]/]+/).slice(1);
  for (const word of written) {
    const code = MEANT[word.toLowerCase()] ?? word;
    if (word.length > 0 && isConvertible(code, channelUnit)) return code;
  }
  return null;
}

function isConvertible(code: string, to: string): boolean {
  try {
    parseUnit(code);
    conversionBetween(code, to);
    return true;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return false;
  }
}

/** Equal, or the beginning of it from three letters on. */
function speaksOf(word: string, known: string): boolean {
  return word === known || (word.length >= 3 && known.startsWith(word));
}
