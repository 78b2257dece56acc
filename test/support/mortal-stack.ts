/** A local stack that is killed while somebody works with it. */

import { type StackProcess, startStack } from './local-stack.ts';
import { StackClient } from './stack-client.ts';

export class MortalStack {
  readonly #home: string;
  readonly #killed = new WeakSet<StackProcess>();
  #process: StackProcess;
  /** Resolves when the stack that was killed has a successor. */
  #restarted: Promise<void> = Promise.resolve();

  constructor(home: string) {
    this.#home = home;
    this.#process = startStack(home);
  }

  async serving(): Promise<void> {
    await this.#process.ready;
  }

  async killAndRestart(): Promise<void> {
    const killed = this.#process;
    this.#killed.add(killed);
    this.#restarted = killed.kill().then(() => {
      this.#process = startStack(this.#home);
    });
    await this.#restarted;
  }

  /** Does it again with the next stack where the one it began with was killed meanwhile; else it fails as it failed. */
  async insist<T>(act: (client: StackClient) => Promise<T>): Promise<T> {
    for (;;) {
      const asked = this.#process;
      try {
        return await act(new StackClient(await asked.ready));
      } catch (error) {
        if (!this.#killed.has(asked)) throw error;
        await this.#restarted;
      }
    }
  }

  stop(): Promise<void> {
    return this.#process.stop();
  }
}
