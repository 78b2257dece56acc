const KILO = 1000;
const MEGA = 1_000_000;

/** A size in whole bytes, in kilobytes rounded up, or in megabytes with one decimal. */
export function sizeText(bytes: number): string {
  if (bytes < KILO) return `${bytes} bytes`;
  // 999,600 bytes are not 1,000 kB.
  if (bytes <= MEGA - KILO) return `${Math.ceil(bytes / KILO)} kB`;
  return `${(bytes / MEGA).toFixed(1)} MB`;
}
