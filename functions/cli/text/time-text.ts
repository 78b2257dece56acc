/** ISO 8601 text without the seconds where they are zero: as short as it can be and still be typed into a command. */
export function shortIso(iso: string): string {
  return iso.replace(/:00Z$/, 'Z');
}
