/** How people write units in headers and units rows, which is seldom UCUM. Data only: `unit-of-text.ts` reads it. */

/**
 * How much else a spelling can be. PLAIN: nothing else is written so (`degF`, `ppm`). UNIT: a unit, but a bare word of
 * a name may be something else (`us`). LOOSE: a label or an abbreviation as well (`A`, `min` for minimum).
 */
export type Tier = 'PLAIN' | 'UNIT' | 'LOOSE';

export interface Spelling {
  /** UCUM codes that it may stand for, likeliest first. */
  readonly codes: readonly string[];
  readonly tier: Tier;
}

/** Words in lower case; of several codes the first is the likeliest. */
const PLAIN_WORDS: Readonly<Record<string, string>> = {
  '°c': 'Cel',
  degc: 'Cel',
  '°f': '[degF]',
  degf: '[degF]',
  '°k': 'K',
  '°r': '[degR]',
  celsius: 'Cel',
  celcius: 'Cel',
  centigrade: 'Cel',
  fahrenheit: '[degF]',
  farenheit: '[degF]',
  fahr: '[degF]',
  kelvin: 'K',
  kelvins: 'K',
  rankine: '[degR]',
  ppm: '[ppm]',
  ppmv: '[ppm]',
  'parts per million': '[ppm]',
  ppb: '[ppb]',
  ppbv: '[ppb]',
  '‰': '[ppth]',
  percent: '%',
  percentage: '%',
  pct: '%',
  prozent: '%',
  mmhg: 'mm[Hg]',
  'mm hg': 'mm[Hg]',
  inhg: "[in_i'Hg]",
  'in hg': "[in_i'Hg]",
  cmh2o: 'cm[H2O]',
  mmh2o: 'mm[H2O]',
  inh2o: "[in_i'H2O]",
  hpa: 'hPa',
  kpa: 'kPa',
  mbar: 'mbar',
  psia: '[psi]',
  psig: '[psi]',
  vdc: 'V',
  kohm: 'kOhm',
  lpm: 'L/min',
  kph: 'km/h',
  kmh: 'km/h',
  hertz: 'Hz',
};

const UNIT_WORDS: Readonly<Record<string, string>> = {
  sccm: 'mL/min',
  slpm: 'L/min',
  kts: '[kn_i]',
  secs: 's',
  mins: 'min',
  second: 's',
  meter: 'm',
  metre: 'm',
  gram: 'g',
  liter: 'L',
  litre: 'L',
  kwh: 'kW.h',
  mah: 'mA.h',
  pascals: 'Pa',
  pascal: 'Pa',
  torr: 'mm[Hg]',
  knots: '[kn_i]',
  mph: '[mi_i]/h',
  rpm: '/min',
  ohms: 'Ohm',
  watts: 'W',
  amps: 'A',
  amperes: 'A',
  ampere: 'A',
  volts: 'V',
  volt: 'V',
  lux: 'lx',
  psi: '[psi]',
  seconds: 's',
  minutes: 'min',
  hours: 'h',
  hrs: 'h',
  days: 'd',
  msec: 'ms',
  meters: 'm',
  metres: 'm',
  feet: '[ft_i]',
  ft: '[ft_i]',
  inches: '[in_i]',
  degrees: 'deg',
  radians: 'rad',
  arcsec: "''",
  arcmin: "'",
  grams: 'g',
  lbs: '[lb_av]',
  mcg: 'ug',
  liters: 'L',
  litres: 'L',
  molar: 'mol/L',
  ohm: 'Ohm',
  amp: 'A',
  watt: 'W',
  bar: 'bar',
  ppt: '[pptr] [ppth]',
  db: 'dB',
  siemens: 'S',
  gauss: 'G',
  tesla: 'T',
  'm/s': 'm/s',
  mps: 'm/s',
};

const LOOSE_WORDS: Readonly<Record<string, string>> = {
  slm: 'L/min',
  cc: 'cm3',
  hp: '[HP]',
  wh: 'W.h',
  ah: 'A.h',
  '°': 'deg',
  deg: 'deg',
  degree: 'deg',
  rad: 'rad',
  mb: 'mbar',
  mv: 'mV',
  ma: 'mA',
  pa: 'Pa',
  khz: 'kHz',
  atm: 'atm',
  kt: '[kn_i]',
  kn: '[kn_i]',
  sec: 's',
  minute: 'min',
  min: 'min',
  hr: 'h',
  hour: 'h',
  day: 'd',
  wk: 'wk',
  cal: 'cal',
  in: '[in_i]',
  lb: '[lb_av]',
  oz: '[oz_av]',
  gal: '[gal_us] Gal',
  gn: '[g]',
  g0: '[g]',
  cells: '{cells}',
  count: '{count}',
  counts: '{count}',
  bit: 'bit',
  byte: 'By',
  bytes: 'By',
};

