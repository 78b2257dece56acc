import { significantText } from './figure.ts';

/** Two digits, since no more of a p means anything; a small one by its power. */
export function pText(p: number | null): string {
  if (p === null) return '–';
  if (p === 0) return '<1e-300';
  return p < 0.001 ? p.toExponential(1) : significantText(p, 2);
}
