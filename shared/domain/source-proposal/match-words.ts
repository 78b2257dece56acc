/** Which unit, channel and unit of measure the words of a column's name speak of. */
import { type ColumnPosition, nameWithoutPosition, positionOf } from '../experiment/column-position.ts';
import type { Definition } from '../experiment/definition.ts';
import { isFlightSide } from '../experiment/hardware-schema.ts';
import { nearest } from '../nearest.ts';
import { conversionIfAny } from '../ucum/conversion.ts';
import { unitOfHeader } from '../ucum/unit-of-text.ts';
import { idOf } from './match-pattern.ts';

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
export const FLIGHT_WORDS: readonly string[] = ['flight', 'iss', 'space', 'orbit', 'habitat', 'flt'];
export const GROUND_WORDS: readonly string[] = ['ground', 'control', 'gnd', 'earth'];

/** A shorter name is near to every other. */
const SHORTEST_MISTYPED = 4;

/** `Temp_degC_ISS` is temp, degc, iss; `heaterOn` is heater, on; `#3 Temp` is temp. */
export function wordsOf(name: string): string[] {
  return nameWithoutPosition(name)
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .split(/[^A-Za-z0-9°%[\]]+/)
    .map((word) => word.toLowerCase())
    .filter((word) => word !== '');
}

/** What a channel is called of which a file says nothing but the position of its column. */
export const channelOfPosition = ({ index }: Pick<ColumnPosition, 'index'>): string => `column-${index + 1}`;

/** The channel whose id or quantity the words speak of most, or null. */
export function channelMeant(definition: Definition, name: string): string | null {
  const position = positionOf(name);
  if (position?.name === '') {
    const own = channelOfPosition(position);
    return definition.channels.some(({ id }) => id === own) ? own : null;
  }
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
  const named = definition.units.find(
    ({ id }) => words.includes(id.toLowerCase()) || idOf(name) === id.toLowerCase(),
  );
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

/** What the name says of the unit of measure of its numbers. */
export interface MeasureMeant {
  /** The file's unit, a UCUM code that becomes the channel's; null where the numbers are in the channel's unit. */
  readonly as: string | null;
  /** What a person has to look at; null where the name leaves no doubt. */
  readonly remark: string | null;
  /** The name surely says a unit that cannot become the channel's. */
  readonly isOther: boolean;
}

/** The unit that the name names, held against the channel's. */
export function unitOfMeasureMeant(name: string, channel: string, channelUnit: string): MeasureMeant {
  const named = unitOfHeader(name);
  const ways = (named?.codes ?? []).map((code) => ({ code, conversion: conversionIfAny(code, channelUnit) }));
  const nothing = { as: null, remark: null, isOther: false };
  if (named === null || ways.some(({ conversion }) => conversion === null)) return nothing;
  const { written, confidence } = named;
  const alike = ways.find(({ code, conversion }) => conversion !== undefined && !isCount(code));
  if (alike === undefined) {
    if (confidence !== 'SURE') return nothing;
    const remark = `${name} is in ${written}, which cannot be converted to ${channelUnit} of ${channel}: it is ignored`;
    return { ...nothing, remark, isOther: true };
  }
  const remark =
    confidence === 'SURE' ? null : `${name} is read in ${alike.code} because of "${written}": check the unit`;
  return { ...nothing, as: alike.code, remark };
}

/** Counts are raw numbers: they are no fractions. */
function isCount(code: string): boolean {
  return /^\{.*\}$/.test(code) && code !== '{fraction}';
}

/** Equal, or the beginning of it from three letters on. */
function speaksOf(word: string, known: string): boolean {
  return word === known || (word.length >= 3 && known.startsWith(word));
}
