/** UCUM codes that nobody says aloud, and what is said. */
const SPOKEN: Readonly<Record<string, string>> = {
  Cel: '°C',
  '[degF]': '°F',
  '[g]': 'g',
  '[ppm]': 'ppm',
  '[ppb]': 'ppb',
  '[pH]': 'pH',
  '1': '',
  '/{osteoclast}': '/osteoclast',
  'um2/{osteoclast}': 'um2/osteoclast',
};

/** What follows a number: a space and its unit as people say it (` °C`); nothing for a bare number or no code. */
export function spokenUnit(ucum: string | undefined): string {
  const spoken = ucum === undefined ? '' : (SPOKEN[ucum] ?? ucum);
  return spoken === '' ? '' : ` ${spoken}`;
}

/** The same of a number of things, which has no unit before the line: ` per mm2`. */
export function perText(ucum: string | undefined): string {
  const spoken = spokenUnit(ucum);
  return spoken.startsWith(' /') ? ` per ${spoken.slice(2)}` : spoken;
}
