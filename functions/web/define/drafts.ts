/** What somebody wrote and has not put in force: it stays while other parts of the console are looked at. */

export interface Draft {
  readonly text: string;
  /** What was in force when it was begun; null for a new experiment. */
  readonly revision: number | null;
  /** Those that it was drafted from. */
  readonly files: readonly File[];
}

export class Drafts {
  readonly #kept = new Map<string, Draft>();

  /** @param onLeave is called once, with a function that says whether anything would be lost with the page */
  constructor(onLeave: (isAny: () => boolean) => void) {
    onLeave(() => this.#kept.size > 0);
  }

  of(key: string): Draft | null {
    return this.#kept.get(key) ?? null;
  }

  keep(key: string, draft: Draft): void {
    this.#kept.set(key, draft);
  }

  drop(key: string): void {
    this.#kept.delete(key);
  }
}

/** The browser asks before it leaves the page. */
export const drafts = new Drafts((isAny) =>
  globalThis.addEventListener?.('beforeunload', (event) => {
    if (isAny()) event.preventDefault();
  }),
);
