/** The estimate of a comparison in words, one maker for the terminal and the console. */
import { figureOfInterval } from '../words/figure.ts';

interface Estimated {
  readonly scale: 'difference' | 'ratio';
  readonly estimate: number | null;
  readonly ci95: readonly [number, number] | null;
}

/** Of what could not be told, and of what nothing came, `n/a`. */
export function estimateText({ estimate, scale, ci95 }: Estimated): string {
  if (estimate === null) return 'n/a';
  const text = figureOfInterval(estimate, ci95, scale);
  return scale === 'ratio' ? `× ${text}` : text;
}

export function intervalText({ scale, ci95 }: Pick<Estimated, 'scale' | 'ci95'>): string {
  if (ci95 === null) return '–';
  return ci95.map((end) => figureOfInterval(end, ci95, scale)).join(' to ');
}
