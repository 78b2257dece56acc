/** Which names of files a proposed source reads, and what it is called. */

/** Digits that change from file to file: a date, a time, a long number. Shorter ones name a device or a place. */
const LEAST_CHANGING = 4;
/** A number of a device is a part of its word (`fu1`), however its date follows. */
const DIGITS = /\d{4,}([-_.:T]?\d+)*|(?<![A-Za-z0-9])\d+([-_.:T]?\d+)*/g;

/** `fu1-2026-03-13.csv.gz` is read by `fu1-*.csv*`: what changes from day to day is any text. `incubator_01.csv` stays. */
export function patternOf(fileName: string): string {
  const pattern = fileName
    .replace(/\.(gz|zst)$/i, '*')
    .replaceAll(DIGITS, (run) => (isChanging(run) ? '*' : run));
  return /[A-Za-z]/.test(pattern.replace(/\.(csv|ndjson|jsonl)\*?$/i, ''))
    ? pattern.replaceAll(/\*+/g, '*')
    : fileName;
}

/** A number that is kept of the name and may change, set apart from its words; null where there is none. */
export function keptNumber(fileName: string): string | null {
  const stem = fileName.replace(/\.[A-Za-z0-9]{1,6}(\.(gz|zst))?$/i, '');
  const kept = [...stem.matchAll(DIGITS)].find(
    ({ 0: run, index }) => !isChanging(run) && !/[A-Za-z0-9]/.test(stem[index - 1] ?? ''),
  );
  return kept?.[0] ?? null;
}

export function idOf(fileName: string): string {
  const stem = fileName.replace(/\..*$/, '').replaceAll(DIGITS, (run) => (isChanging(run) ? '' : run));
  const id = stem
    .replaceAll(/[^A-Za-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .toLowerCase();
  return id.slice(0, 60) || 'source';
}

/** Nobody has a hundred devices: what begins with a zero and has three digits is counted on. */
const isChanging = (run: string): boolean =>
  run.replaceAll(/\D/g, '').length >= LEAST_CHANGING || /^0\d\d$/.test(run);
