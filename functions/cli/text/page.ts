/** What a text for people is laid out on. */
export interface Page {
  /** In columns; null where lines may be as long as they come. */
  readonly width: number | null;
  readonly isColoured: boolean;
}

/** Of a pipe or a file: a row stays one line there, for grep, sort and `less -S`. */
export const UNLIMITED: Page = { width: null, isColoured: false };
