/** Looks at the receipts of files that have come until these are final, and their verdicts the last word: a few at a time, whose turn goes round. */
import { type ReceiptOnWire, receiptSchema } from '../../../shared/contract/downlinks.ts';
import { type Api, CallFailure } from '../stack/api.ts';
import { pathOf } from '../stack/experiment.ts';

const LOOK_EVERY_MS = 700;
const SETTLING_EVERY_MS = 2000;
const AT_ONCE = 6;

const FINAL: readonly ReceiptOnWire['state'][] = [
  ...(['INGESTED', 'INGESTED_WITH_REJECTS', 'REFUSED', 'FAILED', 'EXPIRED', 'WITHDRAWN'] as const),
];

interface Followed {
  readonly key: number;
  readonly experiment: string;
  readonly id: string;
}

/** A receipt as it is now, or why there is none: the experiment or the downlink has vanished. */
type Heard = (
  key: number,
  heard: { readonly receipt: ReceiptOnWire; readonly isFinal: boolean } | CallFailure,
) => void;

export class Follower {
  readonly #heard: Heard;
  #api: Api | null = null;
  #waiting: Followed[] = [];
  /** Their receipts are final, but not the last word: they are asked for when no other waits. */
  #unsettled: Followed[] = [];
  #isLooking = false;

  constructor(heard: Heard) {
    this.#heard = heard;
  }

  use(api: Api | null): void {
    this.#api = api;
    void this.#look();
  }

  add(followed: Followed): void {
    this.#waiting.push(followed);
    void this.#look();
  }

  async #look(): Promise<void> {
    if (this.#isLooking) return;
    this.#isLooking = true;
    try {
      while (this.#waiting.length + this.#unsettled.length > 0 && this.#api !== null) {
        const api = this.#api;
        const isSettling = this.#waiting.length === 0;
        const next = (isSettling ? this.#unsettled : this.#waiting).splice(0, AT_ONCE);
        await Promise.all(next.map((one) => this.#ask(api, one)));
        const millis = isSettling ? SETTLING_EVERY_MS : LOOK_EVERY_MS;
        await new Promise((resolve) => setTimeout(resolve, millis));
      }
    } finally {
      this.#isLooking = false;
    }
  }

  async #ask(api: Api, followed: Followed): Promise<void> {
    const { key, experiment, id } = followed;
    try {
      const receipt = await api.get(pathOf(experiment, 'downlinks', id), receiptSchema);
      const isFinal = FINAL.includes(receipt.state);
      if (!isFinal) this.#waiting.push(followed);
      else if (receipt.unsettled) this.#unsettled.push(followed);
      this.#heard(key, { receipt, isFinal });
    } catch (error) {
      if (!(error instanceof CallFailure)) throw error;
      if (error.status === 404) return this.#heard(key, error);
      // The file is whole on the stack, whatever the line does: it is asked for again.
      this.#waiting.push(followed);
    }
  }
}
