/** UCUM codes, and parts of them, that nobody says aloud, and what is said. */
const SPOKEN: Readonly<Record<string, string>> = {
  Cel: '°C',
  '[degF]': '°F',
  '[g]': 'g',
  '[ppm]': 'ppm',
  '[ppb]': 'ppb',
  '[pH]': 'pH',
  '[IU]': 'IU',
  Ohm: 'Ω',
};

/** What a code writes with u for micro: `um`, `umol`; `u` alone is a mass. */
const MICRO = /^u(?=(?:m|g|l|L|mol|s|N|Pa|J|W|V|A|T|Sv|Gy|Bq|kat|Ohm|\[IU\])$)/;
const SUPERSCRIPTS: Readonly<Record<string, string>> = {
  ...{ '-': '⁻', 0: '⁰', 1: '¹', 2: '²', 3: '³', 4: '⁴', 5: '⁵', 6: '⁶', 7: '⁷', 8: '⁸', 9: '⁹' },
};
const raised = (exponent: string): string => [...exponent].map((sign) => SUPERSCRIPTS[sign] ?? sign).join('');

/** One factor of a code: `um2` is `µm²`, `{osteoclast}` what is counted, `10*3` a power of ten. */
function spokenFactor(factor: string): string {
  const counted = /^\{([^{}]*)\}$/.exec(factor)?.[1];
  if (counted !== undefined) return counted.replaceAll('_', ' ');
  const power = /^10[*^](-?\d+)$/.exec(factor)?.[1];
  if (power !== undefined) return `10${raised(power)}`;
  const [, unit = factor, exponent = ''] = /^([A-Za-z%]+|[A-Za-z]*\[[^[\]]*\])(-?\d+)?$/.exec(factor) ?? [];
  return `${SPOKEN[unit] ?? unit.replace(MICRO, 'µ')}${raised(exponent)}`;
}

/** As people write it: `/mm²`, `µm²/osteoclast`, `°C`; empty for a bare number. */
const spokenText = (ucum: string): string =>
  // Of what stands in brackets or braces the slash is its own.
  ucum === '1'
    ? ''
    : ucum
        .replace(/\{[^{}]*\}|(?:[^/.[\]{}()]|\[[^[\]]*\])+/g, (factor) => spokenFactor(factor))
        .replaceAll('.', '·');

/** What follows a number: a space and its unit as people say it (` °C`); nothing for a bare number or no code. */
export function spokenUnit(ucum: string | undefined): string {
  const spoken = ucum === undefined ? '' : spokenText(ucum);
  return spoken === '' ? '' : ` ${spoken}`;
}

/** Of a difference of two numbers of that unit: points of a percentage are no percentage of it. */
export const differenceUnit = (unit: string): string => (unit === ' %' ? ' points' : unit);

/**
 * Codes that are held against each other, as people say them; as codes where people say two of them alike (`[g]` and `g`).
 */
export function spokenApart(codes: readonly string[]): string[] {
  const spoken = codes.map((code) => spokenUnit(code).trim() || code);
  return new Set(spoken).size === new Set(codes).size ? spoken : [...codes];
}

/** The same of a number of things, which has no unit before the line: ` per mm²`. */
export function perText(ucum: string | undefined): string {
  const spoken = spokenUnit(ucum);
  return spoken.startsWith(' /') ? ` per ${spoken.slice(2)}` : spoken;
}
