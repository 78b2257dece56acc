import type { ReadEvent, ReadSink, ReadSummary, Reject } from './reading.ts';
import type { RowBatch } from './row-batch.ts';

/** Hands what was read to the sink and counts it. */
export class Handover {
  private readonly sink: ReadSink;
  private accepted = 0;
  private rejected = 0;
  private readonly byReason = new Map<string, number>();

  constructor(sink: ReadSink) {
    this.sink = sink;
  }

  /** Hands the rows of the batch out and empties it. */
  async batch(batch: RowBatch): Promise<void> {
    this.accepted += batch.readings;
    await this.sink.batch(batch.kept());
    batch.reset();
  }

  async rejects(rejects: readonly Reject[]): Promise<void> {
    for (const reject of rejects) {
      this.rejected += reject.samples;
      this.byReason.set(reject.code, (this.byReason.get(reject.code) ?? 0) + reject.samples);
      await this.sink.reject(reject);
    }
  }

  async events(events: readonly ReadEvent[]): Promise<void> {
    for (const event of events) await this.sink.event?.(event);
  }

  counts(): Pick<ReadSummary, 'samples' | 'rejected' | 'byReason'> {
    return {
      samples: this.accepted + this.rejected,
      rejected: this.rejected,
      byReason: Object.fromEntries(this.byReason),
    };
  }
}
