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
