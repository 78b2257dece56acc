/** A second reader of plain CSV, for counting: it knows commas, quotes around a whole cell, and nothing else. */
export interface NaiveColumns {
  readonly rows: number;
  /** Numbers by column; cells that are empty are left out. */
  readonly numbers: Readonly<Record<string, readonly number[]>>;
}

export function naiveColumns(text: string, headers: readonly string[]): NaiveColumns {
  const [head = '', ...lines] = text
    .replace('\uFEFF', '')
    .split(/\r?\n/)
    .filter((line) => line.replaceAll(',', '').trim() !== '');
  const header = head.split(',').map((cell) => cell.trim());
  const cells = lines.map((line) => line.split(',').map((cell) => cell.trim()));
  const numbers = Object.fromEntries(
    headers.map((name) => {
      const texts = cells.flatMap((row) => row[header.indexOf(name)] || []);
      return [name, texts.map(Number)];
    }),
  );
  return { rows: lines.length, numbers };
}
