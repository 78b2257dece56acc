/** Which unit of measure a file's own text names: a column's header, or a cell of a units row. */
import { isUnit } from './parse-unit.ts';
import { type Spelling, spellingOf, type Tier } from './spellings.ts';

/**
 * What a text says of a unit. SURE: the text names it and can mean nothing else. LIKELY: so it is if the quantity fits;
 * `(A)` may be a sensor's label. MAYBE: a hint for a proposal only, such as the F of `Temp_F`.
 */
export interface NamedUnit {
  /** UCUM codes that the text may stand for, likeliest first; at least one. */
  readonly codes: readonly [string, ...string[]];
  /** The unit as the text writes it. */
  readonly written: string;
  readonly confidence: 'SURE' | 'LIKELY' | 'MAYBE';
}

interface Candidate extends Spelling {
  readonly written: string;
  /** Set apart by brackets, a comma or its own cell, and not one word of a name. */
  readonly isApart: boolean;
}

const LONGEST_TEXT = 300;
/** A quantity over its unit, as in physics: no header speaks of teslas per kelvin. F and C may be parts of the name. */
const TEMPERATURE_IN_KELVIN = /(?<![A-Za-z0-9])(T|temp(?:erature)?)\/(?=K(?![A-Za-z0-9]))/i;
const TEMPERATURE_OVER_UNIT = /^T\/[CFK]$/;
/** `tempf`, `temp1c`: the unit is the last letter. */
const LOWER_TEMPERATURE = /temp(?:erature)?\d*([fck])$/;

/** `mm Hg` has two words, `umol m-2 s-1` three. */
const MOST_WORDS = 3;