/** As they stand: here the case tells. */
const SYMBOLS: Readonly<Record<string, string>> = {
  pH: '[pH]',
  oC: 'Cel',
  oF: '[degF]',
  mg: 'm[g] mg',
  ug: 'u[g] ug',
  mG: 'm[g] mG',
};

/** Symbols alone: each is a letter that many a label is too. */
const LETTERS: Readonly<Record<string, string>> = {
  C: 'Cel C',
  F: '[degF] F',
  K: 'K',
  R: '[degR]',
  V: 'V',
  A: 'A',
  W: 'W',
  J: 'J',
  N: 'N',
  T: 'T',
  G: '[g] G',
  g: '[g] g',
  m: 'm',
  s: 's',
  S: 'S s',
  h: 'h',
  H: 'H h',
  d: 'd',
  L: 'L',
  l: 'L',
  M: 'mol/L',
  f: '[degF]',
  c: 'Cel',
  k: 'K',
  v: 'V',
  a: 'a',
};

/** Symbols with the prefixes that are in use before them. */
const PREFIXED: Readonly<Record<string, string>> = {
  V: 'n u m k',
  A: 'p n u m k',
  W: 'u m k M',
  Hz: 'm k M G',
  Pa: 'm h k M G',
  bar: 'u m',
  g: 'n k',
  m: 'n u m c d k',
  s: 'n u m',
  L: 'n u m c d',
  l: 'n u m c d',
  S: 'n u m',
  mol: 'p n u m k',
  M: 'p n u m',
  Ohm: 'm k M G',
  T: 'n u m',
  J: 'm k M',
  N: 'm k',
  lx: 'k',
  lm: 'm k',
  Gy: 'n u m c',
  Sv: 'n u m',
  eV: 'k M G',
  cd: 'm',
  B: 'd',
  By: 'k M G',
};

const PREFIX_WORDS: Readonly<Record<string, string>> = {
  ...{
    nano: 'n',
    micro: 'u',
    milli: 'm',
    centi: 'c',
    deci: 'd',
    hecto: 'h',
    kilo: 'k',
    mega: 'M',
    giga: 'G',
  },
};
const PREFIXED_WORD =
  /^(nano|micro|milli|centi|deci|hecto|kilo|mega|giga)-?(volt|amp|ampere|watt|ohm|pascal|met(?:er|re)|gram|second|lit(?:er|re)|hertz|tesla|gauss|bar|siemens)s?$/;

const ALONE = ['Hz', 'Pa', 'mol', 'Ohm', 'lx', 'lm', 'Gy', 'Sv', 'eV', 'cd'];
/** Prefixed symbols of one quantity that nobody abbreviates anything else to. */
const UNMISTAKABLE = new Set(['Hz', 'Pa', 'bar', 'Ohm', 'V', 'A', 'lx', 'Gy', 'Sv']);

const byCase = new Map<string, Spelling>([
  ...spelt(LETTERS, 'LOOSE'),
  ...spelt(SYMBOLS, 'UNIT'),
  ...ALONE.map((symbol): [string, Spelling] => [symbol, { codes: [symbol], tier: 'UNIT' }]),
  ...Object.entries(PREFIXED).flatMap(([symbol, prefixes]) =>
    prefixes.split(' ').map((prefix): [string, Spelling] => {
      const code = prefix + symbol;
      return [code, { codes: [code], tier: UNMISTAKABLE.has(symbol) ? 'PLAIN' : 'UNIT' }];
    }),
  ),
]);

const byWord = new Map<string, Spelling>([
  ...spelt(LOOSE_WORDS, 'LOOSE'),
  ...spelt(UNIT_WORDS, 'UNIT'),
  ...spelt(PLAIN_WORDS, 'PLAIN'),
]);

/** What a word stands for as it is spelt, in the case it has or, where that says nothing, in any; null if unknown. */
export function spellingOf(word: string): Spelling | null {
  const lower = word.toLowerCase();
  return byCase.get(word) ?? byWord.get(lower) ?? longWord(lower);
}

/** `microamps`, `millivolt`, `kiloohms`: a prefix in full before a unit in full. */
function longWord(lower: string): Spelling | null {
  const [, prefix = '', unit = ''] = PREFIXED_WORD.exec(lower) ?? [];
  const code = (byWord.get(unit) ?? byWord.get(`${unit}s`))?.codes[0];
  if (code === undefined) return null;
  return { codes: [`${PREFIX_WORDS[prefix]}${code}`], tier: 'PLAIN' };
}

function spelt(table: Readonly<Record<string, string>>, tier: Tier): [string, Spelling][] {
  return Object.entries(table).map(([word, codes]) => [word, { codes: codes.split(' '), tier }]);
}
