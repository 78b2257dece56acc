/** A command as people type it in the folder of this project: `./howship redrive d000012 -e rr1`. */
export function typedCommand(words: string): string {
  return `./howship ${words}`;
}
