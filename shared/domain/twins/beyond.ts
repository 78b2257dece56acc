/** Decimal readings differ from their written difference in the last bits: 24.1 − 23.8 is 0.3000000000000007. */
const ROUNDING = 1e-9;

/** Whether a difference is beyond ± margin. One that equals the margin, up to rounding, is within. */
export function isBeyond(difference: number, margin: number): boolean {
  return Math.abs(difference) > margin * (1 + ROUNDING);
}