/** Header text that was read in another encoding, and the many signs for a degree and for a micro. */
const SIGNS: readonly [RegExp, string][] = [
  [/â„‰/g, '°F'],
  [/â„ƒ/g, '°C'],
  [/Â(?=[°ºµ²³])/g, ''],
  [/Î¼/g, 'µ'],
  [/ï¿½|\uFFFD/g, '\uFFFD'],
  [/\uFFFD(?=[CFK]\b)/g, '°'],
  [/\uFFFD/g, 'µ'],
  [/&deg;|&#176;/gi, '°'],
  [/&micro;|&#181;/gi, 'µ'],
  [/[º˚]/g, '°'],
  [/\*\s?(?=[CFK]\b)/g, '°'],
  [/(?<=[([,]\s?)\?(?=[CFK]\b)/g, '°'],
  [/([CF])\s?°/g, '°$1'],
];

const DEGREES =
  /(?:°|(?<![A-Za-z])deg(?:ree)?s?\.?|(?<=[a-z])(?:Deg|deg(?=[CFK])))[\s_.-]*(C(?:elsius)?|F(?:ahrenheit)?|K(?:elvin)?|R(?:ankine)?)(?![A-Za-z]|\/[A-Za-z(])/gi;
const WHOLE_DEGREES = new RegExp(`^${DEGREES.source}$`, 'i');
const DEGREE_CODES: Readonly<Record<string, string>> = { c: 'Cel', f: '[degF]', k: 'K', r: '[degR]' };

/** A difference in °C is one in K. */
const DIFFERENCE = /(?<![A-Za-z])(?:d_?T|delta|diff|difference|std|sd|stdev|rms|gradient)(?![a-z])|Δ/i;
const DIFFERENCE_CODES: Readonly<Record<string, string>> = { Cel: 'K', '[degF]': '[degR]' };

/** `(0-1)`, `(0 to 1)`: not per cent. */
const FRACTION = /^0(?:\.0)? ?(?:-|–|to|\.\.\.?) ?1(?:\.0)?$/;

/** What a unit is often divided by. */
const DIVISOR = /^(?:d|day|h|hr|hour|min|s|sec|s2|[mdu]?[Ll]|c?m[23]?|k?g|K)$/;

/** A per cent sign, not one behind a number (`50% duty`), with the word that may say of what. */
const PER_CENT = /(?<!\d\s*)%/;

/**
 * The unit that a cell of a units row names (`Deg C`, `degF`, `Volts`, `µS/cm`, `%`), or null for none (`UTC`, `Avg`, ``,
 * `1`). A single letter counts as a unit here, but only LIKELY.
 */
export function unitOfCell(text: string): NamedUnit | null {
  return judged(apart(normal(text)).filter(({ isApart, tier }) => isApart || tier === 'PLAIN'));
}

/**
 * The unit that a column's header names, in brackets (`Temp (°F)`), behind a comma, colon or slash (`Temp, °F`), or as a
 * word of the name (`Temp_degF`); null for none. A bare number (`humidity 2`) is no unit.
 */
export function unitOfHeader(text: string): NamedUnit | null {
  const candidates: Candidate[] = [];
  let rest = normal(text).replaceAll(/\S*\[\S*\]\S*/g, (token) => {
    const code = bracketedCode(token.replace(/^.*[_,;:/(]/, '').replace(/\)$/, ''));
    if (code !== null) candidates.push({ codes: [code], tier: 'PLAIN', written: code, isApart: true });
    return code === null ? token : ' ';
  });
  for (const bracketed of [/\(([^()]*)\)/g, /\[([^[\]]*)\]/g]) {
    rest = rest.replaceAll(bracketed, (_, inside: string) => {
      candidates.push(...apart(inside));
      return ' | ';
    });
  }
  const [name = '', ...behind] = rest
    .replace(TEMPERATURE_IN_KELVIN, '$1 / ')
    .split(/[,;:|]|[\s_](?:in|[-–—/])[\s_]/);
  candidates.push(...bare(name), ...behind.flatMap((segment) => apart(segment)));
  return judged(DIFFERENCE.test(text) ? candidates.map(ofDifference) : candidates);
}

/** The candidates of the greatest confidence: what is less sure says nothing beside them. */
function judged(candidates: readonly Candidate[]): NamedUnit | null {
  for (const confidence of ['SURE', 'LIKELY', 'MAYBE'] as const) {
    const equal = candidates.filter((candidate) => confidenceOf(candidate) === confidence);
    const [first, ...others] = [...new Set(equal.flatMap(({ codes }) => codes))];
    if (first === undefined) continue;
    return { codes: [first, ...others], written: equal[0]?.written ?? '', confidence };
  }
  return null;
}

function ofDifference(candidate: Candidate): Candidate {
  return { ...candidate, codes: candidate.codes.flatMap((code) => [code, DIFFERENCE_CODES[code] ?? code]) };
}

function confidenceOf({ tier, isApart }: Candidate): NamedUnit['confidence'] {
  if (tier === 'PLAIN' || (tier === 'UNIT' && isApart)) return 'SURE';
  return tier === 'UNIT' || isApart ? 'LIKELY' : 'MAYBE';
}

/** A text that should be a unit as a whole; else its words. */
function apart(text: string): Candidate[] {
  const written = text.trim();
  if (written === '') return [];
  const whole = spelt(written);
  if (whole !== null) return [{ ...whole, written, isApart: true }];
  if (FRACTION.test(written)) return [{ codes: ['{fraction}'], tier: 'LOOSE', written, isApart: false }];
  // Any other code may be a unit that headers seldom use, or a name such as GU1 (giga enzyme units).
  if (/[A-Za-z]/.test(written) && isUnit(written))
    return [{ codes: [written], tier: 'LOOSE', written, isApart: false }];
  return bare(text);
}

/** The words of a name that are units. */
function bare(text: string): Candidate[] {
  const plain = text
    // `heading_deg_f` is no temperature.
    .replaceAll(DEGREES, (written, scale: string) =>
      /^deg.*[_-][a-z]$/.test(written) ? written : ` °${scale.charAt(0).toUpperCase()} `,
    )
    .replace(PER_CENT, ' % ');
  const words = plain.split(/[\s_]+/).filter((word) => word !== '');
  const candidates: Candidate[] = [];
  for (let i = 0; i < words.length; i++) {
    const found = runAt(words, i);
    if (found === null) continue;
    const { spelling, written, length } = found;
    candidates.push({
      ...spelling,
      codes: [...spelling.codes, ...rateAt(words, i, length)],
      written,
      isApart: false,
    });
    i += length - 1;
  }
  return candidates;
}

/** `Dose_mGy_d` may be in mGy/d: underscores stand for what a name cannot hold. */
function rateAt(words: readonly string[], at: number, length: number): readonly string[] {
  const behind = words.slice(at + length);
  const others = behind.findIndex((word) => !DIVISOR.test(word));
  const divisors = others < 0 ? behind : behind.slice(0, others);
  if (divisors.length === 0) return [];
  return composed([words.slice(at, at + length).join(' '), ...divisors].join('/'))?.codes ?? [];
}

function runAt(words: readonly string[], at: number) {
  for (let length = Math.min(MOST_WORDS, words.length - at); length > 0; length--) {
    const written = words.slice(at, at + length).join(' ');
    const spelling = unitOfWords(written);
    if (spelling !== null) return { spelling, written, length };
    const tail = length === 1 ? tailOf(written) : '';
    const ofTail = unitOfWords(tail);
    if (ofTail !== null) return { spelling: ofTail, written: tail, length };
  }
  return null;
}

/** `temperatureF`, `tempf`, `pressureKPa`, `p/bar`, `temp-mV`: what follows in one word. */
function tailOf(word: string): string {
  const [, behind] = /^[A-Za-z][A-Za-z0-9]*[/.-]([^/.-]+)$/.exec(word) ?? [];
  const [, camel] = /[a-z0-9]([A-Z][A-Za-z]*)$/.exec(word) ?? LOWER_TEMPERATURE.exec(word) ?? [];
  return behind ?? camel ?? '';
}

/** The unit that the whole text is; null if it is none, or none that headers are known to use. */
function spelt(text: string): Spelling | null {
  return degreesOf(text) ?? unitOfWords(text.replaceAll(/\s+/g, ' '));
}

function degreesOf(text: string): Spelling | null {
  const scale = WHOLE_DEGREES.exec(text)?.[1];
  return scale === undefined ? null : degrees(scale);
}

function unitOfWords(written: string): Spelling | null {
  const known = spellingOf(written);
  if (known !== null) return known;
  if (/^(?:vol\.? ?)?% ?(?:r\.?h\.?|vol\.?|v\/v|o2|co2|rel\. ?hum\.?)?$/i.test(written))
    return { codes: ['%'], tier: 'PLAIN' };
  const code = bracketedCode(written);
  return code === null ? composed(written) : { codes: [code], tier: 'PLAIN' };
}

/** A UCUM code that its square brackets give away. */
function bracketedCode(text: string): string | null {
  return /\[[A-Za-z]/.test(text) && isUnit(text) ? text : null;
}

/** Units in a product: `µS/cm`, `W/m^2`, `umol m-2 s-1`. Each must be known to headers, and one must be divided by. */
function composed(text: string): Spelling | null {
  const normalised = text.replaceAll(/ ?(?:\/|\bper\b) ?/g, '/').replaceAll(/[ ·⋅*]/g, '.');
  const parts = normalised.replace(/^1\//, '/').split(/(?=[./])/);
  if (!/\/|-\d/.test(normalised) || parts.length > 5 || TEMPERATURE_OVER_UNIT.test(normalised)) return null;
  const tiers = new Set<Tier>();
  let code = '';
  for (const part of parts) {
    const [, operator, symbol, exponent] = /^([./]?)([A-Za-zΩ%°]+)\^?(-?[1-4])?$/.exec(part) ?? [];
    const spelling = symbol === undefined ? null : (spellingOf(symbol) ?? degreesOf(symbol));
    if (spelling === null) return null;
    const atom = spelling.codes.at(-1) === symbol ? symbol : spelling.codes[0];
    tiers.add(exponent === undefined ? spelling.tier : 'UNIT');
    code += `${operator}${atom}${exponent ?? ''}`;
  }
  // A product with Cel is none in UCUM: differences are kelvins.
  code = code.replaceAll(/\bCel\b/g, 'K').replaceAll('[degF]', '[degR]');
  if (!isUnit(code)) return null;
  return { codes: [code], tier: tiers.size === 1 && tiers.has('LOOSE') ? 'LOOSE' : 'UNIT' };
}

function degrees(scale: string): Spelling {
  return { codes: [DEGREE_CODES[scale.charAt(0).toLowerCase()] ?? 'K'], tier: 'PLAIN' };
}

function normal(text: string): string {
  const signed = SIGNS.reduce(
    (shown, [sign, meant]) => shown.replaceAll(sign, meant),
    text.slice(0, LONGEST_TEXT),
  );
  return signed.normalize('NFKC').replaceAll(/[−‐‑]/g, '-').replaceAll(/μ/g, 'u').replaceAll(/Ω/g, 'Ohm');
}
