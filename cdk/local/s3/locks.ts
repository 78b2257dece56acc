/** One at a time for each name; others wait in the order they came. */
export class Locks {
  readonly #last = new Map<string, Promise<void>>();

  async hold<T>(name: string, work: () => Promise<T>): Promise<T> {
    const before = this.#last.get(name) ?? Promise.resolve();
    const { promise: done, resolve: release } = Promise.withResolvers<void>();
    const mine = before.then(() => done);
    this.#last.set(name, mine);
    await before;
    try {
      return await work();
    } finally {
      release();
      if (this.#last.get(name) === mine) this.#last.delete(name);
    }
  }
}
