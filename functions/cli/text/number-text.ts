/** Numbers for people. What is not there is a dash, never an empty cell; 0 is 0. */
const SIGNIFICANT = 6;

export function numberText(value: number | null, decimals: number | null = null): string {
  if (value === null) return '–';
  const text = decimals === null ? String(Number(value.toPrecision(SIGNIFICANT))) : value.toFixed(decimals);
  // What rounds to nothing has no sign.
  return /^-0(\.0+)?$/.test(text) ? text.slice(1) : text;
}

/** Decimals that show a spread with two digits; null where there is none to go by. */
export function decimalsFor(spread: number | null): number | null {
  if (spread === null || !(spread > 0)) return null;
  return Math.min(12, Math.max(0, 1 - Math.floor(Math.log10(spread))));
}

export function percentText(share: number | null): string {
  if (share === null) return '–';
  // 99.996 % is not everything.
  const text = (Math.floor(share * 10_000) / 100).toFixed(2);
  return `${share === 1 ? '100' : text} %`;
}

const GROUPED = new Intl.NumberFormat('en-US');

/** A count with its thousands set apart: `130,620`. */
export function groupedText(count: number): string {
  return GROUPED.format(count);
}

/** `1 gap`, `2,000 gaps`, `no gaps`. */
export function countText(count: number, one: string, many = `${one}s`): string {
  if (count === 0) return `no ${many}`;
  return `${groupedText(count)} ${count === 1 ? one : many}`;
}

/** A stretch of time in the two largest units it has: `29 h 30 min`. */
export function lengthText(seconds: number): string {
  const units = [
    ['d', 86_400],
    ['h', 3600],
    ['min', 60],
    ['s', 1],
  ] as const;
  let rest = Math.round(seconds);
  const parts: string[] = [];
  for (const [name, size] of units) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(`${count} ${name}`);
  }
  return parts.slice(0, 2).join(' ') || '0 s';
}
