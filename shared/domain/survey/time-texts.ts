/** The texts in the column of the time: how many there are, and which cannot be read. */
export interface TimeFacts {
  /** All texts, readable or not. */
  readonly times: number;
  readonly unreadable: number;
  readonly firstUnreadable: TextAt | null;
  /** Of the unreadable: those that have the form of a time and are none, such as a month 13. */
  readonly misfits: number;
  readonly firstMisfit: TextAt | null;
}

export interface TextAt {
  readonly line: number;
  readonly text: string;
}

export class TimeTexts {
  #readable = 0;
  #unreadable = 0;
  #misfits = 0;
  #firstUnreadable: TextAt | null = null;
  #firstMisfit: TextAt | null = null;

  /** Counts times that could be read, of rows that were kept or not. */
  readable(times: number): void {
    this.#readable += times;
  }

  unreadable(isMisfit: boolean, line: number, text: string): void {
    this.#unreadable++;
    this.#firstUnreadable ??= { line, text };
    if (!isMisfit) return;
    this.#misfits++;
    this.#firstMisfit ??= { line, text };
  }

  facts(): TimeFacts {
    return {
      times: this.#readable + this.#unreadable,
      unreadable: this.#unreadable,
      firstUnreadable: this.#firstUnreadable,
      misfits: this.#misfits,
      firstMisfit: this.#firstMisfit,
    };
  }
}
